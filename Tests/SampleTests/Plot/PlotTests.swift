import BellwetherCore
import Sample
import Testing

@Suite struct PlotTests {
    /// Seeds and days of all kinds: the middle of a southern August, the days after New Year, a leap day.
    @Test(arguments: [
        (1, "2026-11-20"), (2, "2026-08-28"), (7, "2026-01-04"), (42, "2028-02-29"), (99, "2026-05-17"),
    ])
    func `keeps most accounts well and some at risk`(seed: UInt64, until: String) throws {
        let until = try #require(Day(until))
        let exports = Exports(SampleCompany(accounts: 200, until: until, days: 190, seed: seed).files)
        let reckoning = Reckoning(exports, asOf: until + 1)
        #expect((0.08...0.12).contains(reckoning.share(0..<50)), "at risk: \(reckoning.share(0..<50))")
        #expect((0.15...0.20).contains(reckoning.share(50..<75)), "watch: \(reckoning.share(50..<75))")
        #expect((0.70...0.76).contains(reckoning.share(75..<101)), "good: \(reckoning.share(75..<101))")
    }

    @Test func `makes a company worth looking at`() throws {
        let until = SampleCompanyTests.until
        let accounts = CastTests.exports.records("accounts.csv")
        func count(_ column: String, _ value: String) -> Int { accounts.count { $0[column] == value } }
        #expect(count("status", "churned") > 15)
        #expect(count("status", "trialing") > 3)
        #expect(count("status", "cancelling") >= 2)
        #expect(count("excluded", "true") == 3)
        #expect(accounts.contains { ($0.day("started_at") ?? until) > until - 60 && $0["status"] == "active" })
        #expect(Set(accounts.map { $0[text: "currency"] }) == ["EUR", "USD", "GBP"])
        #expect(accounts.count { $0["currency"] == "EUR" } > 130)
    }

    @Test func `lets scores fall within thirty days`() {
        let before = CastTests.now.earlier(byDays: 30).scores
        let fallen = CastTests.scores.filter { name, score in (before[name] ?? 0) - score > 20 }
        #expect(fallen.count >= 6)
    }
}
