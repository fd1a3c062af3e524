package import Columns

/// A number computed from facts for one account as of an instant, or an absence with its reason.
///
/// Adding one is a file that extends `Metric`, its test, and its name in `Metric.all`: the rule vocabulary, the
/// history, `describe` and the manual read the list.
package struct Metric: Sendable {
    package enum Unit: String, Sendable, Hashable {
        case score, ratio, money, count, days, minutes, points
        /// Of hours in which people work: twenty-four of them are three days.
        case workingMinutes = "working_minutes"
        /// How many of one there are for each of another.
        case factor
    }

    package enum Direction: String, Sendable, Hashable {
        case higherIsBetter, lowerIsBetter, neither
    }

    /// Of whom it speaks; of others it is `not_applicable`.
    package enum Scope: Sendable, Hashable {
        /// Also of those who have left: they may still owe money.
        case everybody
        /// Neither churned nor a prospect.
        case customers
    }

    /// `family.name`, as rules write it.
    package let name: String
    package let unit: Unit
    package let direction: Direction
    /// One sentence for the manual.
    package let help: String
    /// A value as a rule-writer may see it.
    package let example: Double
    /// The kinds of fact it is computed from: when their sources are stale, so is it.
    package let kinds: [FactKind]
    package let scope: Scope
    /// The days of use that it sums over, where it is not known before they are counted.
    package let span: UseSpan?
    /// What its values can be, as far as its definition says; both ends can be reached.
    package let range: ClosedRange<Double>
    /// After how many days a fact is too old for it, where a health model may set that (`max_age`).
    package let maxAgeDays: Int?
    package let measure: @Sendable (AccountView, MeasuringContext) -> Measured

    package init(
        _ name: String, _ unit: Unit, _ direction: Direction, from kinds: [FactKind],
        of scope: Scope = .everybody, over span: UseSpan? = nil, example: Double, in range: ClosedRange<Double>? = nil,
        maxAgeDays: Int? = nil,
        _ help: String,
        measure: @escaping @Sendable (AccountView, MeasuringContext) -> Measured
    ) {
        self.name = name
        self.unit = unit
        self.direction = direction
        self.kinds = kinds
        self.scope = scope
        self.span = span
        self.range = range ?? unit.usualRange
        self.maxAgeDays = maxAgeDays
        self.example = example
        self.help = help
        self.measure = measure
    }
}

extension Metric.Unit {
    /// A ratio may be a share, which is never above 1, or a change, which may be below 0: those say so themselves.
    fileprivate var usualRange: ClosedRange<Double> {
        switch self {
        case .score: 0...100
        case .count, .factor, .days, .minutes, .workingMinutes: 0...Double.infinity
        case .ratio, .money, .points: -Double.infinity...Double.infinity
        }
    }
}

/// What a metric may know beside the account's facts. One object, since every metric of every account is handed it.
package final class MeasuringContext: Sendable {
    package let asOf: AsOf
    package let rates: ExchangeRates
    package let configuredRates: [Currency: Double]
    package let reporting: Currency
    /// Names of features, by code.
    package let features: [String]
    /// The names of kinds of fact that some source delivers; others are not there, rather than zero.
    package let deliveredKinds: Set<String>
    /// The names of kinds whose every source is stale or broken, and which of the two.
    package let unusableKinds: [String: AbsenceReason]
    /// Of whom nothing can be made of a kind, though others have it afresh.
    let mixed: MixedFreshness
    package let billing: BillingPolicy
    /// The health models' `max_age` of a metric, where they set one.
    package let maxAgeDays: [String: Int]
    package let exchange: Exchange
    /// Since when anybody's days are counted, by the names of kinds; `nil` where they always were.
    let countedSince: [String: Day]?
    let useBegins: UseBeginnings
    /// The same kinds as `deliveredKinds`: every metric asks of every account.
    private let delivered: ContiguousArray<ObjectIdentifier>
    /// The windows that many metrics share, worked out once.
    let windows: MeasuringWindows

    package init(
        asOf: AsOf, rates: ExchangeRates, configuredRates: [Currency: Double], reporting: Currency, features: [String],
        deliveredKinds: Set<String>, unusableKinds: [String: AbsenceReason], mixed: MixedFreshness = .none,
        billing: BillingPolicy, maxAgeDays: [String: Int] = [:], countedSince: [String: Day]? = nil
    ) {
        self.asOf = asOf
        self.rates = rates
        self.configuredRates = configuredRates
        self.reporting = reporting
        self.maxAgeDays = maxAgeDays
        exchange = Exchange(rates: rates, configured: configuredRates, reporting: reporting)
        self.features = features
        self.deliveredKinds = deliveredKinds
        self.unusableKinds = unusableKinds
        self.mixed = mixed
        delivered = ContiguousArray(
            FactKind.all.filter { deliveredKinds.contains($0.name) }.map { ObjectIdentifier($0) })
        self.billing = billing
        self.countedSince = countedSince
        useBegins = UseBeginnings(countedSince ?? [:])
        windows = MeasuringWindows(at: asOf, npsDays: maxAgeDays["nps.latest"] ?? 180)
    }

    /// Whether some source delivers this kind, so that no rows mean none happened.
    package func delivers(_ kind: FactKind) -> Bool { delivered.contains(ObjectIdentifier(kind)) }

    /// Why nothing can be made of these kinds now, if it cannot: the worse reason, where there are two.
    func whyUnusable(_ kinds: [FactKind]) -> AbsenceReason? {
        guard !unusableKinds.isEmpty else { return nil }
        return kinds.compactMap { unusableKinds[$0.name] }.max { $0.rawValue < $1.rawValue }
    }
}

/// Where windows of whole days begin; all end where today begins.
struct MeasuringWindows: Sendable {
    let today, last30, last90: Moment
    /// The day from which on the last twelve calendar months count.
    let yearAgo: Day
    /// The first days of this month and of those before it that churn is counted over, newest first.
    let monthStarts: [Day]
    /// From when on an answer to the NPS question counts as one of today.
    let nps: Moment

    init(at asOf: AsOf, npsDays: Int) {
        func start(_ days: Int) -> Moment { asOf.zone.start(of: asOf.today - days) }
        (today, last30, last90, nps) = (start(0), start(30), start(90), start(npsDays))
        yearAgo = asOf.today.adding(months: -12)
        monthStarts = PayingMonths.starts(before: asOf.today)
    }
}

/// The metrics of all accounts as of one instant: a column for each, in the order of the catalogue.
package struct Metrics: Sendable {
    package let asOf: AsOf
    package let catalogue: [Metric]
    package let columns: [Numbers]
    /// The churn by which lifetime values were told; nothing where none was counted.
    package let churn: ChurnRates?
    private let indexes: [String: Int]

    package init(asOf: AsOf, catalogue: [Metric], columns: [Numbers], churn: ChurnRates? = nil) {
        self.asOf = asOf
        self.catalogue = catalogue
        self.columns = columns
        self.churn = churn
        indexes = Dictionary(uniqueKeysWithValues: catalogue.enumerated().map { ($1.name, $0) })
    }

    package func index(of name: String) -> Int? { indexes[name] }

    package func value(_ index: Int, of slot: Int) -> Measured { columns[index].measured(slot) }
}

extension Numbers {
    /// A slot that is not there has no data.
    package func measured(_ slot: Int) -> Measured {
        let (value, absence) = row(slot, beyond: AbsenceReason.noData.rawValue)
        guard absence != 0 else { return .known(value) }
        return .absent(AbsenceReason(rawValue: absence) ?? .noData)
    }
}
