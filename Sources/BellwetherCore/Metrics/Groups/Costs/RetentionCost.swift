extension GroupMetric {
    /// What keeping an account cost over the period (M22): retention cost over the accounts that paid at both ends.
    ///
    /// Winning new ones is another cost (CAC), and what serving costs belongs to the margin; neither is in it. A cost
    /// that belongs to no account is the portfolio's alone, never spread over owners.
    package static let retentionCost = GroupMetric(
        "group.crc", .money, .lowerIsBetter, from: [.cost], example: 93.75,
        "Cost of keeping an account over the period: support and success time, over the accounts kept."
    ) { $0.cost(.retention, over: \.kept) }

    /// The same for one month (M22).
    package static let retentionCostMonthly = GroupMetric(
        "group.crc_monthly", .money, .lowerIsBetter, from: [.cost], example: 31.25,
        "Cost of keeping an account for a month."
    ) { group in group.cost(.retention, over: \.kept).map { $0 / group.period.months } }

    /// Over the mean of the accounts at both ends in place of those kept (M22).
    package static let retentionCostPerAccount = GroupMetric(
        "group.crc_per_account", .money, .lowerIsBetter, from: [.cost], example: 91.84,
        "Cost of keeping over the mean number of paying accounts."
    ) { $0.cost(.retention, over: \.meanActive) }

    /// With the cost of service, but without that of winning (M22).
    package static let retentionCostOfAll = GroupMetric(
        "group.crc_all_costs", .money, .lowerIsBetter, from: [.cost], example: 140,
        "All costs but those of winning customers, over the accounts kept."
    ) { $0.cost(.allButAcquisition, over: \.kept) }

    /// What a month of keeping takes of what an account leaves in a month (M22): above 1, keeping costs more than it
    /// brings. The margin has to be known; to take it for 1 would flatter.
    package static let retentionCostShare = GroupMetric(
        "group.crc_of_margin", .ratio, .lowerIsBetter, from: [.cost], example: 0.47,
        "Monthly cost of keeping an account over its monthly margin; above 1 it costs more than it brings."
    ) { group in
        guard let margin = group.context.billing.grossMargin else { return .absent(.noData) }
        let cost = GroupMetric.retentionCostMonthly.measured(for: group)
        let revenue = GroupMetric.arpa.measured(for: group)
        guard let cost = cost.value, let revenue = revenue.value else { return cost.reason == nil ? revenue : cost }
        guard revenue * margin > 0 else { return .absent(.emptyDenominator) }
        return .known(cost / (revenue * margin))
    }
}

/// Which costs are meant; what does not say what it is for is a cost of serving.
enum CostSelection: Sendable {
    case retention, acquisition, service, allButAcquisition

    func counts(_ cost: Cost) -> Bool {
        switch self {
        case .retention: cost.costKind == "retention"
        case .acquisition: cost.costKind == "acquisition"
        case .service: cost.costKind != "retention" && cost.costKind != "acquisition"
        case .allButAcquisition: cost.costKind != "acquisition"
        }
    }
}

extension Cost {
    fileprivate func end(from start: Day) -> Day { periodEnd ?? start.adding(months: 1) }
}

extension MeasuringContext {
    /// The part of costs that falls into a period, by days, in ten-thousandths of a minor unit of the reporting currency:
    /// each at the rate of its first day, rounded once.
    func total(
        _ costs: some Sequence<Cost>, _ selection: CostSelection, within period: Period, of account: AccountView?
    ) -> Summed {
        var sum: Int64 = 0
        for cost in costs where selection.counts(cost) {
            guard let start = cost.periodStart, asOf.knows(start, cost.knowledge) else { continue }
            let end = cost.end(from: start)
            let days = period.overlap(start, end)
            guard days > 0, end > start else { continue }
            let part = (Double(cost.amountMinor) * 10_000 * Double(days) / Double(end - start))
            guard let exact = Int64(exactly: part.rounded(.toNearestOrAwayFromZero)),
                let amount = exchange.tenThousandths(
                    exact, cost.currency.or(account?.profile?.currency ?? reporting), on: start)
            else { return .absent(.noFxRate) }
            sum += amount
        }
        return .known(sum)
    }
}

extension AccountGroup {
    /// Paying at both ends of the period.
    var kept: Double { Double(ledgers.count { $0.isActiveAtStart && $0.isActiveAtEnd }) }
    var meanActive: Double { Double(ledgers.count { $0.isActiveAtStart } + ledgers.count { $0.isActiveAtEnd }) / 2 }

    func costs(_ selection: CostSelection) -> Summed {
        var sum: Int64 = 0
        let parts =
            accounts.map { context.total($0.costs, selection, within: period, of: $0) }
            + [context.total(sharedCosts, selection, within: period, of: nil)]
        for part in parts {
            switch part {
            case .known(let amount): sum += amount
            case .absent(let reason): return .absent(reason)
            }
        }
        return .known(sum)
    }

    private func isOfPeriod(_ cost: Cost, _ selection: CostSelection) -> Bool {
        guard selection.counts(cost), let start = cost.periodStart, context.asOf.knows(start, cost.knowledge) else {
            return false
        }
        return period.overlap(start, cost.end(from: start)) > 0
    }

    /// Without any such cost of the period it is not known, rather than free; what winning customers cost tells nothing
    /// of what keeping them did.
    fileprivate func cost(_ selection: CostSelection, over count: (AccountGroup) -> Double) -> Measured {
        let hasAny =
            accounts.contains { $0.costs.contains { isOfPeriod($0, selection) } }
            || sharedCosts.contains { isOfPeriod($0, selection) }
        guard hasAny else { return .absent(.noData) }
        guard count(self) > 0 else { return .absent(.emptyDenominator) }
        return costs(selection).map { context.major(tenThousandths: $0) / count(self) }
    }
}
