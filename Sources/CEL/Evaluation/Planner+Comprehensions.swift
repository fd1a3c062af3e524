extension Planner {
    static func comprehension(_ node: Checked.Comprehension) -> Step {
        let walk = Walk(over: step(for: node.over), first: node.slot, second: node.second)
        let condition = node.condition.map { step(for: $0) }
        let result = node.result.map { step(for: $0) }
        switch (node.kind, condition, result) {
        case (.all, let condition?, _): return quantifier(walk, condition, decidedBy: false, "all")
        case (.exists, let condition?, _): return quantifier(walk, condition, decidedBy: true, "exists")
        case (.existsOne, let condition?, _): return existsOne(walk, condition)
        case (.list, _, _): return list(walk, condition, result)
        case (.map, _, let result?): return map(walk, condition, result)
        case (.entries, _, let result?): return entries(walk, condition, result)
        case (.optional, _, let result?): return optional(walk, result, isFlat: false)
        case (.flatOptional, _, let result?): return optional(walk, result, isFlat: true)
        case (.all, nil, _), (.exists, nil, _), (.existsOne, nil, _):
            preconditionFailure("a quantifier has a condition")
        case (.map, _, nil), (.entries, _, nil), (.optional, _, nil), (.flatOptional, _, nil):
            preconditionFailure("what makes something has a result")
        }
    }

    /// `all` is a long `&&`, `exists` a long `||`: one element that decides outweighs all that is unknown or fails.
    private static func quantifier(
        _ walk: Walk, _ condition: Step, decidedBy deciding: Bool, _ name: String
    ) -> Step {
        Step { read, frame in
            var undecided = Undecided()
            let decided = walk.through(read, &frame) { _, frame in
                let answer = condition(read, &frame)
                if case .bool(let holds) = answer { return holds == deciding ? answer : nil }
                undecided.note(answer, in: name)
                return nil
            }
            return decided ?? undecided.value ?? .bool(!deciding)
        }
    }

    /// Goes through all elements, and absorbs nothing.
    private static func existsOne(_ walk: Walk, _ condition: Step) -> Step {
        Step { read, frame in
            var count = 0
            let absence = walk.through(read, &frame) { _, frame in
                let answer = condition(read, &frame).asAnswer(of: "exists_one")
                guard case .bool(let holds) = answer else { return answer }
                if holds { count += 1 }
                return nil
            }
            return absence ?? .bool(count == 1)
        }
    }

    /// `filter`, `map` and `transformList`; these absorb nothing either.
    private static func list(_ walk: Walk, _ condition: Step?, _ result: Step?) -> Step {
        Step { read, frame in
            var results: [Value] = []
            let absence = walk.through(read, &frame) { value, frame in
                if let skipped = skips(condition, read, &frame) { return skipped.value }
                let made = result?(read, &frame) ?? value
                guard !made.isAbsent else { return made }
                results.append(made)
                return nil
            }
            return absence ?? frame.charged(.list(results))
        }
    }

    /// `transformMap`: the same keys, other values.
    private static func map(_ walk: Walk, _ condition: Step?, _ result: Step) -> Step {
        Step { read, frame in
            var results: [MapValue.Entry] = []
            let absence = walk.through(read, &frame) { _, frame in
                let key = frame.locals[walk.first]
                if let skipped = skips(condition, read, &frame) { return skipped.value }
                let made = result(read, &frame)
                guard !made.isAbsent else { return made }
                results.append((key, made))
                return nil
            }
            return absence ?? frame.charged(.map(of: results))
        }
    }

    /// `transformMapEntry`: each result is a map, and the whole has all their entries.
    private static func entries(_ walk: Walk, _ condition: Step?, _ result: Step) -> Step {
        Step { read, frame in
            var results: [MapValue.Entry] = []
            let absence = walk.through(read, &frame) { _, frame in
                if let skipped = skips(condition, read, &frame) { return skipped.value }
                let made = result(read, &frame)
                guard case .map(let map) = made else {
                    return made.isAbsent ? made : .noOverload("transformMapEntry", made)
                }
                guard frame.take(map.count) else { return .failure(.tooMuchWork) }
                results += map.entries
                return nil
            }
            return absence ?? frame.charged(.map(of: results))
        }
    }

    /// `optMap` and `optFlatMap`: what is made of the value, where there is one.
    private static func optional(_ walk: Walk, _ result: Step, isFlat: Bool) -> Step {
        Step { read, frame in
            let whole = walk.over(read, &frame)
            guard case .optional(let inner) = whole else {
                return whole.isAbsent ? whole : .noOverload(isFlat ? "optFlatMap" : "optMap", whole)
            }
            guard let inner else { return whole }
            frame.locals[walk.first] = inner
            let made = result(read, &frame)
            if made.isAbsent { return made }
            guard isFlat else { return .optional(made) }
            if case .optional = made { return made }
            return .noOverload("optFlatMap", made)
        }
    }

    private struct Skipped { let value: Value? }

    /// Whether an element is left out: because the condition does not hold, or because it has no answer, which is then
    /// that of the macro.
    @inline(__always)
    private static func skips(_ condition: Step?, _ read: (Int) -> Value, _ frame: inout Frame) -> Skipped? {
        guard let condition else { return nil }
        let answer = condition(read, &frame).asAnswer(of: "filter")
        guard case .bool(let holds) = answer else { return Skipped(value: answer) }
        return holds ? nil : Skipped(value: nil)
    }
}

/// Goes through the elements of a list or the entries of a map, with each in the macro's variables.
private struct Walk: Sendable {
    let over: Step
    let first: Int
    let second: Int?

    /// Until `visit` answers, or there are no more; an absence of the whole is an answer too.
    @inline(__always)
    func through(
        _ read: (Int) -> Value, _ frame: inout Frame, _ visit: (Value, inout Frame) -> Value?
    ) -> Value? {
        switch over(read, &frame) {
        case .list(let elements):
            var index: Int64 = 0
            for element in elements {
                guard frame.take(1) else { return .failure(.tooMuchWork) }
                if let second {
                    frame.locals[first] = .int(index)
                    frame.locals[second] = element
                    index += 1
                } else {
                    frame.locals[first] = element
                }
                if let answer = visit(element, &frame) { return answer }
            }
            return nil
        case .map(let map):
            for entry in map.entries {
                guard frame.take(1) else { return .failure(.tooMuchWork) }
                frame.locals[first] = entry.key
                if let second { frame.locals[second] = entry.value }
                if let answer = visit(entry.key, &frame) { return answer }
            }
            return nil
        case let whole: return whole.isAbsent ? whole : .noOverload("a macro", whole)
        }
    }
}

extension Value {
    /// A bool, an absence or a failure; anything else is a failure.
    fileprivate func asAnswer(of macro: String) -> Value {
        if case .bool = self { return self }
        return isAbsent ? self : .noOverload(macro, self)
    }
}
