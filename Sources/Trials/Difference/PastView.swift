import BellwetherCore
import CEL
import Columns

/// What rules see of past days, told from the columns that history kept: nothing is measured again.
///
/// Policies that see the same, and differ in their rules alone, look together: what a day comes to is then worked out
/// once for all of them.
struct PastView: Sendable {
    /// One day's numbers, and what was known before it.
    struct Sighting: Sendable {
        let metrics: Metrics
        let scores: HealthScores
        fileprivate let history: History

        var moment: Moment { metrics.asOf.now }
    }

    private let past: StoredPast
    /// Of which all that decides what is seen is the same for all.
    private let policy: Policy
    private let models: HealthModels
    private let catalogue: [Metric]
    private let wanted: Set<String>
    private let readsForecasts: Bool
    /// One whose rules over groups look at a period, if any does: it is the same one for all.
    private let lookingAtPeriods: Policy?
    private var history: History
    /// Of a month; counted where rules tell an account's own part of a lifetime value.
    private var churn: (rates: ChurnRates, month: Day)?

    /// - Parameters:
    ///   - policies: those whose rules look, with no more in them than those rules need.
    ///   - policy: one of them, whole.
    init(for policies: [Policy], seeingAs policy: Policy, in past: StoredPast, from first: Moment) {
        self.past = past
        self.policy = policy
        models = policies.contains { !$0.healthModels.models.isEmpty } ? policy.healthModels : HealthModels([])
        let names = Set(policies.flatMap { $0.metricsRead().map(\.name) })
        catalogue = policy.metrics.list.filter { names.contains($0.name) }
        wanted = policies.reduce(into: []) { $0.formUnion($1.lookBackPaths) }
        readsForecasts = policies.contains { $0.rules.rules.contains(where: \.readsForecasts) }
        lookingAtPeriods = policies.first { $0.openingDay(at: first) != nil }
        history = past.history.before(first)
    }

    var accounts: Accounts { past.accounts }

    /// The next day. Later ones look back to it, whether or not anybody asks what rules see of it.
    mutating func sighting(at moment: Moment) -> Sighting {
        let asOf = AsOf(moment, in: policy.zone)
        let metrics = past.metrics(catalogue, at: asOf, churn: churn(at: asOf))
        let scores = models.scores(of: accounts, from: metrics, given: history, at: metrics.asOf)
        let sighting = Sighting(metrics: metrics, scores: scores, history: history)
        remember(sighting)
        return sighting
    }

    /// It stands still within a month.
    private mutating func churn(at asOf: AsOf) -> ChurnRates? {
        guard wanted.contains("clv.forward") else { return nil }
        let month = asOf.today - (asOf.today.civil.day - 1)
        if let churn, churn.month == month { return churn.rates }
        let rates = policy.churnRates(of: accounts, at: asOf.now, given: history)
        churn = (rates, month)
        return rates
    }

    /// The present, for which everything is measured.
    func present(at now: Moment) -> Sighting {
        let metrics = policy.measurement(of: accounts, at: now, given: history).metrics
        let scores = policy.healthModels.scores(of: accounts, from: metrics, given: history, at: metrics.asOf)
        return Sighting(metrics: metrics, scores: scores, history: history)
    }

    /// What the rules of each book see of it.
    func matches(of books: [RuleBook], on sighting: Sighting) -> [Matches] {
        let forecasts =
            readsForecasts
            ? policy.renewalModel.forecasts(
                for: accounts, given: sighting.scores, history: sighting.history, at: sighting.metrics.asOf)
            : RenewalForecasts(all: [])
        return RuleBook.matches(
            of: books, in: accounts, sighting.metrics, sighting.scores, forecasts, given: sighting.history,
            opening: opening(at: sighting.moment), at: sighting.moment)
    }

    /// Whose accounts they were when the period began that rules over groups look at.
    private func opening(at moment: Moment) -> Opening? {
        guard let day = lookingAtPeriods?.openingDay(at: moment) else { return nil }
        if let known = past.opening, known.day == day { return known }
        return past.earlier.opening(on: day, of: accounts, in: policy.zone)
    }

    private mutating func remember(_ sighting: Sighting) {
        let (metrics, scores) = (sighting.metrics, sighting.scores)
        let columns = zip(metrics.catalogue.map(\.name), metrics.columns) + scores.columns.map { ($0.key, $0.value) }
        for (path, column) in columns where wanted.contains(path) {
            history.remember(path, column, at: sighting.moment)
        }
    }
}

extension History {
    fileprivate func before(_ moment: Moment) -> History {
        History(snapshots.mapValues { $0.filter { $0.at < moment } })
    }
}

extension Rule {
    /// What it goes over or reads hangs on forecasts.
    var readsForecasts: Bool {
        target == .contract || ladder != nil
            || fieldsRead.contains { $0.hasPrefix("forecast.") || $0.hasPrefix("contract.") }
    }

    /// Whether scores decide it, directly or through a forecast.
    var readsHealth: Bool { readsForecasts || fieldsRead.contains { $0.hasPrefix("health.") } }
}

extension Policy {
    /// The same for some of the rules. Where nobody is told, scores are made only for rules that read them.
    func going(over wanted: Set<String>, telling: Bool) -> Policy {
        let rules = rules.rules.filter { wanted.contains($0.id) }
        var context = self.rules.context
        context.breaksFloods = false
        context.tells = telling
        let needsScores = telling || rules.contains(where: \.readsHealth)
        return Policy(
            metrics: metrics, healthModels: needsScores ? healthModels : HealthModels([]), renewalModel: renewalModel,
            rules: RuleBook(rules, in: context), routing: routing)
    }
}
