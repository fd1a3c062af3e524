extension GroupMetric {
    /// Average order times orders a month times months of a lifetime (M17), from the orders of the period.
    ///
    /// For buying without a contract; a lifetime is the mean of those that are over, or of fewer than 20 what the period's
    /// churn makes it: one over the monthly churn. Where nobody ever left, nobody knows how long they stay.
    package static let simpleLifetimeValue = GroupMetric(
        "group.clv_simple", .money, .higherIsBetter, from: [.order], example: 6000,
        "Average order times orders a month times months of a lifetime."
    ) { group in
        let buying = group.buying
        guard buying.count > 0, buying.accounts > 0 else { return .absent(.emptyDenominator) }
        guard case .known(let minor) = buying.minor else { return .absent(.noFxRate) }
        return group.lifetimeMonths.map { months in
            LifetimeValue.simple(
                orderValue: group.context.major(minor: minor) / Double(buying.count),
                ordersPerUnit: Double(buying.count) / (Double(buying.accounts) * group.period.months), units: months)
        }
    }

    /// ARPA times margin over monthly churn (M20), from the churn of the period.
    package static let lifetimeValueByFormula = GroupMetric(
        "group.ltv", .money, .higherIsBetter, from: [.subscription], example: 3333.33,
        "ARPA times gross margin over monthly churn; at most 60 months."
    ) { group in
        guard let margin = group.context.billing.grossMargin else { return .absent(.noData) }
        let churn = group.monthlyChurn
        let arpa = GroupMetric.arpa.measured(for: group)
        guard let churn = churn.value, let revenue = arpa.value else { return churn.reason == nil ? arpa : churn }
        return .known(LifetimeValue.byFormula(arpa: revenue, grossMargin: margin, monthlyChurn: churn))
    }

    /// The mean net lifetime value of its accounts (M21), of those of which it is known.
    package static let averageLifetimeValue = GroupMetric(
        "group.alv", .money, .higherIsBetter, from: [.cost], example: 5000,
        "Mean net lifetime value (`clv.net`) of its accounts."
    ) { group in
        let values = group.netLifetimeValues.map(\.value)
        guard !values.isEmpty else { return .absent(.noData) }
        return .known(values.sorted().reduce(0, +) / Double(values.count))
    }
}

/// What accounts are worth beside each other (M21).
package struct LowValues: Sendable {
    /// Fewer values have no median worth comparing with.
    package static let leastAccounts = 20

    /// Below half of the median.
    package static func flagged(_ values: [Double], least: Int = leastAccounts) -> [Int] {
        guard values.count >= max(1, least) else { return [] }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        let median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        return values.indices.filter { values[$0] < median / 2 }
    }
}

extension AccountGroup {
    /// The accounts whose value is less than half of the group's median: they may be dissatisfied, or badly served (M21).
    package var accountsOfLowValue: [AccountView] {
        let known = netLifetimeValues
        return LowValues.flagged(known.map(\.value)).map { known[$0].account }
    }

    fileprivate var netLifetimeValues: [(account: AccountView, value: Double)] {
        accounts.compactMap { account in
            Metric.netLifetimeValue.measure(account, context).value.map { (account, $0) }
        }
    }

    /// Of the churn of the period, what a month's is: compounded, it makes the period's.
    fileprivate var monthlyChurn: Measured {
        share(of: { $0.isLost }, among: { $0.isActiveAtStart }).map { 1 - (1 - $0).power(1 / period.months) }
    }

    /// Purchases of the period: how many, by how many accounts, for how much.
    fileprivate var buying: (count: Int, accounts: Int, minor: Summed) {
        var count = 0
        var buyers = 0
        for account in accounts {
            let own = account.orders.count { order in
                guard let day = order.at, (order.amountMinor ?? 0) > 0 else { return false }
                return period.contains(day) && context.asOf.knows(day, order.knowledge)
            }
            count += own
            buyers += own > 0 ? 1 : 0
        }
        return (count, buyers, sum(\.nonRecurringMinor))
    }

    /// Twenty lifetimes that are over make a mean; of fewer, churn has to tell.
    fileprivate var lifetimeMonths: Measured {
        let closed = accounts.compactMap { account -> Double? in
            guard account.status(at: context.asOf) == .churned, let profile = account.profile,
                let start = profile.started, let end = profile.churned, end > start
            else { return nil }
            return Period(start..<end).months
        }
        guard closed.count < 20 else { return .known(closed.sorted().reduce(0, +) / Double(closed.count)) }
        guard case .known(let churn) = monthlyChurn else { return monthlyChurn }
        return churn > 0 ? .known(1 / churn) : .absent(.emptyDenominator)
    }
}
