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
        case .binding(let slot, let value, in: let body): return binding(slot, step(for: value), step(for: body))
        case .failing(let error): return Step { _, _ in .failure(error) }
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

    /// The value may be an absence or a failure: that counts only where the name is used.
    private static func binding(_ slot: Int, _ value: Step, _ body: Step) -> Step {
        Step { read, frame in
            frame.locals[slot] = value(read, &frame)
            return body(read, &frame)
        }
    }

    // MARK: Aggregates

    private static func list(_ elements: [Step]) -> Step {
        Step { read, frame in
            var values: [Value] = []
            values.reserveCapacity(elements.count)
            for element in elements { values.append(element(read, &frame)) }
            return Undecided.passedOn(values, in: "[]") ?? frame.charged(.list(values))
        }
    }

    private static func map(_ entries: [(key: Step, value: Step)]) -> Step {
        Step { read, frame in
            var values: [MapValue.Entry] = []
            values.reserveCapacity(entries.count)
            for entry in entries { values.append((entry.key(read, &frame), entry.value(read, &frame))) }
            return Undecided.passedOn(values.flatMap { [$0.key, $0.value] }, in: "{}")
                ?? frame.charged(.map(of: values))
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
