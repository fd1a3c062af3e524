import Testing

@testable import BellwetherCore

@Suite struct UsageTrendTests {
    /// M27: 80 events after 100.
    @Test func `the golden example is a fifth less`() {
        var company = Company()
        company.addAccount()
        company.addUsage(from: "2026-02-22", to: "2026-02-23", count: 100)
        company.addUsage(from: "2026-02-23", to: "2026-02-24", count: 80)
        #expect(company.measured(.usageTrend, at: "2026-03-25").isAbout(-0.2, within: 1e-15))
    }

    /// 412 / 515 - 1 is a hair above -0.2, where (412 - 515) / 515 is what a rule's -0.2 is.
    @Test func `a fifth less is the number that a rule writes`() {
        var company = Company()
        company.addAccount()
        company.addUsage(from: "2026-02-22", to: "2026-02-23", count: 515)
        company.addUsage(from: "2026-02-23", to: "2026-02-24", count: 412)
        #expect(company.measured(.usageTrend, at: "2026-03-25") == .known(-0.2))
    }

    @Test func `nothing before is not infinite growth`() {
        var company = Company()
        company.addAccount()
        company.addUsage(from: "2026-03-01", to: "2026-03-20", count: 5)
        #expect(company.measured(.usageTrend, at: "2026-03-25") == .absent(.emptyDenominator))
    }

    @Test(arguments: [("2026-01-25", Measured.absent(.insufficientSample)), ("2026-01-24", .known(0))])
    func `an account younger than 60 days has no earlier window`(started: String, expected: Measured) {
        var company = Company()
        company.addAccount("acme", ["started_at": .text(started)])
        company.addUsage(from: "2026-01-24", to: "2026-03-25", count: 5)
        #expect(company.measured(.usageTrend, at: "2026-03-25") == expected)
    }
}
