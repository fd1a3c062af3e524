package import CEL

/// Writes conditions that mostly make sense, from choices: each part of the type that is wanted in its place.
package struct Writer {
    private var choices: Choices
    private var variables: [(name: String, type: ValueType)]

    package init(_ choices: Choices) {
        self.choices = choices
        variables = World.vocabulary.variables.map { ($0.name, $0.type) }
    }

    /// What is left of the choices.
    package var rest: Choices { choices }

    package mutating func condition(of type: ValueType = .bool, depth: Int = 6) -> String {
        if depth <= 0 || choices.isUsedUp { return simple(type) }
        switch choices.byte() % 12 {
        case 0, 1: return simple(type)
        case 2:
            return
                "(\(condition(depth: depth - 1)) ? \(condition(of: type, depth: depth - 1)) : \(condition(of: type, depth: depth - 1)))"
        case 3: return bound(type, depth)
        case 4: return "optional.of(\(condition(of: type, depth: depth - 1))).orValue(\(simple(type)))"
        case 5: return "[\(condition(of: type, depth: depth - 1))][\(condition(of: .int, depth: depth - 2))]"
        case 6, 7: return macro(type, depth)
        default: return call(type, depth)
        }
    }

    private mutating func bound(_ type: ValueType, _ depth: Int) -> String {
        let held = choices.one(of: Self.types)
        let value = condition(of: held, depth: depth - 1)
        let name = "v\(variables.count)"
        variables.append((name, held))
        defer { variables.removeLast() }
        return "cel.bind(\(name), \(value), \(condition(of: type, depth: depth - 1)))"
    }

    private mutating func macro(_ type: ValueType, _ depth: Int) -> String {
        let element = choices.one(of: Self.types)
        let list = condition(of: .list(element), depth: depth - 1)
        let (first, second) = ("i\(variables.count)", "e\(variables.count)")
        let isPair = choices.byte() % 2 == 0
        let added: [(name: String, type: ValueType)] = isPair ? [(first, .int), (second, element)] : [(first, element)]
        variables += added
        defer { variables.removeLast(added.count) }
        let names = added.map(\.name).joined(separator: ", ")
        if type == .bool {
            return
                "\(list).\(choices.one(of: ["all", "exists", "exists_one"]))(\(names), \(condition(depth: depth - 1)))"
        }
        guard case .list(let wanted) = type else { return simple(type) }
        return "\(list).\(isPair ? "transformList" : "map")(\(names), \(condition(of: wanted, depth: depth - 1)))"
    }

    /// Any function that makes the type, with arguments of the types it takes.
    private mutating func call(_ type: ValueType, _ depth: Int) -> String {
        let fitting = Self.overloads.filter { $0.overload.result == type || $0.overload.result == .parameter("A") }
        guard !fitting.isEmpty else { return simple(type) }
        let (name, overload) = choices.one(of: fitting)
        let free = overload.result == .parameter("A") ? type : choices.one(of: Self.types)
        let arguments = overload.parameters.map { condition(of: settled($0, free), depth: depth - 1) }
        switch (name, arguments.count) {
        case ("[]", 2), ("[?]", 2): return "\(arguments[0])[\(name == "[?]" ? "?" : "")\(arguments[1])]"
        case ("!", 1), ("-", 1): return "\(name)(\(arguments[0]))"
        case (_, 2) where Self.operators.contains(name): return "(\(arguments[0]) \(name) \(arguments[1]))"
        default:
            guard overload.style == .member else { return "\(name)(\(arguments.joined(separator: ", ")))" }
            return "(\(arguments[0])).\(name)(\(arguments.dropFirst().joined(separator: ", ")))"
        }
    }

    private func settled(_ type: ValueType, _ free: ValueType) -> ValueType {
        switch type {
        case .parameter("B"), .parameter("K"): .string
        case .parameter: free
        case .list(let element): .list(settled(element, free))
        case .map(let key, let value): .map(settled(key, .string), settled(value, free))
        case .opaque(let name, let parts): .opaque(name, parts.map { settled($0, free) })
        default: type
        }
    }

    private mutating func simple(_ type: ValueType) -> String {
        let named = variables.filter { $0.type == type }
        if !named.isEmpty, choices.byte() % 3 > 0 { return choices.one(of: named).name }
        switch type {
        case .bool: return choices.one(of: ["true", "false", "flag"])
        case .int: return choices.number().description
        case .uint: return "\(choices.byte())u"
        case .double: return choices.one(of: ["0.5", "-1.0", "1e300", "health.score", "double('NaN')"])
        case .string: return Value.string(choices.text(atMost: 12)).text.replacing("\0", with: "")
        case .bytes: return "b'\\xff\\x00a'"
        case .timestamp: return choices.one(of: ["now", "timestamp('9999-12-31T23:59:59Z')", "timestamp(0)"])
        case .duration: return choices.one(of: ["span", "duration('1h')", "duration('-9223372036s')"])
        case .list(let element): return choices.byte() % 2 == 0 ? "[]" : "[\(simple(element)), \(simple(element))]"
        case .map(let key, let value): return "{\(simple(key)): \(simple(value))}"
        case .opaque(_, let parts) where choices.byte() % 2 == 0:
            return parts.first.map { "optional.of(\(simple($0)))" } ?? "null"
        case .opaque: return "optional.none()"
        case .null: return "null"
        default: return choices.one(of: ["anything", "dyn(1)", "dyn('a')", "dyn([1, 'a'])"])
        }
    }

    private static let types: [ValueType] = [
        .int, .double, .string, .bool, .list(.int), .uint, .bytes, .timestamp, .duration, .list(.string),
        .map(.string, .int), .optional(.string), .dyn,
    ]

    private static let operators: Set = [
        "+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "in",
    ]

    private static let overloads = World.vocabulary.functions.flatMap { function in
        function.overloads.map { (name: function.name, overload: $0) }
    }
}
