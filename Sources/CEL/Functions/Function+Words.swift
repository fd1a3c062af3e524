/// How it is said that a function does not take what it was given, before evaluation and during it.
enum Mismatch {
    static func sentence(_ function: String, _ types: [String]) -> String {
        guard let first = types.first else { return "'\(function)' takes something" }
        guard types.count == 2 else {
            switch function {
            case "!", "&&", "||", "all", "exists", "exists_one", "filter":
                return "'\(function)' needs bool, not \(first)"
            case "? :": return "'? :' needs a bool before the '?', not \(first)"
            case "-": return "'-' cannot negate \(first)"
            default: return "'\(function)' does not take \(types.joined(separator: ", "))"
            }
        }
        let second = types[1]
        switch function {
        case "<", "<=", ">", ">=", "==", "!=": return "'\(function)' cannot compare \(first) with \(second)"
        case "+": return "'+' cannot add \(first) and \(second)"
        case "-": return "'-' cannot subtract \(second) from \(first)"
        case "*": return "'*' cannot multiply \(first) by \(second)"
        case "/": return "'/' cannot divide \(first) by \(second)"
        case "%": return "'%' cannot divide \(first) by \(second)"
        case "in": return "'in' cannot look for \(first) in \(second)"
        case "[]": return "'[]' cannot look up \(second) in \(first)"
        default: return "'\(function)' does not take \(first), \(second)"
        }
    }
}

extension Value {
    /// The function does not take these values.
    static func noOverload(_ function: String, _ values: Value...) -> Value {
        .failure(.noOverload(function, values.map(\.typeInWords)))
    }
}
