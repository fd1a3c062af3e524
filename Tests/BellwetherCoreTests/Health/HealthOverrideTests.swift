import CEL
import Columns
import Diagnostics
import Testing

@testable import BellwetherCore

@Suite struct HealthOverrideTests {
    private static func entry(
        _ target: HealthOverride.Target, from: String = "2026-03-01", until: String = "2026-03-25", of: String? = nil
    ) -> HealthOverride {
        HealthOverride(
            account: "a0", scoreName: of, target: target, reason: "signed last week", author: "kim", from: .on(from),
            until: .on(until), place: Place(file: "rules/health.yaml", line: 1, column: 1))
    }

    private static func scored(
        _ value: Double?, _ entry: HealthOverride
    ) throws -> (scores: HealthScores, breakdown: HealthBreakdown) {
        let models = HealthModels([HealthScoringTests.model(weights: [1])], overrides: [entry])
        let company = ScoredCompany([HealthScoringTests.values([value]), HealthScoringTests.values([value])])
        return (company.scores(models), try #require(company.breakdown(models)))
    }

    static let words: [(Double?, HealthOverride.Target, Double)] = [
        (48.2, HealthOverride.Target.tenths(800), 80.0), (48.2, .band("good"), 75), (90, .band("at_risk"), 74.9),
        (60, .band("at_risk"), 60), (nil, .band("good"), 75), (nil, .tenths(555), 55.5),
    ]

    @Test(arguments: words)
    func `a score is what somebody says, or the nearest within the band`(
        computed: Double?, target: HealthOverride.Target, score: Double
    ) throws {
        let (scores, breakdown) = try Self.scored(computed, Self.entry(target))
        #expect(scores.score.measured(0) == .known(score))
        #expect(breakdown.score == .known(score) && breakdown.override?.author == "kim")
        #expect(scores.computed?.measured(0).value == computed && breakdown.computed.value == computed)
        #expect(scores.score.measured(1).value == computed, "others are not touched")
        #expect(scores.columns["health.computed"] != nil)
    }

    /// The last day counts whole; the day after, the computed score returns.
    @Test(arguments: [("2026-03-24", true), ("2026-03-25", true), ("2026-03-26", false), ("2026-02-28", false)])
    func `it counts from its first to its last day`(today: String, counts: Bool) {
        let models = HealthModels([HealthScoringTests.model(weights: [1])], overrides: [Self.entry(.tenths(800))])
        let company = ScoredCompany([HealthScoringTests.values([40])], at: today)
        #expect(company.scores(models).score.measured(0) == .known(counts ? 80 : 40))
        #expect((company.scores(models).columns["health.computed"] != nil) == counts)
    }

    @Test func `rules can tell that it holds, and that it is over`() throws {
        for (today, holds, since) in [("2026-03-20", true, -5.0), ("2026-03-27", false, 2)] {
            let models = HealthModels([HealthScoringTests.model(weights: [1])], overrides: [Self.entry(.tenths(800))])
            let company = ScoredCompany([HealthScoringTests.values([40]), HealthScoringTests.values([40])], at: today)
            let sight = Sight(
                accounts: company.accounts, metrics: company.metrics, health: company.scores(models),
                asOf: company.asOf)
            let names = RuleVocabulary(metrics: Metric.all).names(in: .account)
            func value(_ text: String, _ slot: Int) throws -> Value {
                let condition = try #require(Condition.checked(Fragment(text), against: names, expecting: nil).0)
                return condition.value { sight.value(of: condition.references[$0], for: SubjectRow(slot: slot)) }
            }
            #expect(try value("health.overridden", 0) == .bool(holds))
            #expect(try value("health.computed", 0) == .double(40))
            #expect(try value("days_since(health.override_until)", 0) == .double(since))
            #expect(try value("has(health.override_until)", 1) == .bool(false))
        }
    }

    @Test func `a word over another score leaves the main one alone`() throws {
        let main = HealthScoringTests.model(weights: [1])
        let other = HealthModel(
            name: "adoption", scoreName: "adoption", measures: main.measures, bands: HealthSamples.bands)
        let models = HealthModels([main, other], overrides: [Self.entry(.tenths(990), of: "adoption")])
        let scores = ScoredCompany([HealthScoringTests.values([40])]).scores(models)
        #expect(scores.score.measured(0) == .known(40))
        #expect(scores.named["adoption"]?.score.measured(0) == .known(99))
    }
}
