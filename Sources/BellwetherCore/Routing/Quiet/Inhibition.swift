/// What need not be said while something else is: a target is quiet as long as a source fires that agrees with it in
/// every label of `equal`. As Alertmanager has it, missing and empty labels agree, and an alert that is both a source and
/// a target is not quieted by others that are both.
package struct Inhibition: Sendable, Hashable {
    package let sources: [LabelMatcher]
    package let targets: [LabelMatcher]
    package let equal: [String]

    package init(sources: [LabelMatcher], targets: [LabelMatcher], equal: [String]) {
        self.sources = sources
        self.targets = targets
        self.equal = equal
    }
}

/// Which alerts of a turn are quiet because of others.
struct Inhibitions {
    private var rules: [BoundInhibition]
    private let plans: Plans?

    init(_ rules: [Inhibition], among alerts: some Collection<Alert>, known: Set<String>) {
        self.rules = rules.map { BoundInhibition($0, among: alerts) }
        plans = known.isEmpty ? nil : Plans(among: alerts, known: known)
    }

    var isEmpty: Bool { rules.isEmpty && plans == nil }

    /// The id of an alert that says what matters.
    func quieting(_ alert: Alert) -> String? {
        for rule in rules {
            if let source = rule.source(quieting: alert) { return source }
        }
        return plans?.source(quieting: alert)
    }
}

private struct BoundInhibition {
    private let rule: Inhibition
    /// By the values of `equal`: the first source, and the first that is no target itself.
    private var any: [[String]: String] = [:]
    private var pure: [[String]: String] = [:]

    init(_ rule: Inhibition, among alerts: some Collection<Alert>) {
        self.rule = rule
        for alert in alerts where rule.sources.allSatisfy({ $0.holds(for: alert.labels) }) {
            let key = key(of: alert)
            any[key] = min(any[key] ?? alert.id, alert.id)
            if !isTarget(alert) { pure[key] = min(pure[key] ?? alert.id, alert.id) }
        }
    }

    func source(quieting alert: Alert) -> String? {
        guard isTarget(alert) else { return nil }
        let isSource = rule.sources.allSatisfy { $0.holds(for: alert.labels) }
        return isSource ? pure[key(of: alert)] : any[key(of: alert)]
    }

    private func isTarget(_ alert: Alert) -> Bool { rule.targets.allSatisfy { $0.holds(for: alert.labels) } }

    private func key(of alert: Alert) -> [String] { rule.equal.map { alert.labels[$0] ?? "" } }
}

/// Built in: while somebody has acknowledged an alert of an account, there is a plan for it, and its weaker alerts add
/// nothing: those less severe, and those as severe about the same.
private struct Plans {
    private struct Plan {
        let alert: String
        let severityRank: Int
        let topic: Story.Topic
    }

    private var byAccount: [String: [Plan]] = [:]
    private let known: Set<String>

    init(among alerts: some Collection<Alert>, known: Set<String>) {
        self.known = known
        for alert in alerts where known.contains(alert.id) {
            byAccount[alert.subject.account, default: []].append(
                Plan(alert: alert.id, severityRank: alert.severityRank, topic: alert.story.topic))
        }
    }

    func source(quieting alert: Alert) -> String? {
        guard !known.contains(alert.id) else { return nil }
        return byAccount[alert.subject.account]?.first { plan in
            alert.severityRank < plan.severityRank
                || alert.severityRank == plan.severityRank && alert.story.topic == plan.topic
        }?.alert
    }
}

extension Alert {
    /// As routes and readers see it: what its label says.
    var severityRank: Int { labels["severity"].flatMap(AlertSeverity.init)?.rank ?? 0 }
}
