extension Planner {
    static func comprehension(_ node: Checked.Comprehension) -> Step {
        let over = step(for: node.over)
        let condition = node.condition.map { step(for: $0) }
        let result = node.result.map { step(for: $0) }
        let slot = node.slot
        switch (node.kind, condition) {
        case (.all, let condition?): return quantifier(over, slot, condition, decidedBy: false, "all")
        case (.exists, let condition?): return quantifier(over, slot, condition, decidedBy: true, "exists")
        case (.existsOne, let condition?): return existsOne(over, slot, condition)
        case (.list, _): return list(over, slot, condition, result)
        case (.all, nil), (.exists, nil), (.existsOne, nil):
            preconditionFailure("a quantifier has a condition")
        }
    }

    /// `all` is a long `&&`, `exists` a long `||`: one element that decides outweighs all that is unknown or fails.
    private static func quantifier(
        _ over: Step, _ slot: Int, _ condition: Step, decidedBy deciding: Bool, _ name: String
    ) -> Step {
        Step { read, frame in
            let elements = over(read, &frame).elements
            guard let values = elements.values else { return elements.absence }
            var undecided = Undecided()
            for value in values {
                guard frame.takeElement() else { return .failure(.tooMuchWork) }
                frame.locals[slot] = value
                let answer = condition(read, &frame)
                if case .bool(let holds) = answer {
                    if holds == deciding { return answer }
                } else {
                    undecided.note(answer, in: name)
                }
            }
            return undecided.value ?? .bool(!deciding)
        }
    }

    /// Goes through all elements, and absorbs nothing.
    private static func existsOne(_ over: Step, _ slot: Int, _ condition: Step) -> Step {
        Step { read, frame in
            let elements = over(read, &frame).elements
            guard let values = elements.values else { return elements.absence }
            var count = 0
            for value in values {
                guard frame.takeElement() else { return .failure(.tooMuchWork) }
                frame.locals[slot] = value
                let answer = condition(read, &frame).asAnswer(of: "exists_one")
                guard case .bool(let holds) = answer else { return answer }
                if holds { count += 1 }
            }
            return .bool(count == 1)
        }
    }

    /// `filter` and `map`; these absorb nothing either.
    private static func list(_ over: Step, _ slot: Int, _ condition: Step?, _ result: Step?) -> Step {
        Step { read, frame in
            let elements = over(read, &frame).elements
            guard let values = elements.values else { return elements.absence }
            var results: [Value] = []
            for value in values {
                guard frame.takeElement() else { return .failure(.tooMuchWork) }
                frame.locals[slot] = value
                let answer = condition?(read, &frame).asAnswer(of: "filter") ?? .bool(true)
                guard case .bool(let holds) = answer else { return answer }
                guard holds else { continue }
                let made = result?(read, &frame) ?? value
                guard !made.isAbsent else { return made }
                results.append(made)
            }
            return .list(results)
        }
    }
}

extension Value {
    /// What a macro goes through: the elements of a list or the keys of a map, or else why there is nothing.
    fileprivate var elements: (values: [Value]?, absence: Value) {
        switch self {
        case .list(let elements): (elements, .null)
        case .map(let map): (map.entries.map(\.key), .null)
        default: (nil, isAbsent ? self : .noOverload("a macro", self))
        }
    }

    /// A bool, an absence or a failure; anything else is a failure.
    fileprivate func asAnswer(of macro: String) -> Value {
        if case .bool = self { return self }
        return isAbsent ? self : .noOverload(macro, self)
    }
}
