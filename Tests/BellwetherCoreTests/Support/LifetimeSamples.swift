import Columns

@testable import BellwetherCore

/// Forty customers of one segment, all paying 200 a month at a margin of 0.8, with the bands they were in.
enum LifetimeSamples {
    static let models = HealthModels.plain
    static let now = AsOf.berlin("2026-03-25T09:00").now
    /// Places in the model's bands, of which the first is for no score.
    static let (poor, good) = (1.0, 3.0)

    static let policy: Policy = {
        let billing = BillingPolicy(
            grossMargin: 0.8, priorMonthlyChurn: 0.02, priorMonthlyChurnBySegment: ["Retail": 0.05])
        return Policy(
            metrics: MetricCatalogue(zone: .berlin, reporting: .eur, billing: billing), healthModels: models,
            renewalModel: RenewalModel(reporting: .eur),
            rules: RuleBook(
                [], in: RuleContext(reporting: .eur, calendar: BusinessCalendar(zone: .berlin), healthModels: models)),
            routing: .sample())
    }()

    /// Slots 0 to 19 good, 20 to 39 poor; of these 30 to 39 left, one a month.
    static var company: Company {
        var company = Company()
        company.deliver(.cost)
        for slot in 0..<40 {
            let ended: Day? = slot < 30 ? nil : Day.on("2026-03-10").adding(months: 30 - slot)
            let left: [String: FactValue] = ended.map { ["churned_at": .text("\($0)"), "status": "churned"] } ?? [:]
            company.addAccount("a\(slot)", slot: slot, ["segment": "Industry"].merging(left) { $1 })
            let end: [String: FactValue] = ended.map { ["ended_at": .text("\($0)")] } ?? [:]
            company.add(
                .subscription, "s\(slot)", slot: slot,
                ["mrr": .integer(200_000_000), "started_at": "2024-01-01"].merging(end) { $1 })
            company.add(
                .cost, "c\(slot)", slot: slot, ["amount": 0, "kind": "acquisition", "period_start": "2024-01-01"])
            company.add(
                .cost, "k\(slot)", slot: slot, ["amount": 0, "kind": "service", "period_start": "2024-01-01"])
        }
        return company
    }

    /// The last telling of each month's last day, and of yesterday.
    static func history(model: Double = models.codes[0]) -> History {
        var history = History()
        let days = (0...12).map { Day.on("2026-03-01").adding(months: -$0) - 1 } + [.on("2026-03-24")]
        for day in days {
            remember(in: &history, at: Zone.berlin.start(of: day) + .hours(20), model: model) { slot in
                slot < 20 ? good : poor
            }
        }
        return history
    }

    static func remember(
        in history: inout History, at moment: Moment, model: Double = models.codes[0], _ band: (Int) -> Double
    ) {
        history.remember("health.band", Numbers(rows: 61) { .known(band($0)) }, at: moment)
        history.remember("health.model", Numbers(rows: 61) { _ in .known(model) }, at: moment)
    }
}
