/// Turns a checked tree into steps.
enum Planner {
    static func step(for node: Checked) -> Step {
        switch node.kind {
        case .constant(let value): return Step { _, _ in value }
        case .reference(let index): return Step { read, _ in read(index) }
        case .local(let slot): return Step { _, frame in frame.locals[slot] }
        case .presence(let operand): return presence(of: step(for: operand))
        case .field(let operand, let field): return value(of: field, in: step(for: operand))
        case .fieldPresence(let operand, let field): return presence(of: field, in: step(for: operand))
        case .call(let call, let operands): return self.call(call, operands)
        case .and(let operands): return chain(operands.map(step), decidedBy: false, "&&")
        case .or(let operands): return chain(operands.map(step), decidedBy: true, "||")
        case .conditional(let condition, let then, let otherwise):
            return conditional(step(for: condition), step(for: then), step(for: otherwise))
        case .list(let elements): return list(elements.map(step))
        case .map(let entries): return map(entries.map { (step(for: $0.key), step(for: $0.value)) })
        case .comprehension(let comprehension): return self.comprehension(comprehension)
        case .failing(let error): return Step { _, _ in .failure(error) }
        }
    }

    // MARK: Calls

    private static func call(_ call: Checked.Call, _ operands: [Checked]) -> Step {
        let steps = operands.map(step)
        switch (steps.count, call.body.unary, call.body.binary, call.body.variadic) {
        case (1, let body?, _, _): return unary(call.name, body, steps[0])
        case (2, _, let body?, _):
            if case .constant(let right) = operands[1].kind { return binary(call.name, body, steps[0], right) }
            return binary(call.name, body, steps[0], steps[1])
        case (_, _, _, let body?): return variadic(call.name, body, steps)
        default: return Step { _, _ in .failure(.unknownFunction(call.name)) }
        }
    }

    private static func unary(_ name: String, _ body: Function.Body.Unary, _ operand: Step) -> Step {
        Step { read, frame in
            let value = operand(read, &frame)
            return value.isAbsent ? value : body.run(value)
        }
    }

    private static func binary(
        _ name: String, _ body: Function.Body.Binary, _ left: Step, _ right: Step
    ) -> Step {
        Step { read, frame in
            let left = left(read, &frame)
            let right = right(read, &frame)
            guard left.isAbsent || right.isAbsent else { return body.run(left, right) }
            return Undecided.passedOn([left, right], in: name) ?? body.run(left, right)
        }
    }

    private static func binary(
        _ name: String, _ body: Function.Body.Binary, _ left: Step, _ right: Value
    ) -> Step {
        Step { read, frame in
            let left = left(read, &frame)
            return left.isAbsent ? left : body.run(left, right)
        }
    }

    private static func variadic(_ name: String, _ body: Function.Body.Variadic, _ steps: [Step]) -> Step {
        Step { read, frame in
            var values: [Value] = []
            for step in steps { values.append(step(read, &frame)) }
            return Undecided.passedOn(values, in: name) ?? body.run(values)
        }
    }

    // MARK: Logic

    /// `&&` is decided by a false, `||` by a true, wherever it stands; absences and failures count only without one.
    private static func chain(_ operands: [Step], decidedBy deciding: Bool, _ name: String) -> Step {
        Step { read, frame in
            var undecided = Undecided()
            var isUndecided = false
            for operand in operands {
                let value = operand(read, &frame)
                if case .bool(let holds) = value {
                    if holds == deciding { return value }
                } else {
                    isUndecided = true
                    undecided.note(value, in: name)
                }
            }
            return isUndecided ? undecided.value ?? .bool(!deciding) : .bool(!deciding)
        }
    }

    private static func conditional(
        _ condition: Step, _ then: Step, _ otherwise: Step
    ) -> Step {
        Step { read, frame in
            switch condition(read, &frame) {
            case .bool(true): then(read, &frame)
            case .bool(false): otherwise(read, &frame)
            case let value: value.isAbsent ? value : .noOverload("? :", value)
            }
        }
    }

    // MARK: Fields

    /// Only what is not there is not there: a failure is passed on.
    private static func presence(of operand: Step) -> Step {
        Step { read, frame in
            switch operand(read, &frame) {
            case .unknown: .bool(false)
            case .failure(let error): .failure(error)
            default: .bool(true)
            }
        }
    }

    private static func value(of field: Checked.Field, in operand: Step) -> Step {
        Step { read, frame in
            let value = operand(read, &frame)
            switch value {
            case .record(let record):
                return record.value(of: field) ?? .failure(.noSuchField(field.name, of: record.type.name))
            case .map(let map): return map[field.name] ?? .failure(.noSuchKey(Value.string(field.name).text))
            default: return value.isAbsent ? value : .failure(.noSuchField(field.name, of: value.typeInWords))
            }
        }
    }

    private static func presence(of field: Checked.Field, in operand: Step) -> Step {
        Step { read, frame in
            let value = operand(read, &frame)
            switch value {
            case .record(let record):
                guard let found = record.value(of: field) else {
                    return .failure(.noSuchField(field.name, of: record.type.name))
                }
                if case .unknown = found { return .bool(false) }
                return .bool(true)
            case .map(let map): return .bool(map[field.name] != nil)
            default: return value.isAbsent ? value : .failure(.noSuchField(field.name, of: value.typeInWords))
            }
        }
    }

    // MARK: Aggregates

    private static func list(_ elements: [Step]) -> Step {
        Step { read, frame in
            var values: [Value] = []
            values.reserveCapacity(elements.count)
            for element in elements { values.append(element(read, &frame)) }
            return Undecided.passedOn(values, in: "[]") ?? .list(values)
        }
    }

    private static func map(_ entries: [(key: Step, value: Step)]) -> Step {
        Step { read, frame in
            var values: [MapValue.Entry] = []
            values.reserveCapacity(entries.count)
            for entry in entries { values.append((entry.key(read, &frame), entry.value(read, &frame))) }
            return Undecided.passedOn(values.flatMap { [$0.key, $0.value] }, in: "{}") ?? .map(of: values)
        }
    }
}

extension Value {
    static func map(of entries: [MapValue.Entry]) -> Value {
        do throws(EvaluationError) {
            return .map(try MapValue(entries))
        } catch {
            return .failure(error)
        }
    }
}

extension RecordValue {
    fileprivate func value(of field: Checked.Field) -> Value? {
        (field.index ?? type.index(of: field.name)).map { value(at: $0) }
    }
}
