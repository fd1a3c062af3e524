import Sample
import Testing

@Suite struct ChanceTests {
    /// The values that the generator's published reference code prints for this seed.
    @Test func `draws what SplitMix64 draws`() {
        var chance = Chance(seed: 1_234_567)
        let drawn = (0..<5).map { _ in chance.next() }
        #expect(
            drawn == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func `draws something else for another purpose, thing or seed`() {
        var streams = [
            Chance(seed: 1, for: "usage", 1), Chance(seed: 1, for: "usage", 2), Chance(seed: 1, for: "tickets", 1),
            Chance(seed: 2, for: "usage", 1),
        ]
        let drawn = streams.indices.map { streams[$0].next() }
        #expect(Set(drawn).count == 4)
    }

    @Test func `draws every number of a range and none beside it`() {
        var chance = Chance(seed: 3)
        let drawn = Set((0..<500).map { _ in chance.between(-2...4) })
        #expect(drawn == Set(-2...4))
    }

    @Test func `happens about as often as it says`() {
        var chance = Chance(seed: 4)
        let times = (0..<10_000).count { _ in chance.happens(30) }
        #expect((2_800...3_200).contains(times))
    }

    @Test func `picks by weight, and never what weighs nothing`() {
        var chance = Chance(seed: 5)
        let picked = (0..<3_000).map { _ in chance.pick(weighing: [("never", 0), ("often", 2), ("seldom", 1)]) }
        #expect(!picked.contains("never"))
        #expect((1_900...2_100).contains(picked.count { $0 == "often" }))
    }

    @Test func `shuffles without losing anything`() {
        var chance = Chance(seed: 6)
        let shuffled = chance.shuffled(Array(1...50))
        #expect(shuffled != Array(1...50))
        #expect(shuffled.sorted() == Array(1...50))
    }
}
