extension GroupMetric {
    /// The share of tickets solved in the period that took one reply and stayed solved (M28).
    package static let groupFCR = GroupMetric(
        "group.fcr", .ratio, .higherIsBetter, from: [.ticket], example: 0.72,
        "Share of the tickets solved in the period that took one reply and stayed solved."
    ) { $0.resolution.firstContact }

    /// Mean time from opening to solution of the tickets solved in the period (M29).
    package static let groupARTMean = GroupMetric(
        "group.art_mean", .minutes, .lowerIsBetter, from: [.ticket], example: 30,
        "Mean time from opening to solution of the tickets solved in the period."
    ) { $0.resolution.mean }

    /// Median time from opening to solution, of the tickets and not of accounts' medians (M29).
    package static let groupARTMedian = GroupMetric(
        "group.art_median", .minutes, .lowerIsBetter, from: [.ticket], example: 20,
        "Median time from opening to solution of the tickets solved in the period."
    ) { $0.resolution.median }

    /// Tickets that came in (M30).
    package static let groupTickets = GroupMetric(
        "group.tickets", .count, .neither, from: [.ticket], example: 120, "Tickets opened in the period."
    ) { group in .known(Double(group.topics.values.reduce(0, +))) }

    /// Users a day over users a month, of the 30 days before the end of the period (M26): people told apart.
    package static let groupStickiness = GroupMetric(
        "group.stickiness", .ratio, .higherIsBetter, from: [.userDay], example: 0.25,
        "Daily over monthly users of the 30 days before the end of the period."
    ) { group in
        if let first = group.context.useBegins.users, first > group.period.end - UserMonth.days {
            return .absent(.noData)
        }
        let months = group.accounts.map { $0.userMonth(before: group.period.end) }
        let users = months.reduce(0) { $0 + $1.users }
        guard users > 0 else { return .absent(.emptyDenominator) }
        return .known(Double(months.reduce(0) { $0 + $1.userDays }) / Double(UserMonth.days * users))
    }
}

extension AccountGroup {
    var resolution: ResolutionSample {
        let (start, end) = instants
        return accounts.reduce(ResolutionSample()) { $0 + $1.resolution(from: start, to: end, at: context.asOf) }
    }

    /// How many tickets of the period there were of each topic (M30).
    package var topics: [String: Int] {
        let (start, end) = instants
        return accounts.reduce(into: [:]) { topics, account in
            topics.merge(account.topics(from: start, to: end, at: context.asOf)) { $0 + $1 }
        }
    }
}
