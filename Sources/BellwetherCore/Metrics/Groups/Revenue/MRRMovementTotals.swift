extension GroupMetric {
    /// MRR just before the end of the period, at that day's rates (M13).
    package static let groupMRR = GroupMetric(
        "group.mrr", .money, .higherIsBetter, from: [.subscription], example: 12_500,
        "MRR of all its accounts at the end of the period."
    ) { $0.sum(\.closing).map($0.context.major(tenThousandths:)) }

    /// MRR over paying accounts at the end of the period (M15): a ratio of sums, unrounded.
    package static let arpa = GroupMetric(
        "group.arpa", .money, .higherIsBetter, from: [.subscription], example: 83.33,
        "MRR for each paying account at the end of the period."
    ) { group in
        let paying = group.ledgers.count { $0.isActiveAtEnd }
        guard paying > 0 else { return .absent(.emptyDenominator) }
        return groupMRR.measure(group).map { $0 / Double(paying) }
    }

    /// The same over the people who use it (M15): of each paying account those of the 30 days before the end, told apart,
    /// or the most on one day.
    package static let arpu = GroupMetric(
        "group.arpu", .money, .higherIsBetter, from: [.subscription, .seatDay, .userDay], example: 12.5,
        "MRR for each active user of the paying accounts, at the end of the period."
    ) { group in
        guard case .known(let users) = group.users else { return group.users }
        guard users > 0 else { return .absent(.emptyDenominator) }
        return groupMRR.measure(group).map { $0 / users }
    }

    package static let openMRR = balance(
        "open_mrr", example: 1000, "MRR just before the period began, at that day's rates.", \.open)
    package static let closeMRR = balance(
        "close_mrr", example: 1050, "MRR just before the period ended: what the movements lead to.", \.closing)
    package static let newMRR = movement(
        "new_mrr", .higherIsBetter, example: 120, "MRR of accounts that paid for the first time.", \.new)
    package static let expansionMRR = movement(
        "expansion_mrr", .higherIsBetter, example: 200,
        "MRR that paying accounts added; one-off money is none.", \.expansion)
    package static let reactivationMRR = movement(
        "reactivation_mrr", .higherIsBetter, example: 80, "MRR of accounts that came back.", \.reactivation)
    package static let contractionMRR = movement(
        "contraction_mrr", .lowerIsBetter, example: 50, "MRR that accounts which stayed took away.", \.contraction)
    package static let churnMRR = movement(
        "churn_mrr", .lowerIsBetter, example: 300, "MRR of accounts that stopped paying.", \.churn)
    package static let fxAdjustment = remainder(
        "fx_adjustment", example: -12, "What a change of rates did to MRR: neither won nor lost.", \.fxAdjustment)
    package static let correction = remainder(
        "correction", example: 0, "What was learnt in the period of the time before it.", \.correction)

    // The parts of `close = open + new + expansion + reactivation − contraction − churn + fx + correction` (M14). Each
    // needs the rates of its own day alone (METRICS 1.6): balances those of theirs, movements those of theirs.

    private static func balance(
        _ name: String, example: Double, _ help: String, _ part: @escaping @Sendable (AccountLedger) -> Summed
    ) -> GroupMetric {
        GroupMetric("group.\(name)", .money, .higherIsBetter, from: [.subscription], example: example, help) { group in
            group.sum(part, withGone: true).map(group.context.major(tenThousandths:))
        }
    }

    private static func movement(
        _ name: String, _ direction: Metric.Direction, example: Double, _ help: String,
        _ part: @escaping @Sendable (MRRMovements) -> Int64
    ) -> GroupMetric {
        GroupMetric("group.\(name)", .money, direction, from: [.subscription], example: example, help) { group in
            group.total(part, of: \.moved)
        }
    }

    private static func remainder(
        _ name: String, example: Double, _ help: String, _ part: @escaping @Sendable (MRRMovements) -> Int64
    ) -> GroupMetric {
        GroupMetric("group.\(name)", .money, .neither, from: [.subscription], example: example, help) { group in
            group.total(part, of: \.movements)
        }
    }

    /// Money of the period that does not recur (M14): never a part of MRR, and no expansion.
    package static let nonRecurring = GroupMetric(
        "group.non_recurring_revenue", .money, .higherIsBetter, from: [.order], example: 100,
        "One-off money of the period, net of what went back."
    ) { group in
        group.sum(\.nonRecurringMinor).map(group.context.major(minor:))
    }
}

extension AccountGroup {
    /// People who use it at paying accounts; absent where those of one cannot be told, as a sum of the rest is none.
    fileprivate var users: Measured {
        guard context.delivers(.subscription) else { return .absent(.noData) }
        let end = context.at(AsOf(instants.end, in: context.asOf.zone))
        var users = 0.0
        for (account, ledger) in zip(accounts, ledgers) where ledger.isActiveAtEnd {
            guard case .known(let own) = end.activeUsers(of: account) else { return end.activeUsers(of: account) }
            users += own
        }
        return .known(users)
    }

    /// The movements of all accounts together; absent where one account's cannot be told, since the rest would be a
    /// wrong sum under the right name.
    package var movements: Result<MRRMovements, AbsenceReason> { sum(\.movements) }

    /// What moved, without the balances.
    var moved: Result<MRRMovements, AbsenceReason> { sum(\.moved) }

    private func sum(
        _ part: (AccountLedger) -> Result<MRRMovements, AbsenceReason>
    ) -> Result<MRRMovements, AbsenceReason> {
        var sum = MRRMovements()
        var absence: AbsenceReason?
        for ledger in ledgers + gone {
            switch part(ledger) {
            case .success(let movements): sum = sum + movements
            case .failure(let reason): absence = reason.first(absence)
            }
        }
        return absence.map(Result.failure) ?? .success(sum)
    }

    /// The accounts whose MRR at the end of the period cannot be told, which leave the group without a sum.
    package var accountsWithoutMRR: [(account: AccountView, reason: AbsenceReason)] {
        zip(accounts, ledgers).compactMap { account, ledger in
            if case .absent(let reason) = ledger.closing { (account, reason) } else { nil }
        }
    }

    func total(
        _ part: (MRRMovements) -> Int64, of movements: (AccountGroup) -> Result<MRRMovements, AbsenceReason>
    ) -> Measured {
        switch movements(self) {
        case .success(let sum): .known(context.major(tenThousandths: part(sum)))
        case .failure(let reason): .absent(reason)
        }
    }

    /// - Parameter withGone: with the accounts that no source describes any more, as the movements are.
    func sum(_ part: (AccountLedger) -> Summed, withGone: Bool = false) -> Summed {
        var sum: Int64 = 0
        var absence: AbsenceReason?
        for ledger in withGone ? ledgers + gone : ledgers {
            switch part(ledger) {
            case .known(let amount): sum += amount
            case .absent(let reason): absence = reason.first(absence)
            }
        }
        return absence.map(Summed.absent) ?? .known(sum)
    }
}
