import Diagnostics
import Testing

@testable import BellwetherCore

@Suite struct RelativeBandsTests {
    /// M04: P25 is 35, P75 is 70, the mean 58.125.
    @Test func `quarters, and the mean between them`() throws {
        let scores = [200, 350, 500, 550, 600, 700, 850, 900]
        let cuts = try #require(RankCuts(scores, least: 8))
        #expect(cuts.lowTenths == 350 && cuts.highTenths == 700)
        #expect(Double(cuts.sum) / Double(cuts.count) == 581.25)
        #expect(
            scores.map { cuts.place(ofTenths: $0).key } == [
                "unhealthy", "unhealthy", "at_risk", "at_risk", "average", "average", "healthy", "healthy",
            ])
    }

    @Test func `too few, or too many alike, have no quarters`() {
        #expect(RankCuts(Array(repeating: 500, count: 19), least: 20) == nil)
        #expect(RankCuts(Array(repeating: 500, count: 40), least: 20) == nil)
        #expect(RankCuts([], least: 0) == nil)
    }

    @Test func `lists name the bands by rank, or the others, as what decides`() {
        let model = HealthModel(
            name: "ranked", measures: [HealthModelWeighingTests.measure(Metric.all[0].name, weight: 1)],
            bands: HealthSamples.bands, ranks: RelativeBands(least: 8))
        let models = HealthModels([model])
        for (count, labels, atRisk) in [
            (7, ["At risk", "Watch", "Good"], "Watch"), (8, ["Unhealthy", "At risk", "Average", "Healthy"], "At risk"),
        ] {
            let company = ScoredCompany((0..<count).map { [Metric.all[0].name: .known(Double(10 * $0))] })
            let scores = company.scores(models)
            let codes = Set((0..<count).compactMap { scores.band.measured($0).value.map { Int($0) } })
            #expect(models.bandsInUse(among: codes).map(\.label) == labels)
            #expect(models.bandLabels(among: Set(scores.bandCounts.keys))["at_risk"] == atRisk)
        }
    }

    @Test(arguments: [19, 20])
    func `of fewer than twenty accounts the absolute bands are used`(count: Int) {
        let model = HealthModel(
            name: "ranked", measures: [HealthModelWeighingTests.measure(Metric.all[0].name, weight: 1)],
            bands: HealthSamples.bands, ranks: RelativeBands())
        let models = HealthModels([model])
        let company = ScoredCompany((0..<count).map { [Metric.all[0].name: .known(Double(80 + $0))] })
        let scores = company.scores(models)
        let keys = (0..<count).map { scores.band(of: $0).key }
        if count < 20 {
            #expect(Set(keys) == ["good"])
        } else {
            #expect(keys.prefix(5).allSatisfy { $0 == "unhealthy" })
            #expect(keys.suffix(5).allSatisfy { $0 == "healthy" })
            #expect(keys[5..<10].allSatisfy { $0 == "at_risk" } && keys[10..<15].allSatisfy { $0 == "average" })
        }
        #expect(scores.band(of: count - 1).label == (count < 20 ? "Good" : "Healthy"))
    }

    // MARK: What somebody or something says over a rank

    @Test(arguments: [
        (3, [[0, 1], [1, 2], [3, 3]]), (2, [[0, 1], [2, 3]]), (4, [[0, 0], [1, 1], [2, 2], [3, 3]]),
        (1, [[0, 3]]), (5, [[0, 0], [1, 1], [2, 2], [2, 3], [3, 3]]),
    ])
    func `a band stands for the ranks in the same part of the way`(count: Int, places: [[Int]]) {
        let found = (0..<count).map { RelativeBands.places(ofBand: $0, among: count) }
        #expect(found.map { [$0.lowerBound.rawValue, $0.upperBound.rawValue] } == places)
    }

    private static func bands(
        caps: [HealthModel.Limit] = [], floors: [HealthModel.Limit] = [], override: HealthOverride.Target? = nil
    ) -> [String] {
        let model = HealthModel(
            name: "ranked", measures: [HealthModelWeighingTests.measure(Metric.all[0].name, weight: 1)],
            bands: HealthSamples.bands, ranks: RelativeBands(least: 8), caps: caps, floors: floors)
        let overrides = override.map { target in
            HealthOverride(
                account: "a7", target: target, reason: "they told me", author: "kim", from: .on("2026-03-01"),
                until: .on("2026-03-30"), place: Place(file: "rules/health.yaml", line: 1, column: 1))
        }
        let company = ScoredCompany((0..<8).map { [Metric.all[0].name: .known(Double(10 + 10 * $0))] })
        let scores = company.scores(HealthModels([model], overrides: [overrides].compactMap(\.self)))
        return (0..<8).map { scores.band(of: $0).key }
    }

    @Test func `a cap of a band caps the rank, and a floor holds it up`() {
        #expect(
            Self.bands() == [
                "unhealthy", "unhealthy", "at_risk", "at_risk", "average", "average", "healthy", "healthy",
            ])
        func limit(_ tenths: Int) -> [HealthModel.Limit] {
            [HealthModel.Limit(when: RuleContext.standardWatch, tenths: tenths, why: "overdue")]
        }
        // Never better than the lowest band, however they stand among each other.
        #expect(Set(Self.bands(caps: limit(499))).isSubset(of: ["unhealthy", "at_risk"]))
        #expect(Set(Self.bands(floors: limit(500))) == ["at_risk", "average", "healthy"])
        // Too many alike have no quarters: all stand in the band of their score.
        #expect(Set(Self.bands(floors: limit(950))) == ["good"])
        #expect(Set(Self.bands(caps: limit(499), floors: limit(500))) == ["poor"], "a cap beats a floor")
    }

    @Test(arguments: [
        (HealthOverride.Target.band("poor"), ["unhealthy", "at_risk"]), (.band("good"), ["healthy"]),
        (.tenths(200), ["unhealthy", "at_risk"]), (.tenths(990), ["healthy"]),
        (.band("at_risk"), ["at_risk", "average"]),
    ])
    func `somebody's word decides the rank`(target: HealthOverride.Target, keys: [String]) throws {
        let band = try #require(Self.bands(override: target).last)
        #expect(keys.contains(band))
    }
}
