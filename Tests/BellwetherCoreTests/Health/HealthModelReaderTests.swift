import CEL
import Testing

@testable import BellwetherCore

@Suite struct HealthModelReaderTests {
    private static func model(_ body: String) throws -> HealthModel {
        let (models, words) = HealthModels.written(
            """
            health_models:
              - name: sample
            \(body)
                bands: [{ name: low, from: 0, to: 50 }, { name: high, from: 50, to: 100 }]

            """)
        #expect(words == [])
        return try #require(models.models.first)
    }

    @Test func `groups are read with their weights and measures`() throws {
        let model = try Self.model(
            """
                combine: min
                groups:
                  usage:
                    measures:
                      licences: { metric: usage.licence_utilisation, linear: { zero_at: 0, full_at: 1 }, weight: 2 }
                      days: { metric: usage.active_days_30, linear: { zero_at: 0, full_at: 20 }, weight: 1 }
                  money:
                    combine: max
                    measures:
                      late: { metric: invoices.late_count, linear: { zero_at: 3, full_at: 0 } }
            """)
        guard case .groups(let groups, .min) = model.shape else {
            Issue.record("\(model.shape)")
            return
        }
        #expect(groups.map(\.key) == ["usage", "money"] && groups.map(\.measures) == [0..<2, 2..<3])
        #expect(groups.map(\.combining) == [.weightedMean, .max])
        #expect(model.measures.map(\.weight) == [2, 1, 1])
    }

    @Test func `a measure may read a text, a condition, or points`() throws {
        let model = try Self.model(
            """
                measures:
                  tier: { field: account.tier, map: { Enterprise: 100, Team: 60 }, weight: 1 }
                  paid: { boolean: { when: invoices.late_count == 0, otherwise: 20 }, weight: 1, missing: neutral }
                  doings:
                    points: { base: 40, entries: [{ each: tickets, at: solved_at, points: -2 }] }
                    weight: 2
                    missing: worst
                    why: who never calls is not well
            """)
        #expect(model.measures.map(\.reads) == ["account.tier", "invoices.late_count == 0", "points"])
        #expect(model.measures[1].grading == .map([.init(value: 1, score: 100), .init(value: 0, score: 20)]))
        #expect(model.measures.map(\.missing) == [.exclude, .neutral, .worst(why: "who never calls is not well")])
        guard case .points(let points) = model.measures[2].input,
            case .each("tickets", let moment, where: nil)? = points.entries.first?.source
        else {
            Issue.record("\(model.measures[2].input)")
            return
        }
        #expect(FactList.named("tickets")?.object.fields[moment].name == "solved_at")
        #expect(model.bands.map(\.fromTenths) == [0, 500])
    }

    @Test func `a text of the account is scored, and one that the map does not name is not`() throws {
        let model = try Self.model(
            "    measures: { tier: { field: account.tier, map: { Enterprise: 100, Team: 60 }, weight: 1 } }")
        for (tier, score) in [("Team", Measured.known(60)), ("Free", .absent(.insufficientSample))] {
            var company = Company()
            company.addAccount("a0", ["tier": .text(tier)])
            let scored = ScoredCompany([[:]])
            let scores = HealthModels([model]).scores(of: company.accounts, from: scored.metrics, at: scored.asOf)
            #expect(scores.score.measured(0) == score)
        }
    }

    @Test func `caps and floors may name scores, and a cap beats a floor`() throws {
        let model = try Self.model(
            """
                measures: { late: { metric: invoices.late_count, linear: { zero_at: 4, full_at: 0 }, weight: 1 } }
                caps: [{ when: tickets.open > 3, score_at_most: 30, why: many tickets }]
                floors: [{ when: touch.days_since < 7, band_at_least: high, why: we spoke }]
            """)
        func scored(_ late: Double, _ tickets: Double, _ days: Double) throws -> HealthBreakdown {
            let company = ScoredCompany([
                [
                    "invoices.late_count": .known(late), "tickets.open": .known(tickets),
                    "touch.days_since": .known(days),
                ]
            ])
            let breakdown = try #require(company.breakdown(HealthModels([model])))
            #expect(company.scores(HealthModels([model])).score.measured(0) == breakdown.score)
            return breakdown
        }
        #expect(try scored(3, 0, 30).score == .known(25))
        #expect(try scored(3, 0, 1).score == .known(50))
        #expect(try scored(3, 0, 1).floor == "we spoke")
        #expect(try scored(0, 0, 1).floor == nil, "a floor below the score does nothing")
        #expect(try scored(0, 5, 1).score == .known(30))
        #expect(try scored(3, 5, 1).score == .known(30))
        #expect(try scored(3, 5, 1).cap == "many tickets")
    }

    /// METRICS M02: weights are 0 or more.
    @Test(arguments: [
        (Measured.known(1), Measured.known(3), Measured.known(75)),
        (.absent(.noData), .known(3), .absent(.insufficientSample)), (.known(1), .absent(.noData), .known(75)),
    ])
    func `a measure of no weight is shown without counting`(late: Measured, tickets: Measured, score: Measured) throws {
        let model = try Self.model(
            """
                measures:
                  late: { metric: invoices.late_count, linear: { zero_at: 4, full_at: 0 }, weight: 1 }
                  tickets: { metric: tickets.open, linear: { zero_at: 6, full_at: 0 }, weight: 0 }
            """)
        let company = ScoredCompany([["invoices.late_count": late, "tickets.open": tickets]])
        let breakdown = try #require(company.breakdown(HealthModels([model])))
        #expect(breakdown.score == score && company.scores(HealthModels([model])).score.measured(0) == score)
        #expect(breakdown.coverage == (late.value == nil ? 0 : 1))
        #expect(breakdown.parts[1].value == tickets && breakdown.parts[1].score == tickets.value.map { _ in 50 })
        #expect(breakdown.parts[1].contribution == 0 && breakdown.parts[1].contributionTenths == 0)
    }

    @Test func `bands by rank are read with their words`() throws {
        let model = try Self.model(
            """
                measures: { late: { metric: invoices.late_count, linear: { zero_at: 4, full_at: 0 }, weight: 1 } }
                relative: { least: 30, healthy: { label: Top quarter } }
            """)
        #expect(model.ranks?.least == 30)
        #expect(model.ranks?.bands.map(\.label) == ["Unhealthy", "At risk", "Average", "Top quarter"])
    }
}
