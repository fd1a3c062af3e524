import Diagnostics

extension Parser {
    /// `has(x)`; anything else is an ordinary call.
    mutating func expanded(call name: Syntax.Name, _ arguments: [Syntax]) -> Syntax.Kind {
        guard name.text == "has", !name.isAbsolute, arguments.count == 1 else { return .call(name, arguments) }
        return .presence(arguments[0])
    }

    /// `x.all(e, condition)` and its like, by name and number of arguments; anything else is an ordinary call.
    mutating func expanded(method name: Syntax.Name, of target: Syntax, _ arguments: [Syntax]) -> Syntax.Kind {
        if name.text == "bind", arguments.count == 3, target.isName("cel") { return binding(name, arguments) }
        guard let macro = Macro.all.first(where: { $0.name == name.text && $0.count == arguments.count }) else {
            return .method(target, name, arguments)
        }
        guard let variables = variables(macro, arguments.prefix(macro.variables)) else { return .invalid }
        let rest = arguments.dropFirst(macro.variables)
        return .comprehension(
            Syntax.Comprehension(
                kind: macro.kind,
                over: target,
                variables: variables,
                condition: macro.hasCondition ? rest.first : nil,
                result: macro.hasResult ? rest.last : nil))
    }

    private mutating func binding(_ macro: Syntax.Name, _ arguments: [Syntax]) -> Syntax.Kind {
        guard let name = variable(arguments[0], of: "cel.bind") else { return .invalid }
        return .binding(name, arguments[1], in: arguments[2])
    }

    private mutating func variables(_ macro: Macro, _ arguments: ArraySlice<Syntax>) -> [Syntax.Name]? {
        let names = arguments.compactMap { variable($0, of: macro.name) }
        guard names.count == macro.variables else { return nil }
        if names.count == 2, names[0].text == names[1].text {
            report(.sameVariable(names[1].text, of: macro.name, at: place(names[1].range)))
            return nil
        }
        return names
    }

    private mutating func variable(_ argument: Syntax, of macro: String) -> Syntax.Name? {
        if case .name(let name) = argument.kind, !name.isAbsolute { return name }
        if case .invalid = argument.kind { return nil }
        report(.needsVariable(macro, at: place(argument.range)))
        return nil
    }
}

/// A macro that is written like a method: its name and how many arguments it takes tell it from one.
private struct Macro {
    let name: String
    let kind: ComprehensionKind
    let variables: Int
    var hasCondition = false
    var hasResult = false

    var count: Int { variables + (hasCondition ? 1 : 0) + (hasResult ? 1 : 0) }

    static let all =
        [1, 2].flatMap { variables in
            [
                Macro(name: "all", kind: .all, variables: variables, hasCondition: true),
                Macro(name: "exists", kind: .exists, variables: variables, hasCondition: true),
                Macro(name: "exists_one", kind: .existsOne, variables: variables, hasCondition: true),
                Macro(name: "existsOne", kind: .existsOne, variables: variables, hasCondition: true),
            ]
        } + [
            Macro(name: "filter", kind: .list, variables: 1, hasCondition: true),
            Macro(name: "optMap", kind: .optional, variables: 1, hasResult: true),
            Macro(name: "optFlatMap", kind: .flatOptional, variables: 1, hasResult: true),
        ]
        + [false, true].flatMap { hasCondition in
            [
                ("map", ComprehensionKind.list, 1), ("transformList", .list, 2), ("transformMap", .map, 2),
                ("transformMapEntry", .entries, 2),
            ].map { name, kind, variables in
                Macro(name: name, kind: kind, variables: variables, hasCondition: hasCondition, hasResult: true)
            }
        }
}

extension Syntax {
    fileprivate func isName(_ text: String) -> Bool {
        if case .name(let name) = kind { name.text == text && !name.isAbsolute } else { false }
    }
}
