/// The arithmetic of lifetime values: each form the documents give, under its own name (M17 to M20).
package enum LifetimeValue {
    /// The purchase form (M17): what an order is worth, how many there are in a unit of time, and how many such units.
    /// In months or in years it is the same number (M19).
    package static func simple(orderValue: Double, ordersPerUnit: Double, units: Double) -> Double {
        orderValue * ordersPerUnit * units
    }

    /// The net form (M18): revenue a year over the years, less what winning and keeping cost. Costs are sums, not costs a
    /// year; one that is missing is not 0.
    package static func net(
        revenuePerYear: Double, years: Double, acquisition: Double?, service: Double?
    ) -> Measured {
        guard let acquisition, let service else { return .absent(.noData) }
        return .known(revenuePerYear * years - acquisition - service)
    }

    /// ARPA times margin over monthly churn (M20): a customer nobody ever loses is worth 60 months, not infinitely much.
    package static func byFormula(arpa: Double, grossMargin: Double, monthlyChurn: Double) -> Double {
        let months = min(1 / max(monthlyChurn, LifetimeMonths.leastChurn), Double(LifetimeMonths.horizon))
        return arpa * grossMargin * months
    }
}
