extension Planner {
    static func call(_ call: Checked.Call, _ operands: [Checked]) -> Step {
        let steps = operands.map(step)
        let body = call.body
        switch (steps.count, body.unary, body.binary, body.variadic) {
        case (1, let run?, _, _):
            return body.work == .constant ? unary(run, steps[0]) : unaryCharged(run, steps[0])
        case (2, _, let run?, _):
            if let early = body.early { return binary(call.name, run, early, steps[0], steps[1]) }
            switch body.work {
            case .constant:
                if case .constant(let right) = operands[1].kind { return binary(run, steps[0], right) }
                return binary(call.name, run, steps[0], steps[1])
            case .linear: return binaryCharged(call.name, run, steps[0], steps[1])
            case .search: return search(call.name, run, steps[0], steps[1])
            }
        case (_, _, _, let run?): return variadic(call.name, run, steps)
        default: return Step { _, _ in .failure(.unknownFunction(call.name)) }
        }
    }

    private static func unary(_ body: Function.Body.Unary, _ operand: Step) -> Step {
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

    private static func binary(_ body: Function.Body.Binary, _ left: Step, _ right: Value) -> Step {
        Step { read, frame in
            let left = left(read, &frame)
            return left.isAbsent ? left : body.run(left, right)
        }
    }

    /// The right operand is evaluated only where the left one does not settle it.
    private static func binary(
        _ name: String, _ body: Function.Body.Binary, _ early: Function.Body.Early, _ left: Step, _ right: Step
    ) -> Step {
        Step { read, frame in
            let left = left(read, &frame)
            if left.isAbsent { return left }
            if let settled = early.run(left) { return settled }
            let right = right(read, &frame)
            return right.isAbsent ? right : body.run(left, right)
        }
    }

    private static func variadic(_ name: String, _ body: Function.Body.Variadic, _ steps: [Step]) -> Step {
        Step { read, frame in
            var values: [Value] = []
            values.reserveCapacity(steps.count)
            for step in steps { values.append(step(read, &frame)) }
            if let absence = Undecided.passedOn(values, in: name) { return absence }
            for value in values where !frame.take(value) { return .failure(.tooMuchWork) }
            return frame.charged(body.run(values))
        }
    }

    // MARK: Functions whose work grows with what they are given

    private static func unaryCharged(_ body: Function.Body.Unary, _ operand: Step) -> Step {
        Step { read, frame in
            let value = operand(read, &frame)
            if value.isAbsent { return value }
            guard frame.take(value) else { return .failure(.tooMuchWork) }
            return frame.charged(body.run(value))
        }
    }

    private static func binaryCharged(
        _ name: String, _ body: Function.Body.Binary, _ left: Step, _ right: Step
    ) -> Step {
        Step { read, frame in
            let left = left(read, &frame)
            let right = right(read, &frame)
            guard !left.isAbsent, !right.isAbsent else {
                return Undecided.passedOn([left, right], in: name) ?? left
            }
            guard frame.take(left), frame.take(right) else { return .failure(.tooMuchWork) }
            return frame.charged(body.run(left, right))
        }
    }

    private static func search(_ name: String, _ body: Function.Body.Binary, _ sought: Step, _ whole: Step) -> Step {
        Step { read, frame in
            let sought = sought(read, &frame)
            let whole = whole(read, &frame)
            guard !sought.isAbsent, !whole.isAbsent else {
                return Undecided.passedOn([sought, whole], in: name) ?? sought
            }
            if case .list = whole, !frame.take(whole) { return .failure(.tooMuchWork) }
            return body.run(sought, whole)
        }
    }
}
