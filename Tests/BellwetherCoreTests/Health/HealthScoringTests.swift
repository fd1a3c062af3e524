import Columns
import Testing

@testable import BellwetherCore

@Suite struct HealthScoringTests {
    /// M01: weights 40, 30, 20, 10 with scores 80, none, 50, 20.
    @Test func `the golden example is 62.9, not 44`() throws {
        let models = HealthModels([Self.model(weights: [40, 30, 20, 10])])
        let company = ScoredCompany([Self.values([80, nil, 50, 20])])
        let scores = company.scores(models)
        #expect(scores.score.measured(0) == .known(62.9))
        #expect(scores.score.measured(0) != .known(44))
        #expect(scores.coverage.measured(0) == .known(0.7))
        #expect(scores.band(of: 0).key == "at_risk")
    }

    /// Gainsight's own example (M01).
    @Test func `weights may have any sum`() {
        let models = HealthModels([Self.model(weights: [20, 15, 22])])
        let scores = ScoredCompany([Self.values([47, 59, 21])]).scores(models)
        #expect(scores.score.measured(0) == .known(40.1))
    }

    @Test(arguments: [(49.94, 49.9, "poor"), (49.95, 50.0, "at_risk"), (74.949, 74.9, "at_risk"), (75, 75, "good")])
    func `the rounded score decides the band`(exact: Double, shown: Double, band: String) {
        let scores = ScoredCompany([Self.values([exact])]).scores(HealthModels([Self.model(weights: [1])]))
        #expect(scores.score.measured(0) == .known(shown))
        #expect(scores.band(of: 0).key == band)
    }

    @Test(arguments: [
        (0.6, [60.0, 40], true), (0.6, [59.999, 40.001], false), (0.55, [11, 9], true), (0.7, [7, 3], true),
        (0, [1, 1_000_000], true),
    ])
    func `coverage as large as the minimum is enough, to the last digit`(
        least: Double, weights: [Double], isEnough: Bool
    ) {
        let models = HealthModels([Self.model(weights: weights, minCoverage: least)])
        let scores = ScoredCompany([Self.values([50, nil])]).scores(models)
        #expect(scores.score.measured(0) == (isEnough ? .known(50) : .absent(.insufficientSample)))
        #expect(scores.band(of: 0).key == (isEnough ? "at_risk" : "unknown"))
    }

    @Test func `nothing known is no score even where nothing is required`() {
        let models = HealthModels([Self.model(weights: [1], minCoverage: 0)])
        let scores = ScoredCompany([Self.values([nil])]).scores(models)
        #expect(scores.score.measured(0) == .absent(.insufficientSample))
        #expect(scores.band.measured(0) == .known(0))
    }

    @Test func `without a required measure there is no score`() throws {
        let models = HealthModels([Self.model(weights: [40, 60], required: [true, false])])
        let company = ScoredCompany([Self.values([nil, 90])])
        #expect(company.scores(models).score.measured(0) == .absent(.insufficientSample))
        let breakdown = try #require(company.breakdown(models))
        #expect(breakdown.missingRequired == [Metric.all[0].name])
        #expect(breakdown.band == .unknown)
    }

    @Test func `the first model that applies is taken, and an undecided one is passed over`() throws {
        let (models, words) = HealthModels.written(HealthSamples.design)
        #expect(words == [])
        let usual: [String: Measured] = [
            "usage.licence_utilisation": .known(0.5), "touch.days_since": .known(7),
            "invoices.days_past_due_max": .known(0), "tickets.open_urgent": .known(0), "nps.latest": .known(70),
        ]
        let tenures: [Measured] = [.known(59), .known(60), .absent(.noData)]
        let company = ScoredCompany(tenures.map { usual.merging(["account.tenure_days": $0]) { $1 } })
        let scores = company.scores(models)
        let chosen = (0..<3).map { scores.model.measured($0).value.flatMap(models.index(ofCode:)) }
        #expect(chosen == [0, 1, 1])
        #expect(scores.score.measured(0) == .known(100))
        #expect((0..<3).map { company.breakdown(models, slot: $0)?.model } == ["onboarding", "standard", "standard"])
    }

    @Test func `a cap lowers the score to the band's last tenth and says why`() throws {
        let (models, _) = HealthModels.written(HealthSamples.design)
        let company = ScoredCompany([
            [
                "account.tenure_days": .known(400), "usage.licence_utilisation": .known(0.9),
                "invoices.days_past_due_max": .known(61), "tickets.open_urgent": .known(0), "nps.latest": .known(100),
            ]
        ])
        let scores = company.scores(models)
        #expect(scores.score.measured(0) == .known(49.9))
        #expect(scores.band(of: 0).key == "poor")
        let breakdown = try #require(company.breakdown(models))
        #expect(breakdown.score == .known(49.9))
        #expect(breakdown.scoreBeforeCaps == .known(80))
        #expect(breakdown.cap == "a seriously overdue account is never better than At risk")
        #expect(breakdown.parts.map(\.contributionTenths) == [400, 0, 200, 200])
    }

