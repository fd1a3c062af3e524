import Testing

@testable import BellwetherCore

/// M13: refunds leave MRR as it is, but for a year that was ended early with one.
@Suite struct RefundedPlansTests {
    private static let year: [String: FactValue] = [
        "cancel_requested_at": "2026-02-20", "term_start": "2025-07-01", "term_end": "2026-07-01",
    ]

    private static func company(_ subscription: [String: FactValue] = year) -> Company {
        var company = Company()
        company.addPayer(slot: 0, 100, to: "2026-07-01", [:], subscription)
        return company
    }

    private func churn(_ company: Company, _ from: String = "2026-03-01", _ to: String = "2026-04-01") -> Measured {
        GroupMetric.churnMRR(company.portfolio(from, to))
    }

    @Test func `a year ended early with a credit note is lost on the day of the note`() {
        var company = Self.company()
        company.add(.creditNote, "n", ["subscription_id": "s0", "at": "2026-03-10", "amount": 40_000])
        #expect(churn(company) == .known(100))
        #expect(churn(company, "2026-06-01", "2026-08-01") == .known(0))
        #expect(GroupMetric.logoChurn(company.portfolio("2026-03-01", "2026-04-01")) == .known(1))
        #expect(company.measured(.mrr, at: "2026-03-10") == .known(100))
        #expect(company.measured(.mrr, at: "2026-03-11") == .known(0))
    }

    @Test func `so is one of which a payment went back`() {
        var company = Self.company([
            "amount": 120_000, "mrr": .absent, "interval": "year", "cancel_requested_at": "2026-02-20",
        ])
        company.add(
            .invoice, "i", ["number": "2025-7", "subscription_id": "s0", "issued_at": "2025-07-01", "total": 120_000])
        company.add(.payment, "p1", ["invoice_id": "2025-7", "at": "2025-07-05", "amount": 120_000])
        #expect(churn(company) == .known(0))
        company.add(.payment, "p2", ["invoice_id": "2025-7", "at": "2026-03-10", "amount": -40_000])
        #expect(churn(company) == .known(100))
    }

    static let others: [[String: FactValue]] = [
        ["subscription_id": "s0", "at": "2026-02-19", "amount": 40_000],
        ["subscription_id": "s0", "at": "2026-07-01", "amount": 40_000],
        ["subscription_id": "another", "at": "2026-03-10", "amount": 40_000],
        ["subscription_id": "s0", "at": "2026-03-10", "amount": 40_000, "status": "void"],
    ]

    @Test(arguments: others)
    func `before notice, after the end, of another plan or withdrawn, it leaves the year as it is`(
        note: [String: FactValue]
    ) {
        var company = Self.company()
        company.add(.creditNote, "n", note)
        #expect(churn(company) == .known(0))
        #expect(churn(company, "2026-07-01", "2026-08-01") == .known(100))
    }

    @Test func `a month that is refunded is paid until its end`() {
        var company = Self.company([
            "cancel_requested_at": "2026-02-20", "term_start": "2026-06-01", "term_end": "2026-07-01",
        ])
        company.add(.creditNote, "n", ["subscription_id": "s0", "at": "2026-03-10", "amount": 40_000])
        #expect(churn(company) == .known(0))
    }
}
