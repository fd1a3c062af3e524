import Testing

@testable import BellwetherCore

@Suite struct RenewalTotalsTests {
    private let golden = [
        Self.term("A", 12_000, 0.95, .commit), Self.term("B", 6000, 0.75, .bestCase),
        Self.term("C", 10_000, 0.45, .atRisk),
    ]

    /// M24: 20,400 of 28,000, σ 6,191.93.
    @Test func `the golden example adds up`() {
        let totals = RenewalTotals(of: golden)
        #expect(totals.due == .known(28_000))
        #expect(totals.expected.isAbout(20_400, within: 1e-9))
        #expect(totals.expectedShare.isAbout(0.7286, within: 0.00005))
        #expect(totals.deviation.isAbout(6191.93, within: 0.005))
        #expect(totals.low == .known(12_000))
        #expect(totals.high == .known(28_000))
        #expect(totals.concentrated.map(\.key) == ["A", "B", "C"])
    }

    @Test func `what is decided is certain`() {
        let totals = RenewalTotals(of: golden + [Self.term("D", 100_000, 1, .closed), Self.term("E", 5000, 0, .lost)])
        #expect(totals.low == .known(112_000))
        #expect(totals.high == .known(128_000))
        #expect(totals.deviation.isAbout(6191.93, within: 0.005))
        #expect(totals.concentrated.map(\.key) == ["D"])
    }

    @Test func `a term without an amount leaves no total, and is named`() {
        let missing = Self.term("X", nil, 0.5, .atRisk)
        let totals = RenewalTotals(of: golden + [missing])
        #expect(totals.expected == .absent(.noFxRate))
        #expect(totals.expectedShare == .absent(.noFxRate))
        #expect(totals.withoutAmount.map(\.key) == ["X"])
    }

    @Test func `the order of terms changes no digit`() {
        let terms = (1...60).map { Self.term("\($0)", Double($0 * 7919) / 100, Double($0) / 61, .bestCase) }
        let expected = RenewalTotals(of: terms)
        for _ in 0..<6 {
            let totals = RenewalTotals(of: terms.shuffled())
            #expect(totals.due == expected.due && totals.expected == expected.expected)
            #expect(totals.high == expected.high && totals.deviation == expected.deviation)
        }
    }

    @Test func `of nothing there is no share`() {
        #expect(RenewalTotals(of: []).expected == .known(0))
        #expect(RenewalTotals(of: []).expectedShare == .absent(.emptyDenominator))
    }

    private static func term(
        _ key: String, _ amount: Double?, _ probability: Double, _ category: RenewalForecast.Category
    ) -> RenewalForecast {
        RenewalForecast(
            contract: FactIdentity(source: "test", key: key), slot: 0, renewsOn: .on("2026-06-30"),
            noticeBy: .on("2026-06-30"), autoRenews: false, amount: amount.map(Measured.known) ?? .absent(.noFxRate),
            probability: probability, category: category, likeIt: 0, likeItRenewed: 0)
    }
}
