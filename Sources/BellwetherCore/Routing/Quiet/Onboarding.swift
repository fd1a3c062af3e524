/// Built in: in a customer's first days nobody knows yet what is usual for them, so what hangs on habits waits until
/// those days are over, and is told then if it still holds.
package struct Onboarding: Sendable, Hashable {
    /// From the day the account started; 0 lets nothing wait.
    package let days: Int
    /// What waits. Left out, it is what is less than critical and about neither the health score, which may have a model
    /// for these days, nor an invoice, a renewal or a notice that was given: those have dates.
    package let targets: [LabelMatcher]?

    package init(days: Int, targets: [LabelMatcher]? = nil) {
        self.days = days
        self.targets = targets
    }

    package static let standard = Onboarding(days: 60)

    /// Whether an account that started then is new.
    func lasts(_ since: Day?, on today: Day) -> Bool { since.map { today < $0 + days } ?? false }

    /// The first day on which the alert is told, if that is still to come.
    func end(for alert: Alert, on today: Day) -> Day? {
        guard let since = alert.story.accountSince, lasts(since, on: today), !alert.subject.isGroup, waits(alert)
        else { return nil }
        return since + days
    }

    private func waits(_ alert: Alert) -> Bool {
        guard let targets else {
            return alert.story.topic == .other && alert.severityRank < AlertSeverity.critical.rank
        }
        return targets.allSatisfy { $0.holds(for: alert.labels) }
    }
}
