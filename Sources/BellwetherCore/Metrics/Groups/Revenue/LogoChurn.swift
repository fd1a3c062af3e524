extension GroupMetric {
    /// How many accounts paid at the end of the period.
    package static let accounts = GroupMetric(
        "group.accounts", .count, .higherIsBetter, from: [.subscription], example: 480,
        "Accounts that pay at the end of the period."
    ) { .known(Double($0.ledgers.count { $0.isActiveAtEnd })) }

    /// How many paid when it began: those that `group.logo_churn` is a share of.
    package static let accountsAtStart = GroupMetric(
        "group.accounts_at_start", .count, .higherIsBetter, from: [.subscription], example: 500,
        "Accounts that paid at the start of the period: those behind `group.logo_churn`."
    ) { .known(Double($0.ledgers.count { $0.isActiveAtStart })) }

    /// The share of the accounts that paid when the period began and pay no more at its end (M11).
    ///
    /// A set against itself: who is new counts nowhere here, who left and came back is not lost, and a pause of up to 90
    /// days is none. A longer one is a loss of the day it began, whenever that is asked. Lost is who has no service any
    /// more, not who gave notice.
    package static let logoChurn = GroupMetric(
        "group.logo_churn", .ratio, .lowerIsBetter, from: [.subscription], example: 0.064,
        "Share of the accounts that paid at the start and are gone at the end."
    ) { $0.share(of: { $0.isLost }, among: { $0.isActiveAtStart }) }

    /// The same as if it went on for a year: `1 − (1 − churn)^(12 ÷ months)`, never twelve times as much (M11).
    package static let logoChurnAnnual = GroupMetric(
        "group.logo_churn_annual", .ratio, .lowerIsBetter, from: [.subscription], example: 0.2326,
        "What the period's churn of accounts comes to over a year."
    ) { group in
        group.share(of: { $0.isLost }, among: { $0.isActiveAtStart }).map { churn in
            1 - (1 - churn).power(12 / group.period.months)
        }
    }

    /// Of those that first paid within the period, the share that is gone at its end (M11): they belong to no opening
    /// cohort, and are not mixed with it.
    package static let earlyChurn = GroupMetric(
        "group.early_churn", .ratio, .lowerIsBetter, from: [.subscription], example: 0.0333,
        "Share of the accounts won in the period that are gone at its end."
    ) { $0.share(of: { $0.isLostEarly }, among: { $0.isNew && !$0.isActiveAtStart }) }

    /// Both together: all that were lost over all that were there (M11).
    package static let churnWithNew = GroupMetric(
        "group.churn_with_new", .ratio, .lowerIsBetter, from: [.subscription], example: 0.0569,
        "Share of the accounts there at the start or won since that are gone at the end."
    ) { $0.share(of: { $0.isLost || $0.isLostEarly }, among: { $0.isActiveAtStart || $0.isNew }) }
}

extension AccountGroup {
    func share(of isSuch: (AccountLedger) -> Bool, among counts: (AccountLedger) -> Bool) -> Measured {
        let base = ledgers.count(where: counts)
        guard base > 0 else { return .absent(.emptyDenominator) }
        return .known(Double(ledgers.count { counts($0) && isSuch($0) }) / Double(base))
    }
}
