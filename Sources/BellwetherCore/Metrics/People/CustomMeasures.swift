extension Metric {
    /// What the customer gets out of it over what it costs them (M34): `(value − price) ÷ price`.
    ///
    /// Only they know the value: the custom measures `customer_value` and `customer_price`, each the latest, with the day
    /// and the source they came from. Without both it is absent, and no substitute is made up.
    package static let customerROI = Metric(
        "customer.roi", .ratio, .higherIsBetter, from: [.customMeasure], example: 0.5, maxAgeDays: 365,
        "Return on the customer's own investment: (customer_value − customer_price) / customer_price."
    ) { account, context in
        guard context.delivers(.customMeasure) else { return .absent(.noData) }
        let oldest = context.asOf.today - (context.maxAgeDays["customer.roi"] ?? 365)
        guard let value = account.measure("customer_value", at: context.asOf),
            let price = account.measure("customer_price", at: context.asOf)
        else { return .absent(.noData) }
        guard value.day >= oldest, price.day >= oldest else { return .absent(.stale) }
        guard price.value > 0 else { return .absent(.emptyDenominator) }
        return .known((value.value - price.value) / price.value)
    }

    /// How the customer itself has grown in a year (M36): the custom measure `employees` now over what it was 365 days
    /// ago, less 1. A year without anything known before it tells nothing.
    package static let customerGrowth = Metric(
        "customer.growth_365", .ratio, .higherIsBetter, from: [.customMeasure], example: 0.2, maxAgeDays: 365,
        "Growth of the customer's staff (`employees`) over a year."
    ) { account, context in
        guard context.delivers(.customMeasure) else { return .absent(.noData) }
        guard let now = account.measure("employees", at: context.asOf) else { return .absent(.noData) }
        let yearAgo = context.asOf.today - 365
        guard now.day > yearAgo else { return .absent(.stale) }
        guard let then = account.measure("employees", at: context.asOf, onOrBefore: yearAgo) else {
            return .absent(.noHistory)
        }
        guard then.value > 0 else { return .absent(.emptyDenominator) }
        return .known((now.value - then.value) / then.value)
    }
}

extension AccountView {
    /// The latest value of a custom measure; of two of one day, the one of the greater id.
    func measure(_ name: String, at asOf: AsOf, onOrBefore last: Day? = nil) -> (value: Double, day: Day)? {
        var latest: (value: Double, day: Day)?
        for measure in measures where measure.name == name {
            guard let day = measure.at, let value = measure.value, asOf.knows(day, measure.knowledge) else { continue }
            if let last, day > last { continue }
            if let latest, latest.day > day { continue }
            latest = (value, day)
        }
        return latest
    }
}
