package import BellwetherCore

extension Policy {
    /// Rules and models by themselves, without an installation around them: one place hears everything.
    package static func alone(_ rules: [Rule], _ models: HealthModels) -> Policy {
        guard let euro = Currency("EUR") else { preconditionFailure("EUR is a currency code") }
        let calendar = BusinessCalendar(zone: .utc)
        let everybody = ReceiverProfile(name: "everybody", kind: "console")
        let context = RuleContext(reporting: euro, calendar: calendar, healthModels: models)
        return Policy(
            metrics: MetricCatalogue(zone: .utc, reporting: euro, maxAgeDays: models.maxAgeDays), healthModels: models,
            renewalModel: RenewalModel(reporting: euro), rules: RuleBook(rules, in: context),
            routing: Routing(
                root: Route(receivers: [everybody.name]), receivers: [everybody], calendar: calendar))
    }

    /// The same policy for a scenario: with what it gives in place of what is measured, and its own people, receivers
    /// and routes where its file has some.
    func trying(_ scenario: Scenario) -> Policy {
        let zone = scenario.setting?.zone ?? zone
        let given = GivenValues(scenario, in: zone)
        let list = given.metrics(over: metrics.list)
        let models = given.healthModels(over: healthModels, naming: list)
        let calendar = BusinessCalendar(zone: zone, holidays: rules.context.calendar.holidays)
        var context = rules.context
        context.calendar = calendar
        context.healthModels = models
        context.people = scenario.setting?.people ?? context.people
        return Policy(
            metrics: MetricCatalogue(
                list, zone: zone, reporting: metrics.reporting, configuredRates: metrics.configuredRates,
                billing: metrics.billing, maxAgeDays: metrics.maxAgeDays), healthModels: models,
            renewalModel: renewalModel, rules: RuleBook(rules.rules, in: context),
            routing: scenario.setting.map { routing.trying($0, calendar) } ?? routing)
    }
}

extension Routing {
    fileprivate func trying(_ setting: ScenarioSetting, _ calendar: BusinessCalendar) -> Routing {
        let own = setting.receivers ?? []
        let root = setting.route ?? own.first.map { Route(receivers: [$0.name]) } ?? root
        return Routing(
            root: root, receivers: setting.receivers ?? Array(receivers.values), people: setting.people ?? people,
            calendar: calendar)
    }
}
