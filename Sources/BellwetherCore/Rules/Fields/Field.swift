import CEL

/// A name that conditions can read, and how it is read. Metrics are such names too, and need no field.
struct Field: Sendable {
    let variable: Variable
    /// Where it may be used.
    let scopes: Set<RuleVocabulary.Scope>
    /// What it is told from: when their sources are stale, it cannot be relied on.
    let hangsOn: Dependence
    /// What of the past it reads.
    let lookBacks: [LookBack]
    let bind: @Sendable (Sight) -> Reader
    /// How it is read for all accounts of a chunk at once, where it is kept as a column.
    var column: (@Sendable (Sight) -> ColumnReader)?

    init(
        variable: Variable, scopes: Set<RuleVocabulary.Scope>, hangsOn: Dependence, lookBacks: [LookBack] = [],
        bind: @escaping @Sendable (Sight) -> Reader
    ) {
        self.variable = variable
        self.scopes = scopes
        self.hangsOn = hangsOn
        self.lookBacks = lookBacks
        self.bind = bind
    }

    /// Whether it tells of one invoice or contract by itself.
    var isOfObject: Bool { scopes.isSubset(of: [.invoice, .contract]) }

    struct Dependence: Sendable {
        let kinds: [FactKind]
        /// And on all that health is made of.
        let health: Bool

        static func kinds(_ kinds: FactKind...) -> Dependence { Dependence(kinds: kinds, health: false) }
        static let nothing = kinds()
        static let health = Dependence(kinds: [], health: true)
        static let renewals = Dependence(kinds: [.contract, .subscription], health: true)
    }

    /// Every name beside metrics and thresholds, in the order of the manual.
    static let all = account + health + forecast + invoice + contract + FactList.fields + group + portfolio + [now]

    static func named(_ name: String) -> Field? { byName[name] ?? ofNamedScore(name) }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.variable.name, $0) })

    static let now = Field(
        variable: Variable(
            "now", .timestamp, unit: Unit.moment.name, help: "The moment of the turn.", example: "2026-11-21T09:00:00Z"),
        scopes: Set(RuleVocabulary.Scope.allCases), hangsOn: .nothing
    ) { sight in
        let now = Value.moment(sight.asOf.now)
        return { _ in now }
    }
    .inColumns { sight in
        let now = Value.moment(sight.asOf.now)
        return ColumnReader { _ in .constant(now) }
    }

    /// The same, read for all accounts of a chunk at once too.
    func inColumns(_ column: @escaping @Sendable (Sight) -> ColumnReader) -> Field {
        var field = self
        field.column = column
        return field
    }
}

/// A field of one kind of thing: of an invoice, whether it is the rule's subject or stands in a list.
struct RecordField<Thing>: Sendable {
    let variable: Variable
    let read: @Sendable (Thing, AsOf) -> Value
}

extension RecordField {
    static func text(
        _ name: String, unit: Unit = .text, _ help: String, example: String,
        _ read: @escaping @Sendable (Thing) -> String?
    ) -> RecordField {
        optional(name, .string, unit, help, example) { thing, _ in read(thing).map(Value.string) }
    }

    static func flag(
        _ name: String, _ help: String, example: String, _ read: @escaping @Sendable (Thing, AsOf) -> Bool?
    ) -> RecordField {
        optional(name, .bool, .flag, help, example) { thing, asOf in read(thing, asOf).map(Value.bool) }
    }

    /// A day is read as the moment it begins.
    static func day(
        _ name: String, _ help: String, example: String, _ read: @escaping @Sendable (Thing, AsOf) -> Day?
    ) -> RecordField {
        optional(name, .timestamp, .day, help, example) { thing, asOf in
            read(thing, asOf).map { .moment(asOf.zone.start(of: $0)) }
        }
    }

    static func moment(
        _ name: String, _ help: String, example: String, _ read: @escaping @Sendable (Thing, AsOf) -> Moment?
    ) -> RecordField {
        optional(name, .timestamp, .moment, help, example) { thing, asOf in read(thing, asOf).map(Value.moment) }
    }

    static func number(
        _ name: String, _ unit: Unit, _ help: String, example: String,
        _ read: @escaping @Sendable (Thing, AsOf) -> Measured
    ) -> RecordField {
        let absences = Absences(of: name)
        return RecordField(variable: Variable(name, .double, unit: unit.name, help: help, example: example)) {
            thing, asOf in absences.value(read(thing, asOf))
        }
    }

    private static func optional(
        _ name: String, _ type: ValueType, _ unit: Unit, _ help: String, _ example: String,
        _ read: @escaping @Sendable (Thing, AsOf) -> Value?
    ) -> RecordField {
        let absent = Absences(of: name)[.noData]
        return RecordField(variable: Variable(name, type, unit: unit.name, help: help, example: example)) {
            thing, asOf in read(thing, asOf) ?? absent
        }
    }

    /// The field as a name of its own, of the thing that a row leads to.
    func field(
        in scopes: Set<RuleVocabulary.Scope>, on dependence: Field.Dependence, whereMissing reason: AbsenceReason,
        _ thing: @escaping @Sendable (SubjectRow, Sight) -> Thing?
    ) -> Field {
        let absent = Absences(of: variable.name)[reason]
        return Field(variable: variable, scopes: scopes, hangsOn: dependence) { sight in
            { row in
                guard let thing = thing(row, sight) else { return absent }
                return read(thing, sight.asOf)
            }
        }
    }
}

extension Value {
    static func moment(_ moment: Moment) -> Value { .timestamp(seconds: moment.seconds, nanoseconds: 0) }
}

extension Measured {
    /// What is written, or nothing there.
    init(_ value: Double?) {
        self = value.map(Measured.known) ?? .absent(.noData)
    }

    init(_ value: Int?) { self.init(value.map(Double.init)) }
}
