extension Metric {
    /// Every metric there is: what rules can name, what history keeps, what `describe` and the manual list.
    package static let all: [Metric] = [
        .tenureDays, .mrr, .forwardLifetimeValue,
        .licenceUtilisation, .activeDays, .events, .usageTrend,
        .overdueAmount, .daysPastDueMax, .lateCount, .lateRate, .paidAfterReminder,
        .openTickets, .openUrgentTickets, .ticketCount, .ticketsPerTenUsers, .reopenRate,
        .daysSinceTouch, .daysSinceInbound, .touchCount,
        .latestNPS,
    ]

    package static func named(_ name: String) -> Metric? { all.first { $0.name == name } }
}
