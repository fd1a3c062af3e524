@testable import BellwetherCore

extension Policy {
    /// Health models by themselves, in Berlin; nobody is told of anything.
    static func scoring(_ models: HealthModels) -> Policy {
        let zone = AsOf.berlin("2026-03-25").zone
        let calendar = BusinessCalendar(zone: zone)
        let nobody = ReceiverProfile(name: "nobody", kind: "console")
        return Policy(
            metrics: MetricCatalogue(zone: zone, reporting: .eur, maxAgeDays: models.maxAgeDays), healthModels: models,
            renewalModel: RenewalModel(reporting: .eur),
            rules: RuleBook([], in: RuleContext(reporting: .eur, calendar: calendar, healthModels: models)),
            routing: Routing(root: Route(receivers: [nobody.name]), receivers: [nobody], calendar: calendar))
    }
}
