import CEL
import Diagnostics
import Testing

@testable import BellwetherCore

/// Several scores an account, by their shapes.
@Suite struct NamedScoresTests {
    /// M03 as a score of its own, and stages of life as another.
    static let text =
        HealthSamples.design + """
              - name: behaviour
                score: behaviour
                behaviour:
                  usage: { metric: usage.active_days_30, tiers: [{ from: 0, score: 1 }, { from: 10, score: 5 }, { from: 20, score: 9 }] }
                  enquiries: { metric: touch.count_30, tiers: [{ from: 0, score: 2 }, { from: 3, score: 6 }] }
                  payment: { metric: invoices.days_past_due_max, tiers: [{ from: 0, score: 10 }, { from: 1, score: 8 }, { from: 6, score: 6 }] }
                bands:
                  - { name: low, from: 3 }
                  - { name: middle, from: 11 }
                  - { name: high, from: 21 }
              - name: life
                score: journey
                applies_to: has(account.lifecycle_stage)
                stages:
                  - name: onboarding
                    measures: { licences: { metric: usage.licence_utilisation, linear: { zero_at: 0, full_at: 1 } } }
                  - name: adoption
                    measures:
                      trend: { metric: usage.trend, linear: { zero_at: -0.5, full_at: 0.5 } }
                      days: { metric: usage.active_days_30, linear: { zero_at: 0, full_at: 20 } }
                bands: [{ name: weak, from: 0 }, { name: fine, from: 60 }]

            """

    private static func models() throws -> HealthModels {
        let (models, words) = HealthModels.written(text)
        #expect(words == [])
        return models
    }

    private static let acme: [String: Measured] = [
        "account.tenure_days": .known(400), "usage.licence_utilisation": .known(0.9),
        "invoices.days_past_due_max": .known(3), "tickets.open_urgent": .known(0), "nps.latest": .known(80),
        "usage.active_days_30": .known(22), "touch.count_30": .known(4), "usage.trend": .known(0),
    ]

    /// M03: 9 + 6 + 8 is 23 of 30, high, and 74.07.
    @Test func `three marks are added up, and normalised`() throws {
        let models = try Self.models()
        let company = ScoredCompany([Self.acme])
        let scores = try #require(company.scores(models).named["behaviour"])
        #expect(scores.score.measured(0) == .known(74.1))
        #expect(scores.band(of: 0).key == "high")
        let bound = models.bound(to: company.accounts, company.metrics, at: company.asOf)
        let breakdown = try #require(bound.breakdown(of: 0, making: "behaviour"))
        #expect(breakdown.behaviourSum == 23)
        #expect(breakdown.parts.map(breakdown.mark) == [9, 6, 8])
        #expect(bound.breakdown(of: 0)?.behaviourSum == nil)
    }

    @Test func `a sum of two marks does not compare, so there is none`() throws {
        let company = ScoredCompany([Self.acme.merging(["touch.count_30": .absent(.noData)]) { $1 }])
        let bound = try Self.models().bound(to: company.accounts, company.metrics, at: company.asOf)
        let breakdown = try #require(bound.breakdown(of: 0, making: "behaviour"))
        #expect(breakdown.parts.map(breakdown.mark) == [9, nil, 8])
        let scores = try #require(company.scores(Self.models()).named["behaviour"])
        #expect(scores.score.measured(0) == .absent(.insufficientSample))
        #expect(scores.band(of: 0) == .unknown)
    }

    /// Every sum falls into the band that its writer gave it.
    @Test func `bands of a sum begin at the sum`() throws {
        let model = try #require(Self.models().models.first { $0.scale == .behaviour })
        let tenths = (3...30).map { HealthModel.Tally.quantised(HealthModel.Scale.score(ofSum: Double($0)) * 10) }
        #expect(
            tenths.map { model.bands[model.band(ofTenths: $0)].key }
                == Array(repeating: "low", count: 8) + Array(repeating: "middle", count: 10)
                + Array(repeating: "high", count: 10))
    }

    @Test func `stages count as far as the account has come`() throws {
        let models = try Self.models()
        for (stage, score) in [
            ("onboarding", Measured.known(90)), ("adoption", .known(82.5)), ("other", .absent(.insufficientSample)),
        ] {
            var company = Company()
            company.addAccount("a0", ["lifecycle_stage": .text(stage)])
            let scored = ScoredCompany([Self.acme])
            let bound = models.bound(to: company.accounts, scored.metrics, at: scored.asOf)
            let scores = try #require(bound.scores().named["journey"])
            #expect(scores.score.measured(0) == score, "\(stage)")
            #expect(bound.breakdown(of: 0, making: "journey")?.score == score)
            if stage == "other" {
                let breakdown = try #require(bound.breakdown(of: 0, making: "journey"))
                #expect(breakdown.missingRequired == [])
                #expect(
                    breakdown.lack
                        == "account.lifecycle_stage is 'other', which is no stage of model 'life' (onboarding, adoption)"
                )
            }
            #expect(scores.inputs["health.stage.life"]?.measured(0).value == ["onboarding": 1, "adoption": 2][stage])
        }
    }

    @Test func `whom a named score does not apply to has none, and still has the main one`() throws {
        let scores = ScoredCompany([Self.acme]).scores(try Self.models())
        #expect(scores.named["journey"]?.score.measured(0) == .absent(.notApplicable))
        #expect(scores.score.measured(0).value != nil)
    }

    @Test func `conditions name every score, with its band, coverage and past`() throws {
        let models = try Self.models()
        let names = RuleVocabulary(metrics: Metric.all, models: models).names(in: .account)
        for text in [
            "health.behaviour.score < 60 && health.behaviour.band == 'low'", "health.journey.coverage < 1.0",
            "drop(health.journey.score, '30d') > 10", "ago(health.behaviour.score, '7d') > 50",
        ] {
            let (condition, diagnostics) = Condition.checked(Fragment(text), against: names)
            #expect(condition != nil, "\(diagnostics)")
        }
        #expect(Condition.checked(Fragment("health.other.score < 60"), against: names).0 == nil)
        let scored = ScoredCompany([Self.acme])
        let sight = Sight(
            accounts: scored.accounts, metrics: scored.metrics, health: scored.scores(models), asOf: scored.asOf)
        let condition = try #require(
            Condition.checked(
                Fragment("health.behaviour.score > 74 && health.behaviour.band == 'high'"), against: names
            ).0)
        #expect(sight.truth(of: condition, for: SubjectRow(slot: 0)) == .holds)
    }

    @Test func `history keeps every score under its own path`() throws {
        let columns = ScoredCompany([Self.acme]).scores(try Self.models()).columns
        #expect(
            Set(columns.keys).isSuperset(of: [
                "health.score", "health.model", "health.behaviour.score", "health.behaviour.band",
                "health.behaviour.model", "health.journey.score", "health.stage.life",
            ]))
    }
}
