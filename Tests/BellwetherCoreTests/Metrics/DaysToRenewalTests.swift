import Testing

@testable import BellwetherCore

@Suite struct DaysToRenewalTests {
    @Test(arguments: [
        (["2026-04-24", "2027-01-01"], Measured.known(30)), (["2026-03-25"], .known(0)),
        (["2026-03-24"], .absent(.noData)), ([], .absent(.noData)),
    ])
    func `it counts to the first term that ends`(ends: [String], expected: Measured) {
        var company = Company()
        company.addAccount("acme")
        company.deliver(.contract)
        for end in ends { company.add(.contract, end, ["end": .text(end)]) }
        #expect(company.measured(.daysToRenewal, at: "2026-03-25T09:00") == expected)
    }

    @Test func `a subscription's own term counts where no contract covers it`() {
        var company = Company()
        company.addAccount("acme")
        company.add(
            .subscription, "s",
            ["status": "active", "started_at": "2025-04-01", "mrr": .integer(1_000_000), "term_end": "2026-04-01"])
        #expect(company.measured(.daysToRenewal, at: "2026-03-25T09:00") == .known(7))
    }
}
