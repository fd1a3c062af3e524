import Diagnostics

extension Checker {
    mutating func comprehension(_ syntax: Syntax.Comprehension, _ range: Range<Int>) -> Checked {
        let over = checked(syntax.over)
        let slot = scope.count
        let types = elementTypes(of: over, for: syntax)
        for (variable, type) in zip(syntax.variables, types) { declare(variable, type) }
        defer { scope.removeLast(syntax.variables.count) }
        let condition = syntax.condition.map { bool($0, for: syntax.kind.macro) }
        let result = syntax.result.map { checked($0) }
        let comprehension = Checked.Comprehension(
            kind: syntax.kind, over: over, slot: slot, second: syntax.variables.count == 2 ? slot + 1 : nil,
            condition: condition, result: result)
        let type = type(of: syntax, over: types[0], result: result)
        return Checked(kind: .comprehension(comprehension), type: type, range: range)
    }

    /// `cel.bind(name, value, body)`
    mutating func binding(_ name: Syntax.Name, _ value: Syntax, _ body: Syntax, _ range: Range<Int>) -> Checked {
        let value = checked(value)
        let slot = scope.count
        declare(name, value.type)
        defer { scope.removeLast() }
        let body = checked(body)
        return Checked(kind: .binding(slot: slot, value, in: body), type: body.type, range: range)
    }

    private mutating func declare(_ name: Syntax.Name, _ type: ValueType) {
        scope.append(Local(name: name.text, type: type))
        slots = max(slots, scope.count)
    }

    private mutating func type(of syntax: Syntax.Comprehension, over element: ValueType, result: Checked?) -> ValueType
    {
        guard mode != .unchecked else { return .dyn }
        let made = types.resolved(result?.type ?? element)
        switch syntax.kind {
        case .all, .exists, .existsOne: return .bool
        case .list: return .list(made)
        case .map: return .map(element, made)
        case .optional: return .optional(made)
        case .entries: return wanted(.map(types.open(), types.open()), from: result, for: syntax.kind)
        case .flatOptional: return wanted(.optional(types.open()), from: result, for: syntax.kind)
        }
    }

    /// The type of what a macro asks its last argument to make.
    private mutating func wanted(_ type: ValueType, from result: Checked?, for kind: ComprehensionKind) -> ValueType {
        guard let result else { return .dyn }
        if types.resolved(result.type) == .dyn { return type }
        guard types.assign(result.type, to: type) else {
            report(
                .wrongResult(
                    of: kind.macro, wanted: types.closed(type), types.closed(result.type), at: place(result.range)))
            return .dyn
        }
        return types.resolved(type)
    }

    /// The types of the macro's variables.
    private mutating func elementTypes(of over: Checked, for syntax: Syntax.Comprehension) -> [ValueType] {
        let isPair = syntax.variables.count == 2
        let unknown: [ValueType] = isPair ? [.dyn, .dyn] : [.dyn]
        guard mode != .unchecked else { return unknown }
        let isOfOptional = syntax.kind == .optional || syntax.kind == .flatOptional
        switch types.resolved(over.type) {
        case .list(let element) where !isOfOptional: return isPair ? [.int, element] : [element]
        case .map(let key, let value) where !isOfOptional: return isPair ? [key, value] : [key]
        case .dyn: return unknown
        case .open:
            _ = types.assign(.dyn, to: over.type)
            return unknown
        case let type:
            if isOfOptional, let held = type.optionalValue { return [held] }
            report(
                isOfOptional
                    ? .notOptional(type, for: syntax.kind.macro, at: place(over.range))
                    : .notIterable(type, at: place(over.range)))
            return unknown
        }
    }
}

extension ComprehensionKind {
    /// The macro as messages name it.
    fileprivate var macro: String {
        switch self {
        case .all, .exists, .existsOne: rawValue
        case .list: "filter"
        case .map: "transformMap"
        case .entries: "transformMapEntry"
        case .optional: "optMap"
        case .flatOptional: "optFlatMap"
        }
    }
}
