import Testing

@testable import BellwetherCore

@Suite struct ForwardLifetimeValueTests {
    /// M20: MRR 200 at a margin of 0.8.
    @Test(arguments: [(0.02, 5507.18), (0.05, 2899.95)])
    func `the golden examples come out to the cent`(churn: Double, expected: Double) {
        let billing = BillingPolicy(grossMargin: 0.8, priorMonthlyChurn: churn)
        #expect(
            paying(200).measured(.forwardLifetimeValue, at: "2026-03-25", billing: billing).isAbout(
                expected, within: 0.005))
    }

    @Test func `more churn takes almost half of it away`() throws {
        let company = paying(200)
        let low = BillingPolicy(grossMargin: 0.8, priorMonthlyChurn: 0.02)
        let high = BillingPolicy(grossMargin: 0.8, priorMonthlyChurn: 0.05)
        let before = try #require(company.measured(.forwardLifetimeValue, at: "2026-03-25", billing: low).value)
        let after = try #require(company.measured(.forwardLifetimeValue, at: "2026-03-25", billing: high).value)
        #expect(abs(after / before - 1 + 0.473) < 0.001)
    }

    @Test func `no churn is still some`() {
        let billing = BillingPolicy(grossMargin: 1, priorMonthlyChurn: 0)
        let value = paying(1).measured(.forwardLifetimeValue, at: "2026-03-25", billing: billing).value ?? 0
        #expect(value < 60 && value > 59)
    }

    @Test func `a segment may have a churn of its own`() {
        let billing = BillingPolicy(
            grossMargin: 0.8, priorMonthlyChurn: 0.02, priorMonthlyChurnBySegment: ["Retail": 0.05])
        let company = paying(200, segment: "Retail")
        #expect(
            company.measured(.forwardLifetimeValue, at: "2026-03-25", billing: billing).isAbout(2899.95, within: 0.005))
    }

    @Test func `an unknown margin is not a margin of one`() {
        #expect(paying(200).measured(.forwardLifetimeValue, at: "2026-03-25") == .absent(.noData))
    }

    @Test func `one who has left has no value ahead`() {
        let billing = BillingPolicy(grossMargin: 0.8)
        var company = paying(200)
        company.addAccount("acme", ["status": "churned"])
        #expect(company.measured(.forwardLifetimeValue, at: "2026-03-25", billing: billing) == .absent(.notApplicable))
    }

    private func paying(_ amount: Int64, segment: String = "Industry") -> Company {
        var company = Company()
        company.addAccount("acme", ["segment": .text(segment)])
        company.add(.subscription, "1", ["mrr": .integer(amount * 1_000_000)])
        return company
    }
}
