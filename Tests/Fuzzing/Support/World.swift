package import CEL
import Diagnostics

/// What conditions may name here, and what the names are worth: chosen by the fuzzer too.
package enum World {
    package static let vocabulary = Vocabulary(
        variables: [
            Variable("account.name", .string), Variable("account.tags", .map(.string, .string)),
            Variable("health.score", .double), Variable("n", .int), Variable("u", .uint), Variable("flag", .bool),
            Variable("raw", .bytes), Variable("now", .timestamp), Variable("span", .duration),
            Variable("anything", .dyn), Variable("numbers", .list(.int)), Variable("nested", .list(.list(.string))),
            Variable("maybe", .optional(.int)), Variable("invoices", .list(.object("invoice"))),
        ],
        objects: [invoice],
        functions: Function.standard(zones: TimeZones(named: zone, known: ["X": { _ in -7200 }])),
        fieldFunctions: [ago])

    /// The types that conditions are asked for by turns; most are yes or no.
    package static let asked: [ValueType] = [.bool, .double, .bool, .int, .bool, .uint, .bool, .string]

    private static let zone: @Sendable (String) -> TimeZones.Offset? = { name in
        guard name == "Europe/Berlin" else { return nil }
        return { seconds in seconds > 0 ? 3600 : 0 }
    }

    private static let invoice = ObjectType(
        "invoice",
        fields: [Variable("number", .string), Variable("open_amount", .double), Variable("late", .bool)])

    private static let ago = FieldFunction(
        "ago", forms: [[.field(.double), .literal(.string)]], help: "Before.", example: "ago(health.score, '30d')"
    ) { .reference($0.reference(.double)) }

    /// Values for what a condition reads, one after the other.
    package static func values(for references: [Reference], _ choices: inout Choices) -> [Value] {
        references.map { value(of: $0.type, &choices, depth: 0) }
    }

    private static func value(of type: ValueType, _ choices: inout Choices, depth: Int) -> Value {
        switch choices.byte() % 16 {
        case 0: return .unknown("x", because: "no_data")
        case 1: return .failure(.divisionByZero)
        default: break
        }
        switch type {
        case .bool: return .bool(choices.byte() % 2 == 0)
        case .int: return .int(choices.number())
        case .uint: return .uint(UInt64(bitPattern: choices.number()))
        case .double: return .double(choices.one(of: [0, -0.0, 0.1, 59.5, 1e300, -1e-300, .nan, .infinity, 0x1p63]))
        case .string: return .string(choices.text(atMost: 40))
        case .bytes: return .bytes(Array(choices.text(atMost: 20).utf8))
        case .timestamp: return .timestamp(seconds: choices.number() % 253_402_300_799, nanoseconds: 5)
        case .duration: return .duration(nanoseconds: choices.number())
        case .list(let element): return .list(some(of: element, &choices, depth))
        case .map(_, let value):
            let keys = ["a", "b", "plan", ""].prefix(Int(choices.byte() % 5))
            return map(keys.map { (.string($0), self.value(of: value, &choices, depth: depth + 1)) })
        case .object:
            return .record(Invoice(fields: invoice.fields.map { value(of: $0.type, &choices, depth: depth + 1) }))
        case .opaque(_, let parts):
            return .optional(
                choices.byte() % 2 == 0 ? nil : parts.first.map { value(of: $0, &choices, depth: depth + 1) })
        default:
            let types: [ValueType] = [.int, .string, .double, .bool, .list(.int), .bytes, .timestamp]
            return depth > 4 ? .null : value(of: choices.one(of: types), &choices, depth: depth + 1)
        }
    }

    private static func map(_ entries: [MapValue.Entry]) -> Value {
        do throws(EvaluationError) {
            return .map(try MapValue(entries))
        } catch {
            return .failure(error)
        }
    }

    private static func some(of type: ValueType, _ choices: inout Choices, _ depth: Int) -> [Value] {
        (0..<Int(choices.byte() % 6)).compactMap { _ in
            switch value(of: type, &choices, depth: depth + 1) {
            case .failure, .unknown: nil
            case let value: value
            }
        }
    }

    private struct Invoice: RecordValue {
        let fields: [Value]
        var type: ObjectType { World.invoice }
        func value(at field: Int) -> Value { fields[field] }
    }
}
