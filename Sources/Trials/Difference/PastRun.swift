import BellwetherCore
import CEL
import Columns
import Documents

/// Past days under one policy, told from the columns that history kept: nothing is measured again, and nobody is told.
struct PastRun: Sendable {
    /// One alert's life, by the days on which it began and ended; nothing for what goes on.
    struct Episode: Hashable {
        let topic: Topic
        let opened: Moment
        var closed: Moment?
        /// Whether it began on a day that counts.
        let counts: Bool

        func overlaps(_ other: Episode) -> Bool {
            opened <= other.closed ?? .distantFuture && other.opened <= closed ?? .distantFuture
        }
    }

    /// A rule and what it speaks of.
    struct Topic: Hashable {
        let rule: String
        let subject: Subject
        let slot: Int
    }

    private let past: StoredPast
    let policy: Policy
    /// The same where somebody is told.
    private let telling: Policy
    private let catalogue: [Metric]
    private let readsForecasts: Bool
    private var history: History
    private var alerts = Alerts()
    private(set) var episodes: [Topic: [Episode]] = [:]

    /// - Parameter rules: those to go over; the others are as they are on both sides.
    init(of rules: Set<String>, under policy: Policy, in past: StoredPast, from first: Moment) {
        self.past = past
        telling = policy.going(over: rules, telling: true)
        let policy = policy.going(over: rules, telling: false)
        self.policy = policy
        catalogue = policy.metricsRead()
        readsForecasts = policy.rules.rules.contains(where: \.readsForecasts)
        history = past.history.before(first)
    }

    var accounts: Accounts { past.accounts }

    func day(of moment: Moment) -> Day { policy.zone.day(of: moment) }

    /// What all rules see of a day; no alert comes of it.
    mutating func seen(_ moment: Moment) -> Matches {
        let metrics = past.metrics(catalogue, at: AsOf(moment, in: policy.zone))
        let scores = scores(from: metrics)
        defer { remember(metrics, scores) }
        return matches(metrics, scores, under: policy)
    }

    /// What scores were, without going over rules: for days that rules only look back to.
    mutating func remember(_ moment: Moment) {
        let metrics = past.metrics(catalogue, at: AsOf(moment, in: policy.zone))
        remember(metrics, scores(from: metrics))
    }

    mutating func take(_ moment: Moment, counting isCounted: Bool) {
        let metrics = past.metrics(catalogue, at: AsOf(moment, in: policy.zone))
        let scores = scores(from: metrics)
        observe(metrics, scores, counting: isCounted)
        remember(metrics, scores)
    }

    /// The present, for which everything is measured: what fires then, and who can put it into words.
    mutating func finish(at now: Moment) -> (firing: [Topic: Alert], metrics: Metrics, words: Matches) {
        let metrics = telling.metrics.measured(on: past.accounts, at: now)
        let scores = telling.healthModels.scores(
            of: past.accounts, from: metrics, given: history, at: metrics.asOf)
        observe(metrics, scores, counting: true)
        let firing = Dictionary(alerts.standing.map { ($0.topic, $0) }) { first, _ in first }
        return (firing, metrics, matches(metrics, scores, under: telling))
    }

    private func scores(from metrics: Metrics) -> HealthScores {
        policy.healthModels.scores(of: past.accounts, from: metrics, given: history, at: metrics.asOf)
    }

    private mutating func observe(_ metrics: Metrics, _ scores: HealthScores, counting isCounted: Bool) {
        let now = metrics.asOf.now
        let matches = matches(metrics, scores, under: policy)
        alerts = alerts.observing(matches, at: now)
        for change in alerts.changes {
            let topic = change.alert.topic
            switch change.kind {
            case .opened:
                let episode = Episode(topic: topic, opened: now, counts: isCounted)
                episodes[topic, default: []].append(episode)
            case .worsened: break
            case .closed:
                if let last = episodes[topic]?.indices.last { episodes[topic]?[last].closed = now }
            }
        }
    }

    private func matches(_ metrics: Metrics, _ scores: HealthScores, under policy: Policy) -> Matches {
        let forecasts =
            readsForecasts
            ? policy.renewalModel.forecasts(for: past.accounts, given: scores, history: history, at: metrics.asOf)
            : RenewalForecasts(all: [])
        return policy.rules.matches(
            in: past.accounts, metrics, scores, forecasts, given: history, at: metrics.asOf.now)
    }

    private mutating func remember(_ metrics: Metrics, _ scores: HealthScores) {
        let wanted = policy.lookBackPaths
        let columns = zip(metrics.catalogue.map(\.name), metrics.columns) + scores.columns.map { ($0.key, $0.value) }
        for (path, column) in columns where wanted.contains(path) {
            history.remember(path, column, at: metrics.asOf.now)
        }
    }
}

extension Alert {
    var topic: PastRun.Topic { PastRun.Topic(rule: rule, subject: subject, slot: slot) }
}

extension History {
    fileprivate func before(_ moment: Moment) -> History {
        History(snapshots.mapValues { $0.filter { $0.at < moment } })
    }
}

extension Rule {
    /// What it goes over or reads hangs on forecasts.
    fileprivate var readsForecasts: Bool {
        target == .contract || ladder != nil
            || fieldsRead.contains { $0.hasPrefix("forecast.") || $0.hasPrefix("contract.") }
    }

    /// Whether scores decide it, directly or through a forecast.
    var readsHealth: Bool { readsForecasts || fieldsRead.contains { $0.hasPrefix("health.") } }
}

extension Policy {
    /// The same for some of the rules. Where nobody is told, scores are made only for rules that read them.
    fileprivate func going(over wanted: Set<String>, telling: Bool) -> Policy {
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
