import Columns
import Testing

@testable import BellwetherCore

@Suite struct HealthTrendTests {
    @Test(arguments: [
        (71.4, 48.2, -23.2, HealthTrend.Direction.down), (50, 52, 2, .flat), (50, 52.1, 2.1, .up), (50, 48, -2, .flat),
    ])
    func `two points either way are flat`(then: Double, now: Double, change: Double, way: HealthTrend.Direction) {
        let trend = HealthTrend(from: .known(then), to: .known(now))
        #expect(trend.change == .known(change))
        #expect(trend.direction == way)
    }

    @Test func `an absence on either side is one of the change`() {
        #expect(HealthTrend(from: .absent(.noHistory), to: .known(5)).change == .absent(.noHistory))
        #expect(HealthTrend(from: .known(5), to: .absent(.stale)).direction == nil)
    }

    @Test func `history tells the score then, unless the model has changed since`() {
        let models = HealthModels([HealthScoringTests.model(weights: [1])])
        let company = ScoredCompany([[Metric.all[0].name: .known(80)], [Metric.all[0].name: .known(80)]])
        let scores = company.scores(models)
        let then = Zone.berlin.start(of: .on("2026-03-18"))
        var history = History()
        history.remember("health.score", Numbers(rows: 2) { _ in .known(70) }, at: then)
        let code = scores.model.measured(0).value ?? 0
        history.remember("health.model", Numbers(rows: 2) { .known($0 == 0 ? code : code + 1) }, at: then)
        let sight = Sight(
            accounts: company.accounts, metrics: company.metrics, health: scores, history: history, asOf: company.asOf)
        let week = HealthTrends(overDays: 7, in: sight)
        #expect(week.trend(of: 0).change == .known(10))
        #expect(week.trend(of: 1).change == .absent(.noHistory))
        #expect(HealthTrends(overDays: 30, in: sight).trend(of: 0).change == .absent(.noHistory))
    }
}
