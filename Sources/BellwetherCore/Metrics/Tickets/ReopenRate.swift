extension Metric {
    /// Of the tickets solved in the last 90 whole days, the share that was reopened (M30).
    ///
    /// Where none of them says whether it was, it is not known.
    package static let reopenRate = Metric(
        "tickets.reopen_rate", .ratio, .lowerIsBetter, from: [.ticket], example: 0.08,
        "Share of the tickets solved in the last 90 days that were reopened."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        let start = context.windowStart(days: 90)
        let end = context.todayStart
        var solvedCount = 0
        var toldCount = 0
        var reopenedCount = 0
        for ticket in account.tickets where ticket.isKnown(at: context.asOf) {
            guard let solved = ticket.solved, solved >= start, solved < end else { continue }
            solvedCount += 1
            toldCount += ticket.reopens == nil ? 0 : 1
            reopenedCount += ticket.reopens ?? 0 > 0 ? 1 : 0
        }
        guard solvedCount > 0 else { return .absent(.emptyDenominator) }
        return toldCount > 0 ? .known(Double(reopenedCount) / Double(solvedCount)) : .absent(.noData)
    }
}
