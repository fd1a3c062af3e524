extension Metric {
    /// Events of all features in the last 30 whole days (M27).
    ///
    /// Of an account of which no day of use is counted (`usage_day`), the events of its users' days; where both are, days
    /// of use win.
    package static let events = Metric(
        "usage.events_30", .count, .higherIsBetter, from: [.usageDay, .userDay], of: .customers,
        over: .monthOfEvents, example: 1840,
        "Events counted in the last 30 days."
    ) { account, context in
        guard context.delivers(.usageDay) || context.delivers(.userDay) else { return .absent(.noData) }
        guard context.counts(.monthOfEvents, of: account) else { return .absent(.noData) }
        let count = context.usage(of: account).events
        return count > 0 ? .known(Double(count)) : context.withoutUse(account)
    }
}
