extension Metric {
    /// Events of all features in the last 30 whole days (M27).
    package static let events = Metric(
        "usage.events_30", .count, .higherIsBetter, from: [.usageDay], of: .customers, example: 1840,
        "Events counted in the last 30 days."
    ) { account, context in
        guard context.delivers(.usageDay) else { return .absent(.noData) }
        let count = context.usage(of: account).events
        return count > 0 ? .known(Double(count)) : context.withoutUse(account)
    }
}
