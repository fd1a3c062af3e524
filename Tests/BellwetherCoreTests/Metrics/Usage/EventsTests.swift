import Testing

@testable import BellwetherCore

@Suite struct EventsTests {
    @Test func `events of all features in the 30 whole days before today`() {
        var company = Company()
        company.addAccount()
        company.addUsage(from: "2026-02-01", to: "2026-03-26", feature: "reports", count: 2)
        company.addUsage(from: "2026-03-24", to: "2026-03-26", feature: "api", count: 100)
        #expect(company.measured(.events, at: "2026-03-25T18:00") == .known(30 * 2 + 100))
    }
}
