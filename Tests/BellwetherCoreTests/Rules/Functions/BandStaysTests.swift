import CEL
import Columns
import Testing

@testable import BellwetherCore

@Suite struct BandStaysTests {
    @Test(arguments: [nil, [1], [1, 2]] as [Set<Int>?])
    func `what is told from the turn before is what history tells`(_ wanted: Set<Int>?) throws {
        var random = SeededRandom.printed("stays in bands")
        var scene = Scene(accounts: 40)
        var before: Sight?
        var (renewed, moved) = (0, 0)
        for _ in 0..<120 {
            scene.wait(.hours(Int64(random.below(7))))
            change(&scene, &random)
            let sight = scene.sight
            let reader = BandStays(in: wanted, sight).columnReader
            if let before, let renewal = reader.renewal(before) {
                let then = BandStays(in: wanted, before).columnReader(0)
                let (told, whole) = (rows(renewal(0, then)), rows(reader(0)))
                try #require(told == whole)
                renewed += 1
                if whole != rows(then) { moved += 1 }
            }
            before = sight
            scene.remember()
        }
        #expect(renewed > 60, "most turns are of the same day as the one before")
        #expect(moved > 20, "and bands change from one to the next")
    }

    @Test func `another past is gone through anew`() {
        var scene = Scene(accounts: 3)
        scene.score(20, 60, 90)
        for _ in 0..<4 {
            scene.remember()
            scene.wait(.days(1))
        }
        let before = scene.sight
        #expect(BandStays(in: nil, before).columnReader.renewal(before) != nil)
        scene.history.forget(before: scene.moment - .days(2))
        #expect(BandStays(in: nil, scene.sight).columnReader.renewal(before) == nil)
    }

    /// A few scores, or one model for all.
    private func change(_ scene: inout Scene, _ random: inout SeededRandom) {
        var scores = scene.values["nps.latest"] ?? Array(repeating: 60, count: 40)
        for _ in 0..<random.below(4) {
            scores[random.below(40)] = random.below(5) == 0 ? nil : Double(random.below(100))
        }
        scene.values["nps.latest"] = scores
        if random.below(25) == 0 {
            scene.context.healthModels = HealthModels([HealthModels.named("model \(random.below(3))")])
        }
    }

    private func rows(_ column: BatchColumn) -> [Measured] {
        guard case .doubles(let values, let absences, from: 0) = column else { return [] }
        let chunk = NumberChunk(
            values: values, absences: absences ?? ContiguousArray(repeating: 0, count: values.count))
        return (0..<chunk.count).map { chunk.measured($0) }
    }
}
