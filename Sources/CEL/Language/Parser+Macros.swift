import Diagnostics

extension Parser {
    /// `has(x)`; anything else is an ordinary call.
    mutating func expanded(call name: Syntax.Name, _ arguments: [Syntax]) -> Syntax.Kind {
        guard name.text == "has", arguments.count == 1 else { return .call(name, arguments) }
        return .presence(arguments[0])
    }

    /// `x.all(e, condition)` and its like, by name and number of arguments; anything else is an ordinary call.
    mutating func expanded(method name: Syntax.Name, of target: Syntax, _ arguments: [Syntax]) -> Syntax.Kind {
        switch (name.text, arguments.count) {
        case ("all", 2): comprehension(.all, name, target, arguments, condition: 1, result: nil)
        case ("exists", 2): comprehension(.exists, name, target, arguments, condition: 1, result: nil)
        case ("exists_one", 2): comprehension(.existsOne, name, target, arguments, condition: 1, result: nil)
        case ("filter", 2): comprehension(.list, name, target, arguments, condition: 1, result: nil)
        case ("map", 2): comprehension(.list, name, target, arguments, condition: nil, result: 1)
        case ("map", 3): comprehension(.list, name, target, arguments, condition: 1, result: 2)
        default: .method(target, name, arguments)
        }
    }

    private mutating func comprehension(
        _ kind: ComprehensionKind,
        _ macro: Syntax.Name,
        _ target: Syntax,
        _ arguments: [Syntax],
        condition: Int?,
        result: Int?
    ) -> Syntax.Kind {
        guard case .name(let variable) = arguments[0].kind, !variable.isAbsolute else {
            if case .invalid = arguments[0].kind { return .invalid }
            report(.needsVariable(macro.text, at: place(arguments[0].range)))
            return .invalid
        }
        return .comprehension(
            Syntax.Comprehension(
                kind: kind,
                over: target,
                variable: variable,
                condition: condition.map { arguments[$0] },
                result: result.map { arguments[$0] }))
    }
}
