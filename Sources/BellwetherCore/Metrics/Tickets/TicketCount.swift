extension Metric {
    /// Tickets opened in the last 30 whole days (M30). More is not always worse: it may be somebody settling in.
    package static let ticketCount = Metric(
        "tickets.count_30", .count, .neither, from: [.ticket], example: 12, "Tickets opened in the last 30 days."
    ) { account, context in
        context.count(account, \.recent)
    }

    /// The same for each ten active users, so that large accounts compare with small ones; users are counted as for
    /// `usage.licence_utilisation` (M30).
    package static let ticketsPerTenUsers = Metric(
        "tickets.per_10_users", .count, .neither, from: [.ticket, .seatDay, .userDay], of: .customers, example: 2.5,
        "Tickets opened in the last 30 days for each ten active users."
    ) { account, context in
        guard case .known(let tickets) = context.count(account, \.recent) else { return .absent(.noData) }
        switch context.activeUsers(of: account) {
        case .known(let users): return users > 0 ? .known(tickets / users * 10) : .absent(.emptyDenominator)
        case .absent(let reason): return .absent(reason)
        }
    }
}
