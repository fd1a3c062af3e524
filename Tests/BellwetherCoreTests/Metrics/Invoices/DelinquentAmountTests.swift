import Testing

@testable import BellwetherCore

@Suite struct DelinquentAmountTests {
    private static let company: Company = {
        var company = Company()
        company.addAccount("acme", ["status": "active"])
        company.add(.subscription, "s", ["amount": 10_000, "interval": "month", "started_at": "2025-01-01"])
        // 31, 30 and 10 days past due on the 25th of March.
        for (key, due, total) in [("1", "2026-02-22", 10_000), ("2", "2026-02-23", 5_000), ("3", "2026-03-15", 2_500)] {
            company.add(
                .invoice, key,
                ["issued_at": "2026-02-01", "due_date": .text(due), "total": .integer(Int64(total))])
        }
        return company
    }()

    @Test func `delinquent after thirty days is told, and is no churn`() {
        let company = Self.company
        #expect(company.measured(.overdueAmount, at: "2026-03-25") == .known(175))
        #expect(company.measured(.delinquentAmount, at: "2026-03-25") == .known(100))
        #expect(company.measured(.delinquentAmount, at: "2026-03-24") == .known(0))
        #expect(company.measured(.mrr, at: "2026-03-25") == .known(100))
        #expect(company.accounts[0].status(at: .berlin("2026-03-25")) == .active)
        let group = company.portfolio("2026-01-01", "2026-03-25")
        #expect(GroupMetric.logoChurn.measured(for: group) == .known(0))
    }

    @Test func `after how many days is the policy's choice`() {
        var policy = BillingPolicy()
        policy.delinquentAfterDays = 9
        #expect(Self.company.measured(.delinquentAmount, at: "2026-03-25", billing: policy) == .known(175))
        policy.delinquentAfterDays = 60
        #expect(Self.company.measured(.delinquentAmount, at: "2026-03-25", billing: policy) == .known(0))
    }
}
