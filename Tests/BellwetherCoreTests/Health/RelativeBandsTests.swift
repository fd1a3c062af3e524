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
}
