extension GroupMetric {
    /// Every number about a group of accounts: what reports show, what rules over owners or the portfolio can name.
    package static let all: [GroupMetric] = [
        .accounts, .accountsAtStart, .groupMRR, .arpa, .arpu,
        .logoChurn, .logoChurnAnnual, .earlyChurn, .churnWithNew,
        .openMRR, .newMRR, .expansionMRR, .reactivationMRR, .contractionMRR, .churnMRR, .fxAdjustment, .correction,
        .closeMRR, .nonRecurring,
        .cancelledMRR, .grossMRRChurn, .netMRRChurn, .netRetention, .grossRetention, .quickRatio,
        .quickRatioWithoutReturns,
        .upsellRate,
        .renewalsDue, .renewalRate, .renewalRateFloor, .renewalsPending, .renewalValueGross, .renewalValueNet,
        .decidedValueGross, .decidedValueNet,
        .simpleLifetimeValue, .lifetimeValueByFormula, .averageLifetimeValue,
        .retentionCost, .retentionCostMonthly, .retentionCostPerAccount, .retentionCostOfAll, .retentionCostShare,
        .groupNPS, .groupNPSCount, .groupCSAT, .groupCSATMean, .groupCES,
        .groupSatisfactionResponseRate, .groupPromoterResponseRate, .groupEffortResponseRate,
        .groupTickets, .groupFCR, .groupARTMean, .groupARTMedian, .groupBusinessARTMean, .groupBusinessARTMedian,
        .groupStickiness,
    ]
}
