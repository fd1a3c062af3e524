extension Planner {
    /// Only what is not there is not there: a failure is passed on.
    static func presence(of operand: Step) -> Step {
        Step { read, frame in
            switch operand(read, &frame) {
            case .unknown: .bool(false)
            case .failure(let error): .failure(error)
            default: .bool(true)
            }
        }
    }

    static func value(of field: Checked.Field, in operand: Step) -> Step {
        Step { read, frame in operand(read, &frame).selecting(field) }
    }

    static func presence(of field: Checked.Field, in operand: Step) -> Step {
        Step { read, frame in operand(read, &frame).has(field) }
    }
}

extension Value {
    /// A field of a fact, an entry of a map; of an optional, that of its value, and none where there is none.
    func selecting(_ field: Checked.Field) -> Value {
        switch self {
        case .record(let record):
            record.value(of: field) ?? .failure(.noSuchField(field.name, of: record.type.name))
        case .map(let map): map[field.name] ?? .failure(.noSuchKey(Value.string(field.name).text))
        case .optional: selectingIfPresent(field)
        default: isAbsent ? self : .failure(.noSuchField(field.name, of: typeInWords))
        }
    }

    /// The same as an optional: none where there is no such entry, or the field is not known.
    func selectingIfPresent(_ field: Checked.Field) -> Value {
        switch self {
        case .record(let record):
            guard let value = record.value(of: field) else { return selecting(field) }
            if case .unknown = value { return .optional(nil) }
            return value.isAbsent ? value : .optional(value)
        case .map(let map): return .optional(map[field.name])
        case .optional(let value): return value?.selectingIfPresent(field) ?? self
        default: return selecting(field)
        }
    }

    fileprivate func has(_ field: Checked.Field) -> Value {
        switch self {
        case .record(let record):
            guard let value = record.value(of: field) else { return selecting(field) }
            if case .unknown = value { return .bool(false) }
            return .bool(true)
        case .map(let map): return .bool(map[field.name] != nil)
        case .optional(let value): return value?.has(field) ?? .bool(false)
        default: return selecting(field)
        }
    }
}

extension RecordValue {
    fileprivate func value(of field: Checked.Field) -> Value? {
        (field.index ?? type.index(of: field.name)).map { value(at: $0) }
    }
}
