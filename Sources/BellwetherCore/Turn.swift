/// One turn of the line: everything that follows from what just came in.
///
/// Nothing here reads a clock, a file or the network, so the same memory, facts and moment always make the same turn.
/// That is what lets a rule be tested, explained and replayed over last year before it is trusted with tomorrow: each
/// is this initialiser with other inputs.
package struct Turn: Sendable {
    package let accounts: Accounts
    package let metrics: Metrics
    package let health: HealthScores
    package let forecasts: RenewalForecasts
    package let matches: Matches
    package let alerts: Alerts
    package let notifications: Notifications
    /// The renewals and notice dates that come near, for digests.
    package let comingDates: [ComingDate]
    /// What the next turn may take over of these metrics.
    package let measurement: Measurement

    package init(from memory: Memory, with facts: Facts, under policy: Policy, at now: Moment) {
        accounts = memory.accounts.merging(facts)
        measurement = policy.measurement(
            of: accounts, at: now, given: memory.history, since: memory.measured(before: facts))
        metrics = measurement.metrics
        health = policy.healthModels.scores(of: accounts, from: metrics, given: memory.history, at: metrics.asOf)
        forecasts = policy.renewalModel.forecasts(
            for: accounts, given: health, history: memory.history, at: metrics.asOf,
            since: memory.expected(before: measurement.anew))
        matches = policy.rules.matches(
            in: accounts, metrics, health, forecasts, given: memory.history, opening: memory.opening, at: now,
            since: memory.found(before: measurement.anew))
        alerts = memory.alerts.observing(matches, at: now)
        comingDates =
            policy.routing.hasDigests
            ? matches.linked(forecasts.comingDates(of: accounts, under: policy, at: metrics.asOf)) : []
        let news = alerts.news(since: memory, with: comingDates)
        notifications = policy.routing.notifications(for: news, since: memory.groups, at: now)
    }

    /// The earliest moment at which time alone could change anything.
    package var due: Moment? { [alerts.due, notifications.due].compactMap { $0 }.min() }
}
