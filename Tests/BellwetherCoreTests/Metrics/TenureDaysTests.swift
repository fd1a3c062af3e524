import Testing

@testable import BellwetherCore

@Suite struct TenureDaysTests {
    @Test(arguments: [
        ("2026-03-25", Measured.known(0)), ("2026-03-24", .known(1)), ("2025-03-25", .known(365)),
        ("2026-03-26", .absent(.notApplicable)),
    ])
    func `it counts calendar days from the start`(started: String, expected: Measured) {
        var company = Company()
        company.addAccount("acme", ["started_at": .text(started)])
        #expect(company.measured(.tenureDays, at: "2026-03-25T09:00") == expected)
    }

    @Test func `it goes on for one who has left, and does not go stale`() {
        var company = Company()
        company.addAccount("acme", ["started_at": "2026-01-01", "status": "churned"])
        company.deliver(.account, state: .stale(since: .distantPast))
        #expect(company.measured(.tenureDays, at: "2026-03-25") == .known(83))
    }

    @Test func `without a start it is not known`() {
        var company = Company()
        company.addAccount("acme", ["started_at": .absent])
        #expect(company.measured(.tenureDays, at: "2026-03-25") == .absent(.noData))
    }
}
