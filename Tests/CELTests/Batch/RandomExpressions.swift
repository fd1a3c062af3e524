@testable import CEL

/// Writes conditions that the checker takes, out of everything that the evaluators treat differently.
struct RandomExpressions {
    var chance: Chance
    /// Only rule files may ask `has` of a plain name.
    var literals = Condition.Literals.strict

    static let vocabulary = Vocabulary(
        variables: [
            Variable("health.score", .double), Variable("nps.latest", .double), Variable("mrr", .double),
            Variable("open", .int), Variable("late", .int), Variable("seats", .uint), Variable("used", .uint),
            Variable("account.tier", .string), Variable("account.name", .string), Variable("excluded", .bool),
            Variable("paying", .bool), Variable("since", .timestamp), Variable("now", .timestamp),
            Variable("scores", .list(.double)), Variable("invoices", .list(.object("invoice"))), Variable("any", .dyn),
        ],
        objects: Vocabulary.sample.objects)

    private static func names(of type: ValueType) -> [String] {
        vocabulary.variables.filter { $0.type == type }.map(\.name)
    }

    mutating func expression(of type: ValueType, depth: Int) -> String {
        guard depth > 0, !chance.onceIn(6) else { return leaf(type) }
        if chance.onceIn(12) {
            let (then, otherwise) = (expression(of: type, depth: depth - 1), expression(of: type, depth: depth - 1))
            return "(\(bool(depth - 1)) ? \(then) : \(otherwise))"
        }
        switch type {
        case .bool: return bool(depth)
        case .string: return leaf(.string)
        case .double:
            return chance.onceIn(8) ? "double(\(sub(.int, depth)))" : arithmetic(type, ["+", "-", "*", "/"], depth)
        case .int:
            switch chance.below(6) {
            case 0: return "size(\(leaf(.string)))"
            case 1: return "size(scores.filter(x, x > \(sub(.double, depth))))"
            default: return arithmetic(type, ["+", "-", "*", "/", "%"], depth)
            }
        default: return arithmetic(type, ["+", "-", "*", "/", "%"], depth)
        }
    }

    private mutating func sub(_ type: ValueType, _ depth: Int) -> String { expression(of: type, depth: depth - 1) }

    private mutating func arithmetic(_ type: ValueType, _ operators: [String], _ depth: Int) -> String {
        if type != .uint, chance.onceIn(8) { return "-(\(sub(type, depth)))" }
        return "(\(sub(type, depth)) \(chance.one(of: operators)) \(sub(type, depth)))"
    }

    private mutating func bool(_ depth: Int) -> String {
        guard depth > 0 else { return leaf(.bool) }
        switch chance.below(16) {
        case 0: return "!(\(sub(.bool, depth)))"
        case 1, 2, 3: return chain("&&", depth)
        case 4, 5, 6: return chain("||", depth)
        case 7: return "(\(sub(.bool, depth)) \(chance.one(of: ["==", "!="])) \(sub(.bool, depth)))"
        case 8: return ofText()
        case 9 where literals == .ruleFile: return "has(\(chance.one(of: Self.vocabulary.variables.map(\.name))))"
        case 10: return ofList(depth)
        case 11: return "(since < now)"
        case 12: return "(any == \(sub(chance.one(of: [.double, .int, .bool]), depth)))"
        default:
            let type: ValueType = chance.one(of: [.double, .double, .double, .int, .uint])
            return "(\(sub(type, depth)) \(chance.one(of: ["<", "<=", ">", ">=", "==", "!="])) \(sub(type, depth)))"
        }
    }

    private mutating func chain(_ symbol: String, _ depth: Int) -> String {
        "(" + (0..<(2 + chance.below(3))).map { _ in sub(.bool, depth) }.joined(separator: " \(symbol) ") + ")"
    }

    private mutating func ofText() -> String {
        let name = chance.one(of: Self.names(of: .string))
        let text = literal(.string)
        switch chance.below(6) {
        case 0: return "\(name).startsWith(\(text))"
        case 1: return "(\(name).contains(\(text)) || \(name) == \(literal(.string)))"
        case 2: return "(\(name) in [\(text), \(literal(.string))])"
        case 3: return "(account.tier == account.name)"
        case 4: return "(int(\(name)) > 3)"
        default: return "(\(name) != \(text))"
        }
    }

    private mutating func ofList(_ depth: Int) -> String {
        switch chance.below(4) {
        case 0: "scores.exists(x, x > \(sub(.double, depth)))"
        case 1: "scores.all(x, x > 0.0 || \(sub(.bool, depth)))"
        case 2: "invoices.exists(i, i.days_past_due > \(sub(.double, depth)) && !i.disputed)"
        default: "(\(sub(.double, depth)) in [\(literal(.double)), \(literal(.double))])"
        }
    }

    private mutating func leaf(_ type: ValueType) -> String {
        let names = Self.names(of: type)
        return chance.onceIn(3) || names.isEmpty ? literal(type) : chance.one(of: names)
    }

    private mutating func literal(_ type: ValueType) -> String {
        switch type {
        case .bool: chance.one(of: ["true", "false"])
        case .double: chance.one(of: ["0.0", "48.2", "-1.5", "60.0", "1e308", "0.1"])
        case .int: chance.one(of: ["0", "1", "-1", "7", "9223372036854775807", "3"])
        case .uint: chance.one(of: ["0u", "1u", "7u", "18446744073709551615u"])
        default: chance.one(of: ["'Enterprise'", "''", "'e\\u0301'", "'\\u00e9'", "'4'", "'E'"])
        }
    }

    // MARK: Values

    mutating func column(of type: ValueType, rows: Int) -> [Value] {
        let absent = chance.one(of: [0, 0, 1, 3, 10])
        let failing = chance.onceIn(15)
        if chance.onceIn(8) { return Array(repeating: value(of: type), count: rows) }
        return (0..<rows).map { _ in
            if chance.below(10) < absent { return .unknown("a field", because: chance.one(of: ["no_data", "stale"])) }
            if failing, chance.onceIn(4) { return .failure(.divisionByZero) }
            return value(of: type)
        }
    }

    private mutating func value(of type: ValueType) -> Value {
        switch type {
        case .bool: return .bool(chance.onceIn(2))
        case .double:
            return .double(chance.one(of: [0, -0.0, 48.2, 60, -1.5, .nan, .infinity, -.infinity, 1e308, 0.1, 7]))
        case .int: return .int(chance.one(of: [0, 1, -1, 3, 7, .max, .min]))
        case .uint: return .uint(chance.one(of: [0, 1, 7, .max]))
        case .string: return .string(chance.one(of: ["Enterprise", "", "e\u{301}", "\u{e9}", "4", "E", "Growth"]))
        case .timestamp: return .timestamp(seconds: Int64(chance.below(3)), nanoseconds: 0)
        case .list(.double): return .list((0..<chance.below(3)).map { _ in value(of: .double) })
        case .list:
            let late: [Value] = [.double(45), .double(3), .unknown("days_past_due", because: "no_data")]
            return .list(
                (0..<chance.below(3)).map { _ in .record(Invoice("INV", daysPastDue: chance.one(of: late))) })
        default: return value(of: chance.one(of: [.double, .int, .string, .bool]))
        }
    }
}
