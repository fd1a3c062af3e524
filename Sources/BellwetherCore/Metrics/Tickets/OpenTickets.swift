extension Metric {
    /// Tickets opened and not solved (M30); spam and merged ones are none.
    package static let openTickets = Metric(
        "tickets.open", .count, .lowerIsBetter, from: [.ticket], example: 3, "Tickets that are open."
    ) { account, context in
        context.count(account, \.open)
    }

    /// Open tickets of priority urgent; high is not urgent (M30).
    package static let openUrgentTickets = Metric(
        "tickets.open_urgent", .count, .lowerIsBetter, from: [.ticket], example: 1,
        "Open tickets of priority `urgent`."
    ) { account, context in
        context.count(account, \.openUrgent)
    }
}
