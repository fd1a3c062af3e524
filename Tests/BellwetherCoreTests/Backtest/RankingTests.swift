import Testing

@testable import BellwetherCore

@Suite struct RankingTests {
    private static func ranking(_ scores: [(Double, Bool)]) -> Ranking {
        Ranking(scores.enumerated().map { Ranking.Entry(score: $1.0, isLost: $1.1, account: $0) })
    }

    /// By hand. Lost 20, 40, 60; kept 30, 40, 80, 90. Of 12 pairs the lost one stands lower in 4 + 2½ + 2 = 8½.
    @Test func `counts the pairs in which the lost one stands lower, a tie as half`() throws {
        let ranking = Self.ranking([
            (20, true), (30, false), (40, true), (40, false), (60, true), (80, false), (90, false),
        ])
        #expect(ranking.auc == 8.5 / 12)
    }

    @Test(arguments: [
        ([(1.0, true), (2.0, false)], 1.0), ([(2.0, true), (1.0, false)], 0.0), ([(5.0, true), (5.0, false)], 0.5),
    ])
    func `is 1 where all is told, 0 where all is told the wrong way, and a half by chance`(
        _ scores: [(Double, Bool)], _ expected: Double
    ) {
        #expect(Self.ranking(scores).auc == expected)
    }

    @Test func `tells nothing where nobody was lost, or nobody stayed`() {
        #expect(Self.ranking([(1, true), (2, true)]).auc == nil)
        #expect(Self.ranking([(1, false)]).auc == nil)
        #expect(Self.ranking([]).auc == nil && Self.ranking([]).tenths.isEmpty)
    }

    /// Pair by pair, the slow way.
    @Test(arguments: 0..<20) func `agrees with counting every pair`(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let scores = (0..<60).map { _ in (Double(random.below(12)), random.below(3) == 0) }
        let lost = scores.filter(\.1).map(\.0)
        let kept = scores.filter { !$0.1 }.map(\.0)
        let pairs = lost.flatMap { low in kept.map { low < $0 ? 1.0 : low == $0 ? 0.5 : 0 } }.reduce(0, +)
        let auc = try #require(Self.ranking(scores).auc)
        #expect(abs(auc - pairs / Double(lost.count * kept.count)) < 1e-12)
    }

    @Test func `counts an account as often as it was drawn`() throws {
        let once = Self.ranking([(1, true), (2, false), (3, true), (4, false)])
        let auc = try #require(once.auc(counting: [2, 1, 0, 3]))
        #expect(auc == 1)
        #expect(once.auc(counting: [0, 1, 0, 1]) == nil)
    }

    @Test func `gives a range that holds what was found, the same for the same seed`() throws {
        var random = SeededRandom(seed: 5)
        let ranking = Self.ranking(
            (0..<300).map { _ in
                let isLost = random.below(5) == 0
                return (Double(random.below(100) + (isLost ? 0 : 30)), isLost)
            })
        let auc = try #require(ranking.auc)
        let interval = try #require(ranking.interval(seed: 1))
        #expect(interval.low < auc && auc < interval.high && interval.high - interval.low < 0.2)
        #expect(ranking.interval(seed: 1) == interval)
        #expect(ranking.interval(seed: 2) != interval)
    }

    @Test func `puts the lowest scores into the first tenth, and shares a tie across an edge`() {
        let apart = Self.ranking((0..<20).map { (Double($0), $0 < 2 || $0 == 19) })
        #expect(apart.tenths.map(\.lost) == [2, 0, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(abs(apart.tenths[0].lift - 20.0 / 3) < 1e-12)
        let tied = Self.ranking((0..<20).map { (7, $0 < 4) })
        for tenth in tied.tenths { #expect(abs(tenth.lost - 0.4) < 1e-12 && abs(tenth.lift - 1) < 1e-12) }
    }
}
