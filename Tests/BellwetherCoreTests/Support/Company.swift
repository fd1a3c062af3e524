import Testing

@testable import BellwetherCore

/// A few accounts made up for one test: facts as a source would give them, days and moments written as text.
struct Company {
    private(set) var changes: [Facts.Change] = []
    private var sources: [String: SourceStanding.State] = [:]
    /// Beside those that each bring one kind.
    var moreSources: [SourceStanding] = []

    /// The kinds that some source delivers, though it may have sent no row.
    mutating func deliver(_ kinds: FactKind..., state: SourceStanding.State = .fresh) {
        for kind in kinds { sources[kind.name] = state }
    }

    /// Takes one row; its kind counts as delivered from then on.
    mutating func add(
        _ kind: FactKind, _ key: String, slot: Int? = 0, source: String = "test", account: String = "",
        observed: String? = nil, isDeleted: Bool = false, decimals: Int? = nil, _ fields: [String: FactValue]
    ) {
        let values = kind.fields.map { field in fields[field.name].map { field.form.converted($0) } ?? .absent }
        for name in fields.keys where kind.index(of: name) == nil { Issue.record("\(kind.name) has no field \(name)") }
        let row = FactRow(
            key: key, account: account, values: values, observed: observed.flatMap { Moment($0) } ?? .distantPast,
            isAssumed: observed == nil, decimals: decimals)
        changes.append(Facts.Change(kind: kind, slot: slot, source: source, row: row, isDeleted: isDeleted))
        if sources[kind.name] == nil { sources[kind.name] = .fresh }
    }

    /// Takes a row as the store would give it.
    mutating func add(_ kind: FactKind, slot: Int? = 0, source: String = "test", _ row: FactRow) {
        changes.append(Facts.Change(kind: kind, slot: slot, source: source, row: row))
        if sources[kind.name] == nil { sources[kind.name] = .fresh }
    }

    /// An account like most: active for years, of 60 seats.
    mutating func addAccount(_ key: String = "acme", slot: Int = 0, _ fields: [String: FactValue] = [:]) {
        let usual: [String: FactValue] = ["name": "Acme", "started_at": "2024-01-01", "seats": 60, "currency": "EUR"]
        add(.account, key, slot: slot, usual.merging(fields) { $1 })
    }

    /// The same count on each day from `first` up to but without `end`.
    mutating func addUsage(slot: Int = 0, from first: String, to end: String, feature: String = "reports", count: Int64)
    {
        guard var day = Day(first), let end = Day(end) else {
            Issue.record("\(first) or \(end) is no day")
            return
        }
        while day < end {
            let key = "\(slot)/\(day)/\(feature)"
            add(
                .usageDay, key, slot: slot,
                ["day": .text(day.description), "feature": .text(feature), "count": .integer(count)])
            day = day + 1
        }
    }

    mutating func addSeatDay(slot: Int = 0, _ day: String, active: Int64, seats: Int64? = nil) {
        add(
            .seatDay, "\(slot)/\(day)", slot: slot,
            ["day": .text(day), "active_users": .integer(active), "seats": seats.map(FactValue.integer) ?? .absent])
    }

    mutating func reorder(_ change: (inout [Facts.Change]) -> Void) { change(&changes) }

    var facts: Facts {
        let standings = sources.map { SourceStanding(name: $0, kinds: [$0], state: $1) }
        return Facts(changes: changes, sources: standings.sorted { $0.name < $1.name } + moreSources)
    }

    var accounts: Accounts { Accounts().merging(facts) }

    /// One metric of one account at a moment in Berlin.
    func measured(
        _ metric: Metric, slot: Int = 0, at moment: String, billing: BillingPolicy = BillingPolicy(),
        rates: [Currency: Double] = [:], maxAgeDays: [String: Int] = [:]
    ) -> Measured {
        let context = context(at: moment, billing: billing, rates: rates, maxAgeDays: maxAgeDays)
        return Metric.measured([metric], on: accounts, in: context).value(0, of: slot)
    }

    func context(
        at moment: String, billing: BillingPolicy = BillingPolicy(), rates: [Currency: Double] = [:],
        maxAgeDays: [String: Int] = [:]
    ) -> MeasuringContext {
        MeasuringContext(
            of: accounts, at: .berlin(moment), reporting: .eur, configuredRates: rates, billing: billing,
            maxAgeDays: maxAgeDays)
    }
}

extension FactField.Form {
    /// What a source makes of a text, for the fields that hold days, moments and flags.
    fileprivate func converted(_ value: FactValue) -> FactValue {
        guard case .text(let text) = value else { return value }
        switch self {
        case .day:
            guard let day = Day(text) else { return refused(text) }
            return .integer(Int64(day.number))
        case .moment:
            guard let moment = Moment(text) else { return refused(text) }
            return .integer(moment.seconds)
        case .flag: return .integer(text == "true" ? 1 : 0)
        case .text, .money, .rate, .count, .number, .choice: return value
        }
    }

    private func refused(_ text: String) -> FactValue {
        Issue.record("'\(text)' does not fit \(self)")
        return .absent
    }
}

extension FactValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    package init(stringLiteral text: String) { self = .text(text) }
    package init(integerLiteral integer: Int64) { self = .integer(integer) }
    package init(floatLiteral real: Double) { self = .real(real) }
}

extension AsOf {
    /// A day is its beginning; `2026-03-25T09:00` is the time on the wall.
    static func berlin(_ text: String) -> AsOf {
        let parts = text.split(separator: "T")
        let clock = parts.count > 1 ? parts[1].split(separator: ":").compactMap { Int($0) } : [0, 0]
        guard let day = Day(parts[0]), clock.count == 2 else {
            Issue.record("'\(text)' is no moment")
            return AsOf(.distantPast, in: .utc)
        }
        return AsOf(Zone.berlin.moment(of: day, second: clock[0] * 3600 + clock[1] * 60), in: .berlin)
    }
}

extension Zone {
    /// Berlin as it has been since 1996, for the years tests are about.
    static let berlin: Zone = {
        let changes = (1996...2040).flatMap { year in
            [(3, Int32(7200)), (10, Int32(3600))].map { month, offset in
                let last = Day(year: year, month: month, day: 31) ?? Day(number: 0)
                let sunday = last - (last.weekday.rawValue + 1) % 7
                return Zone.Transition(at: Moment(seconds: Int64(sunday.number) * 86_400 + 3600), offset: offset)
            }
        }
        return Zone(name: "Europe/Berlin", firstOffset: 3600, transitions: changes)
    }()
}

extension Day {
    /// A day written down in a test.
    static func on(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("'\(text)' is a day") }
        return day
    }
}

extension Currency {
    static let eur = named("EUR")
    static let usd = named("USD")

    static func named(_ code: String) -> Currency {
        guard let currency = Currency(code) else { preconditionFailure("'\(code)' is a currency") }
        return currency
    }
}

extension Measured {
    func isAbout(_ expected: Double, within tolerance: Double = 1e-9) -> Bool {
        value.map { abs($0 - expected) <= tolerance } ?? false
    }
}

/// One line of a table: fields of a row, and what comes of them.
struct Row<Expected: Sendable>: Sendable {
    let fields: [String: FactValue]
    let expected: Expected

    init(_ fields: [String: FactValue], _ expected: Expected) {
        self.fields = fields
        self.expected = expected
    }
}
