extension Metric {
    /// Every metric there is: what rules can name, what history keeps, what `describe` and the manual list.
    package static let all: [Metric] = [
        .tenureDays, .daysToRenewal, .mrr, .oneOffRevenue, .forwardLifetimeValue, .monthlyChurn, .netLifetimeValue,
        .totalLifetimeValue,
        .licenceUtilisation, .activeDays, .events, .usageTrend, .users, .dailyUsers, .stickiness, .featureAdoption,
        .overdueAmount, .openAmount, .delinquentAmount, .daysPastDueMax, .lateCount, .lateRate, .dueCount, .worstDelay,
        .paidAfterReminder,
        .openTickets, .openUrgentTickets, .ticketCount, .ticketsPerTenUsers, .reopenRate,
        .topTopicShare, .firstContactResolution, .firstContactOfReceived, .firstContactCount,
        .resolutionMean, .resolutionMedian, .resolutionCount,
        .businessResolutionMean, .businessResolutionMedian,
        .daysSinceTouch, .daysSinceInbound, .daysSinceMeaningfulTouch, .touchCount,
        .latestNPS, .netPromoterScore, .netPromoterCount, .netPromoterRejected,
        .netPromoterNonStandard,
        .satisfiedShare, .satisfactionMean, .satisfactionRescaled, .satisfactionCount, .satisfactionResponseRate,
        .promoterResponseRate, .effortResponseRate, .effortMean, .effortScore,
        .daysSinceFeedback, .sentiment, .sentimentCoverage, .customerROI, .customerGrowth,
        .advocacyCount, .daysSinceAsked, .contactCount, .championCount,
    ]

    package static func named(_ name: String) -> Metric? { all.first { $0.name == name } }
}
