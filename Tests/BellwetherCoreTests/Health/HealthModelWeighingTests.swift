import CEL
import Diagnostics
import Testing

@testable import BellwetherCore

@Suite struct HealthModelWeighingTests {
    /// M05: five stages reached with means 80, 70, 90, 60 and 40 are 68.
    @Test func `stages not reached are excluded, not zero`() throws {
        let means: [Double] = [80, 70, 90, 60, 40, 10, 10, 10, 10, 10]
        let stages = means.indices.map {
            HealthModel.Group(key: "S\($0 + 1)", weight: 1, measures: $0 * 2..<$0 * 2 + 2)
        }
        let measures = (0..<20).map { Self.measure("k\($0)", weight: 1) }
        let model = HealthModel(
            name: "life", measures: measures, shape: .stages(stages, current: "account.lifecycle_stage"),
            bands: HealthSamples.bands)
        let graded = means.flatMap { [Graded($0 - 5), Graded($0 + 5)] }
        let weighed = model.weighed(graded, reached: 5)
        #expect(weighed.tenths == 680 && weighed.isEnough && weighed.coverage == 1)
        #expect(model.bands[model.band(ofTenths: weighed.tenths)].key == "at_risk")
        #expect(model.weighed(graded, reached: 10).tenths == 390)
        #expect(!model.weighed(graded, reached: nil).isEnough, "a stage nobody knows of gives no score")
    }

    @Test func `a KPI nobody knows is left out of its stage's mean`() {
        let stages = [HealthModel.Group(key: "a", weight: 1, measures: 0..<3)]
        let model = HealthModel(
            name: "life", measures: (0..<3).map { Self.measure("k\($0)", weight: 1) },
            shape: .stages(stages, current: "account.lifecycle_stage"), bands: HealthSamples.bands)
        let weighed = model.weighed([Graded(80), Graded(nil), Graded(60)], reached: 1)
        #expect(weighed.tenths == 700)
        #expect(abs(weighed.coverage - 2.0 / 3) < 1e-12)
    }

    /// Within groups first: many small measures do not outweigh one large group.
    @Test func `a group counts by its own weight, however many measures it has`() {
        let model = Self.grouped(.weightedMean, within: .weightedMean)
        let weighed = model.weighed([Graded(100), Graded(100), Graded(100), Graded(0)])
        #expect(weighed.tenths == 500)
        #expect(weighed.contributions.map { ($0 * 100).rounded() / 100 } == [16.67, 16.67, 16.67, 0])
    }

    @Test func `a group of which nothing is known leaves its weight to the others, and coverage says so`() {
        let model = Self.grouped(.weightedMean, within: .weightedMean)
        let weighed = model.weighed([Graded(nil), Graded(nil), Graded(nil), Graded(40)])
        #expect(weighed.tenths == 400 && weighed.coverage == 0.5)
        #expect(!weighed.isEnough, "half is less than 0.6")
    }

    @Test(arguments: [
        (HealthModel.Combining.min, [90.0, 20, 50, 80], 200, [0.0, 20, 0, 0]),
        (.max, [10, 20, 15, 18], 200, [0, 20, 0, 0]),
        (.min, [70, 70, 80, 90], 700, [70, 0, 0, 0]),
    ])
    func `the lowest or highest of all decides, the first of equal ones`(
        combining: HealthModel.Combining, scores: [Double], tenths: Int, contributions: [Double]
    ) {
        let model = HealthModel(
            name: "flat", measures: (0..<4).map { Self.measure("k\($0)", weight: 1) }, shape: .flat(combining),
            bands: HealthSamples.bands)
        let weighed = model.weighed(scores.map { Graded($0) })
        #expect(weighed.tenths == tenths && weighed.contributions == contributions)
    }

    @Test func `what weighs nothing decides nothing, neither as a measure nor as a group`() {
        let flat = HealthModel(
            name: "flat", measures: [Self.measure("shown", weight: 0), Self.measure("counted", weight: 1)],
            shape: .flat(.min), bands: HealthSamples.bands)
        #expect(flat.weighed([Graded(10), Graded(70)]).tenths == 700)
        #expect(flat.weighed([Graded(10), Graded(70)]).outdone == [])
        #expect(!flat.weighed([Graded(10), Graded(nil)]).isEnough)
        let grouped = HealthModel(
            name: "grouped", measures: [Self.measure("shown", weight: 1), Self.measure("counted", weight: 1)],
            shape: .groups(
                [.init(key: "a", weight: 0, measures: 0..<1), .init(key: "b", weight: 2, measures: 1..<2)], .min),
            bands: HealthSamples.bands)
        #expect(grouped.weighed([Graded(10), Graded(70)]).contributions == [0, 70])
        #expect(!grouped.weighed([Graded(10), Graded(nil)]).isEnough)
    }