    @Test func `of several caps the strictest counts, and one that cannot be decided does not`() throws {
        let text = HealthSamples.design.replacing(
            "      - when: invoices.days_past_due_max > 60",
            with: """
                      - when: tickets.open > 3
                        band_at_most: at_risk
                        why: many tickets
                      - when: touch.days_since > 90
                        band_at_most: poor
                        why: silent
                      - when: invoices.days_past_due_max > 60
                """)
        let (models, words) = HealthModels.written(text)
        #expect(words == [])
        let good: [String: Measured] = [
            "account.tenure_days": .known(400), "usage.licence_utilisation": .known(0.9),
            "invoices.days_past_due_max": .known(0), "tickets.open_urgent": .known(0), "nps.latest": .known(100),
            "tickets.open": .known(5),
        ]
        let late = good.merging(["invoices.days_past_due_max": .known(61)]) { $1 }
        let company = ScoredCompany([good, late])
        #expect(company.scores(models).score.measured(0) == .known(74.9))
        #expect(company.scores(models).score.measured(1) == .known(49.9))
        #expect(company.breakdown(models, slot: 0)?.cap == "many tickets")
    }

    @Test(arguments: ["churned", "prospect"])
    func `one who is no customer has no score, no band and no model`(status: String) {
        var company = Company()
        company.addAccount("gone", ["status": .text(status)])
        let metrics = Metric.measured(Metric.all, on: company.accounts, in: company.context(at: "2026-03-25"))
        let scores = HealthModels([Self.model(weights: [1])]).scores(
            of: company.accounts, from: metrics, at: .berlin("2026-03-25"))
        for column in [scores.score, scores.band, scores.coverage, scores.model] {
            #expect(column.measured(0) == .absent(.notApplicable))
        }
        #expect(scores.band(of: 0) == .unknown)
    }

    @Test func `bands that models share are one band; others of the same key are another`() {
        let other = [HealthBand(key: "poor", label: "Poor", colour: "red", fromTenths: 0, renews: 0.1)]
        let models = HealthModels([
            Self.model(weights: [1]), Self.model(weights: [2]),
            HealthModel(name: "other", measures: [], bands: other),
        ])
        #expect(models.bands.map(\.key) == ["unknown", "poor", "at_risk", "good", "poor"])
    }

    @Test(arguments: [1, Chunk.size - 1, Chunk.size])
    func `scoring everybody and explaining one agree, across the edge of a chunk`(stride: Int) throws {
        var random = SeededRandom(seed: UInt64(stride))
        let models = HealthModels([Self.model(weights: [40, 30, 20, 10], required: [true, false, false, false])])
        let values = (0..<3).map { _ in Self.values((0..<4).map { _ in Self.anyScore(&random) }) }
        let company = ScoredCompany(values, stride: stride)
        let scores = company.scores(models)
        for index in values.indices {
            let breakdown = try #require(company.breakdown(models, slot: index * stride))
            #expect(breakdown.score == scores.score.measured(index * stride))
            #expect(breakdown.band == scores.band(of: index * stride))
            #expect(.known(breakdown.coverage) == scores.coverage.measured(index * stride))
        }
    }

    @Test func `contributions add up to the score, to the tenth`() throws {
        var random = SeededRandom(seed: 4)
        for _ in 0..<2000 {
            let weights = (0..<6).map { _ in Double(random.below(9999) + 1) / 10 }
            let models = HealthModels([Self.model(weights: weights, minCoverage: 0)])
            let company = ScoredCompany([Self.values((0..<6).map { _ in Self.anyScore(&random) })])
            let breakdown = try #require(company.breakdown(models))
            guard case .known(let score) = breakdown.scoreBeforeCaps else { continue }
            #expect(breakdown.parts.reduce(0) { $0 + $1.contributionTenths } == Int((score * 10).rounded()))
            for part in breakdown.parts {
                #expect(abs(Double(part.contributionTenths) - part.contribution * 10) <= 1)
                #expect(part.score != nil || part.contributionTenths == 0)
            }
        }
    }

    // MARK: Samples

    /// A score for some value between 0 and 100, or none.
    private static func anyScore(_ random: inout SeededRandom) -> Double? {
        random.below(5) == 0 ? nil : Double(random.below(100_001)) / 1000
    }

    /// Measures that take the values of the first metrics as scores.
    static func model(weights: [Double], minCoverage: Double = 0.6, required: [Bool] = []) -> HealthModel {
        let measures = weights.enumerated().map { index, weight in
            Measure(
                key: Metric.all[index].name, metric: Metric.all[index].name,
                grading: .linear(zeroAt: 0, fullAt: 100), weight: weight,
                isRequired: required.indices.contains(index) && required[index])
        }
        return HealthModel(name: "plain", minCoverage: minCoverage, measures: measures, bands: HealthSamples.bands)
    }

    static func values(_ scores: [Double?]) -> [String: Measured] {
        Dictionary(
            uniqueKeysWithValues: zip(Metric.all, scores).map { ($0.name, $1.map(Measured.known) ?? .absent(.noData)) })
    }
}
