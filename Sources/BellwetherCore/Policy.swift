/// Everything read from configuration and rule files, proved sound; immutable, and swapped whole on reload.
package struct Policy: Sendable {
    package let zone: Zone
    package let reporting: Currency
    package let metrics: MetricCatalogue
    package let healthModels: HealthModels
    package let renewalModel: RenewalModel
    package let rules: RuleBook
    package let routing: Routing
    /// What history a turn needs: each path, and how many days back.
    package let lookBacks: [LookBack]

    package init(
        metrics: MetricCatalogue, healthModels: HealthModels, renewalModel: RenewalModel, rules: RuleBook,
        routing: Routing
    ) {
        zone = metrics.zone
        reporting = metrics.reporting
        self.metrics = metrics
        self.healthModels = healthModels
        self.renewalModel = renewalModel
        self.rules = rules
        self.routing = routing
        lookBacks = LookBack.furthest(
            healthModels.expanding(rules.lookBacks + RenewalModel.lookBacks + healthModels.lookBacks))
    }

    package var lookBackPaths: Set<String> { Set(lookBacks.map(\.path)) }

    package var furthestLookBackDays: Int { lookBacks.map(\.days).max() ?? 0 }
}

extension Policy {
    /// For turns of the past: nobody is told, so nothing can flood, and no words are made.
    package var tellingNobody: Policy {
        var context = rules.context
        context.breaksFloods = false
        context.tells = false
        var routing = routing
        routing.tellsNobody = true
        return Policy(
            metrics: metrics, healthModels: healthModels, renewalModel: renewalModel,
            rules: RuleBook(rules.rules, in: context), routing: routing)
    }
}

/// The metrics that are measured each turn, and under which choices.
package struct MetricCatalogue: Sendable {
    package let list: [Metric]
    package let zone: Zone
    package let reporting: Currency
    package let configuredRates: [Currency: Double]
    package let billing: BillingPolicy
    package let maxAgeDays: [String: Int]
    /// How chunks are measured; set by whoever has threads to spare.
    package var loop = ChunkLoop.inOrder

    package init(
        _ list: [Metric] = Metric.all, zone: Zone, reporting: Currency, configuredRates: [Currency: Double] = [:],
        billing: BillingPolicy = BillingPolicy(), maxAgeDays: [String: Int] = [:]
    ) {
        self.list = list
        self.zone = zone
        self.reporting = reporting
        self.configuredRates = configuredRates
        self.billing = billing
        self.maxAgeDays = maxAgeDays
    }

    /// The same choices for other metrics.
    func measuring(_ list: [Metric]) -> MetricCatalogue {
        var other = MetricCatalogue(
            list, zone: zone, reporting: reporting, configuredRates: configuredRates, billing: billing,
            maxAgeDays: maxAgeDays)
        other.loop = loop
        return other
    }

    package func measured(on accounts: Accounts, at now: Moment) -> Metrics {
        measurement(of: accounts, at: now).metrics
    }

    /// - Parameter before: what was measured last; of accounts without news it may still hold.
    package func measurement(
        of accounts: Accounts, at now: Moment, since before: Measurement.Before? = nil
    ) -> Measurement {
        let context = MeasuringContext(
            of: accounts, at: AsOf(now, in: zone), reporting: reporting, configuredRates: configuredRates,
            billing: billing, maxAgeDays: maxAgeDays)
        return Measurement(of: accounts, by: list, in: context, since: before, over: loop)
    }
}