    @Test func `groups may be put together by the worst of them`() {
        let model = Self.grouped(.min, within: .max)
        let weighed = model.weighed([Graded(10), Graded(60), Graded(20), Graded(80)])
        #expect(weighed.tenths == 600)
        #expect(weighed.contributions == [0, 60, 0, 0])
    }

    @Test func `contributions add up to the score in every shape`() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<500 {
            for model in [
                Self.grouped(.weightedMean, within: .weightedMean), Self.grouped(.min, within: .weightedMean),
                Self.grouped(.weightedMean, within: .max),
            ] {
                let graded = (0..<4).map { _ in
                    Graded(random.below(4) == 0 ? nil : Double(random.below(100_001)) / 1000)
                }
                let weighed = model.weighed(graded)
                #expect(abs(weighed.contributions.reduce(0, +) - weighed.score) < 1e-9)
                #expect((0...1).contains(weighed.coverage))
            }
        }
    }

    // MARK: Missing

    @Test(arguments: [
        (Measure.Missing.exclude, 800, 0.5), (.neutral, 650, 0.5), (.worst(why: "silence is a finding"), 400, 1),
    ])
    func `what is not known is left out, counts as fifty or as the worst`(
        missing: Measure.Missing, tenths: Int, coverage: Double
    ) {
        let model = HealthModel(
            name: "m", minCoverage: 0.5,
            measures: [
                Self.measure("known", weight: 1),
                Measure(
                    key: "open", input: .metric("nps.latest"), grading: .linear(zeroAt: 0, fullAt: 100), weight: 1,
                    missing: missing),
            ], bands: HealthSamples.bands)
        let graded = zip(model.measures, [Measured.known(80), .absent(.noData)]).map { $0.graded($1) }
        let weighed = model.weighed(graded)
        #expect(weighed.tenths == tenths && weighed.coverage == coverage && weighed.isEnough)
    }

    @Test(arguments: [AbsenceReason.stale, .sourceError])
    func `what a source leaves open judges nobody`(reason: AbsenceReason) {
        let measure = Measure(
            key: "nps", input: .metric("nps.latest"), grading: .linear(zeroAt: 0, fullAt: 100), weight: 1,
            missing: .worst(why: "silence"))
        #expect(measure.graded(.absent(reason)) == Graded(nil))
        #expect(measure.graded(.absent(.noData)) == Graded(0, isFilled: true))
    }

    @Test func `the worst is the lowest score that the tiers give`() {
        let tiers = Grading.tiers([.init(from: 0, score: 30), .init(from: 5, score: 90)])
        let measure = Measure(key: "a", input: .metric("x"), grading: tiers, weight: 1, missing: .worst(why: "w"))
        #expect(measure.graded(.absent(.noData)).score == 30)
    }

    @Test func `the worst of a field is the lowest score of its values`() {
        let measure = Measure(
            key: "a", input: .field("account.tier", scores: ["Team": 80, "Trial": 10]), grading: .asIs, weight: 1,
            missing: .worst(why: "w"))
        #expect(measure.graded(.absent(.noData)) == Graded(10, isFilled: true))
        #expect(measure.graded(.known(80)) == Graded(80))
    }

    @Test func `a measure that blocks is missed as one that is required`() {
        let model = HealthModel(
            name: "m", minCoverage: 0,
            measures: [
                Measure(key: "a", input: .metric("x"), grading: .asIs, weight: 1, missing: .block),
                Self.measure("b", weight: 9),
            ], bands: HealthSamples.bands)
        #expect(!model.weighed([Graded(nil), Graded(90)]).isEnough)
        #expect(model.measures[0].isRequired)
    }

    /// Only shares of weights matter, however small all of them are: nothing is ever 0 of 0.
    @Test(arguments: [1e-9, 4e-7, 1e-200])
    func `weights that are next to nothing are weights`(weight: Double) throws {
        let model = HealthScoringTests.model(weights: [weight, weight])
        let company = ScoredCompany([[80, 40], [80, nil], [nil, nil]].map(HealthScoringTests.values))
        let models = HealthModels([model])
        let scores = company.scores(models)
        #expect((0..<3).map { scores.coverage.measured($0).value } == [1, 0.5, 0])
        #expect(scores.score.measured(0) == .known(60))
        #expect(try #require(company.breakdown(models, slot: 1)).coverage == 0.5)
    }

    // MARK: Samples

    static func measure(_ key: String, weight: Double) -> Measure {
        Measure(key: key, metric: key, grading: .linear(zeroAt: 0, fullAt: 100), weight: weight)
    }

    /// Three measures in a group, one in another of the same weight.
    static func grouped(_ combining: HealthModel.Combining, within: HealthModel.Combining) -> HealthModel {
        HealthModel(
            name: "groups", measures: (0..<4).map { measure("k\($0)", weight: 1) },
            shape: .groups(
                [
                    .init(key: "usage", weight: 50, combining: within, measures: 0..<3),
                    .init(key: "money", weight: 50, combining: within, measures: 3..<4),
                ], combining), bands: HealthSamples.bands)
    }
}
