extension GroupMetric {
    /// The share of accounts that could buy more and did (M25).
    ///
    /// Could: paid at the start, still there at the end, and not then on a plan above which there is nothing
    /// (`top_plans`): whoever moved up to it is the very upsell that is meant.
    /// Did: any expansion of MRR in the period but for what a pause had taken away and its end gave back.
    package static let upsellRate = GroupMetric(
        "group.upsell_rate", .ratio, .higherIsBetter, from: [.subscription], example: 0.15,
        "Share of the accounts with more to buy that added MRR in the period."
    ) { group in
        let top = group.context.billing.topPlans
        let eligible = group.ledgers.filter { ledger in
            ledger.isActiveAtStart && !ledger.isLost && !ledger.plansAtStart.contains(where: top.contains)
        }
        guard !eligible.isEmpty else { return .absent(.emptyDenominator) }
        let expanded = eligible.count { ledger in
            if case .success(let movements) = ledger.moved { movements.expansion > movements.resumed } else { false }
        }
        return .known(Double(expanded) / Double(eligible.count))
    }
}
