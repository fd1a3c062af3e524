extension Metric {
    /// Of the tickets solved in the last 90 whole days, the share that was reopened (M30).
    ///
    /// Those that say neither how often nor when they were are left out beside others that count; where one says when, its
    /// source writes dates, and none means that it was not: a source that has a column for it says so of each. Where none of
    /// them says anything, it is not known.
    package static let reopenRate = Metric(
        "tickets.reopen_rate", .ratio, .lowerIsBetter, from: [.ticket], example: 0.08, in: 0...1,
        "Share of the tickets solved in the last 90 days that were reopened."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        return context.tickets(of: account).reopenRate
    }
}
