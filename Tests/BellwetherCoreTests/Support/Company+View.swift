@testable import BellwetherCore

extension Company {
    /// As pages and reports see it at a moment in Berlin; the health score is what `nps.latest` is.
    func view(at moment: String = "2026-03-25T09:00") -> TurnView {
        let models = HealthModels.plain
        let context = RuleContext(reporting: .eur, calendar: BusinessCalendar(zone: .berlin), healthModels: models)
        let policy = Policy(
            metrics: MetricCatalogue(zone: .berlin, reporting: .eur), healthModels: models,
            renewalModel: RenewalModel(reporting: .eur), rules: RuleBook([], in: context), routing: .sample())
        let turn = Turn(from: Memory(), with: facts, under: policy, at: AsOf.berlin(moment).now)
        return TurnView(turn, history: History(), policy: policy)
    }
}
