extension Planner {
    static func call(_ call: Checked.Call, _ operands: [Checked]) -> Step {
        if let prepared = call.prepared {
            return self.call(Checked.Call(name: call.name, body: prepared), [operands[0]])
        }
        let steps = operands.map(step)
        let body = call.body
        if let metered = body.metered { return self.metered(call.name, metered, steps) }
        switch (steps.count, body.unary, body.binary, body.variadic) {
        case (1, let run?, _, _): return unary(run, body.work, steps[0])
        case (2, _, let run?, _):
            if let early = body.early { return binary(run, early, steps[0], steps[1]) }
            return binary(call.name, run, body.work, operands, steps[0], steps[1])
        case (_, _, _, let run?): return variadic(call.name, run, body.work, steps)
        default: return Step { _, _ in .failure(.unknownFunction(call.name)) }
        }
    }

    private static func binary(
        _ name: String, _ body: Function.Body.Binary, _ work: Function.Body.Work, _ operands: [Checked],
        _ left: Step, _ right: Step
    ) -> Step {
        switch (work, operands[0].kind, operands[1].kind) {
        case (.constant, _, .constant(let right)): return binary(body, left, right)
        case (.comparison, _, .constant(let right)) where right.isSmall: return binary(body, left, right)
        case (.constant, _, _): return binary(name, body, left, right)
        case (.comparison, _, _): return comparison(name, body, left, right)
        case (.search, _, _): return search(name, body, left, right)
        case (.linear, _, _), (.texts, _, _): return linear(name, body, left, right)
        }
    }

    private static func unary(
        _ body: Function.Body.Unary, _ work: Function.Body.Work, _ operand: Step
    ) -> Step {
        guard work != .constant else {
            return Step { read, frame in
                let value = operand(read, &frame)
                return value.isAbsent ? value : body.run(value)
            }
        }
        return Step { read, frame in
            let value = operand(read, &frame)
            if value.isAbsent { return value }
            guard frame.take(value, for: work) else { return .failure(.tooMuchWork) }
            return frame.charged(body.run(value), for: work)
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
        _ body: Function.Body.Binary, _ early: Function.Body.Early, _ left: Step, _ right: Step
    ) -> Step {
        Step { read, frame in
            let left = left(read, &frame)
            if left.isAbsent { return left }
            if let settled = early.run(left) { return settled }
            let right = right(read, &frame)
            return right.isAbsent ? right : body.run(left, right)
        }
    }

    private static func variadic(
        _ name: String, _ body: Function.Body.Variadic, _ work: Function.Body.Work, _ steps: [Step]
    ) -> Step {
        Step { read, frame in
            var values: [Value] = []
            values.reserveCapacity(steps.count)
            for step in steps { values.append(step(read, &frame)) }
            if let absence = Undecided.passedOn(values, in: name) { return absence }
            guard work != .constant else { return body.run(values) }
            for value in values where !frame.take(value, for: work) { return .failure(.tooMuchWork) }
            return frame.charged(body.run(values), for: work)
        }
    }

    // MARK: Functions whose work grows with what they are given

    private static func metered(_ name: String, _ body: Function.Body.Metered, _ steps: [Step]) -> Step {
        Step { read, frame in
            var values: [Value] = []
            values.reserveCapacity(steps.count)
            for step in steps { values.append(step(read, &frame)) }
            return Undecided.passedOn(values, in: name) ?? body.run(values, &frame)
        }
    }

    private static func linear(
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

    private static func comparison(
        _ name: String, _ body: Function.Body.Binary, _ left: Step, _ right: Step
    ) -> Step {
        Step { read, frame in
            let left = left(read, &frame)
            let right = right(read, &frame)
            guard !left.isAbsent, !right.isAbsent else {
                return Undecided.passedOn([left, right], in: name) ?? left
            }
            if left.isSmall || right.isSmall { return body.run(left, right) }
            guard frame.take(left), frame.take(right) else { return .failure(.tooMuchWork) }
            return body.run(left, right)
        }
    }

    private static func search(_ name: String, _ body: Function.Body.Binary, _ sought: Step, _ whole: Step) -> Step {
        Step { read, frame in
            let sought = sought(read, &frame)
            let whole = whole(read, &frame)
            guard !sought.isAbsent, !whole.isAbsent else {
                return Undecided.passedOn([sought, whole], in: name) ?? sought
            }
            guard frame.take(whole, for: .search) else { return .failure(.tooMuchWork) }
            return body.run(sought, whole)
        }
    }
}

extension Frame {
    /// Whether the part of the value that such work goes through may still be gone through.
    fileprivate mutating func take(_ value: Value, for work: Function.Body.Work) -> Bool {
        switch (work, value) {
        case (.constant, _), (.texts, .list), (.texts, .map), (.search, .map): true
        default: take(value)
        }
    }

    fileprivate mutating func charged(_ value: Value, for work: Function.Body.Work) -> Value {
        take(value, for: work) ? value : .failure(.tooMuchWork)
    }
}
