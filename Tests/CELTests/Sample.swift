import Diagnostics

@testable import CEL

extension Vocabulary {
    /// A little of what rules may name.
    static let sample = Vocabulary(
        variables: [
            Variable("account.name", .string),
            Variable("account.tier", .string),
            Variable("account.tags", .map(.string, .string)),
            Variable("account.since", .timestamp),
            Variable("health.score", .double, unit: "score"),
            Variable("health.band", .string),
            Variable("threshold.floor", .double),
            Variable("nps.latest", .double),
            Variable("invoices", .list(.object("invoice"))),
            Variable("mrr", .double, unit: "money"),
            Variable("now", .timestamp),
        ],
        objects: [
            ObjectType(
                "invoice",
                fields: [
                    Variable("number", .string), Variable("days_past_due", .double), Variable("disputed", .bool),
                    Variable("due_at", .timestamp),
                ])
        ],
        functions: Function.standard + [daysSince],
        fieldFunctions: [ago, inBandFor])

    private static let ago = FieldFunction(
        "ago", forms: [[.field(.double), .literal(.string)]],
        help: "The value some time ago.", example: "ago(health.score, '30d')"
    ) { call in
        guard call.literals.first == .string("30d") else {
            return .refused(.error("'ago' takes a duration such as '30d'", at: call.arguments[1].place))
        }
        return .reference(call.reference(.double, unit: call.fields[0].unit))
    }

    private static let inBandFor = FieldFunction(
        "in_band_for", forms: [[.literal(.string)]],
        help: "How long the account has been in the band.", example: "in_band_for('red')"
    ) { .reference($0.reference(.duration)) }

    private static let daysSince = Function(
        "days_since", [.init(.global, [.timestamp], .double)], alsoReads: ["now"],
        example: "days_since(account.since) > 30",
        body: .init(binary: { then, now in
            guard case .timestamp(let then, _) = then, case .timestamp(let now, _) = now else {
                return .noOverload("days_since", then, now)
            }
            return .double(Double(now - then) / 86_400)
        }))
}

/// One invoice of the sample.
struct Invoice: RecordValue {
    let fields: [Value]

    init(_ number: String, daysPastDue: Value, disputed: Value = .bool(false)) {
        fields = [.string(number), daysPastDue, disputed, .timestamp(seconds: 0, nanoseconds: 0)]
    }

    var type: ObjectType { Vocabulary.sample.objects[0] }
    func value(at field: Int) -> Value { fields[field] }
}

/// What the sample's names are worth.
struct Facts {
    var values: [String: Value] = [
        "account.name": .string("Acme GmbH"),
        "account.tier": .string("Enterprise"),
        "account.tags": .map(of: [(.string("plan"), .string("gold"))]),
        "account.since": .timestamp(seconds: 0, nanoseconds: 0),
        "health.score": .double(48.2),
        "health.band": .string("poor"),
        "threshold.floor": .double(60),
        "nps.latest": .unknown("nps.latest", because: "no_data"),
        "invoices": .list([
            .record(Invoice("INV-1", daysPastDue: .double(3))), .record(Invoice("INV-2", daysPastDue: .double(45))),
        ]),
        "mrr": .double(1200),
        "now": .timestamp(seconds: 864_000, nanoseconds: 0),
        "ago(health.score, '30d')": .double(71),
        "in_band_for('red')": .duration(nanoseconds: 3_600_000_000_000),
    ]

    /// With one of them changed.
    func with(_ name: String, _ value: Value) -> Facts {
        var facts = self
        facts.values[name] = value
        return facts
    }

    func reading(_ references: [Reference]) -> (Int) -> Value {
        { values[references[$0].name] ?? .failure(.unknownName(references[$0].name)) }
    }
}

extension Condition {
    /// A condition of the sample that is meant to be sound.
    static func sound(_ text: String, expecting type: ValueType? = nil) throws -> Condition {
        let (condition, diagnostics) = checked(Fragment(text), against: .sample, expecting: type)
        guard let condition else { throw Unsound(diagnostics: diagnostics) }
        return condition
    }

    func value(given facts: Facts = Facts()) -> Value { value(reading: facts.reading(references)) }
    func truth(given facts: Facts = Facts()) -> Truth { truth(reading: facts.reading(references)) }
    func explanation(given facts: Facts = Facts()) -> String { explanation(reading: facts.reading(references)) }
    func reasons(given facts: Facts = Facts()) -> [String] { reasons(reading: facts.reading(references)) }
}

struct Unsound: Error, CustomStringConvertible {
    let diagnostics: [Diagnostic]
    var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
