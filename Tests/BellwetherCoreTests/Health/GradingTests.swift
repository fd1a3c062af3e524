import Testing

@testable import BellwetherCore

@Suite struct GradingTests {
    /// M02: 0 at 7, 100 at 30 (Natero).
    @Test(arguments: [(18.0, 47.826), (5, 0), (7, 0), (30, 100), (35, 100)])
    func `linear is in proportion between its ends and no further`(value: Double, score: Double) throws {
        let graded = try #require(Grading.linear(zeroAt: 7, fullAt: 30).score(of: value))
        #expect(abs(graded - score) < 0.0005)
    }

    @Test(arguments: [(0.0, 100.0), (45, 0), (60, 0), (16, 64.444)])
    func `linear may fall`(value: Double, score: Double) throws {
        let graded = try #require(Grading.linear(zeroAt: 45, fullAt: 0).score(of: value))
        #expect(abs(graded - score) < 0.0005)
    }

    @Test(arguments: [(-5.0, 10.0), (0, 10), (9.99, 10), (10, 50), (49, 50), (50, 90), (1e9, 90)])
    func `tiers are half-open, and the first takes what lies below`(value: Double, score: Double) {
        let tiers = Grading.tiers([.init(from: 0, score: 10), .init(from: 10, score: 50), .init(from: 50, score: 90)])
        #expect(tiers.score(of: value) == score)
    }

    @Test func `a map grades what it names`() {
        let map = Grading.map([.init(value: 0, score: 100), .init(value: 1, score: 30)])
        #expect(map.score(of: 1) == 30)
        #expect(map.score(of: 2) == nil)
    }
}
