import Testing

@testable import BellwetherCore

@Suite struct AccountStatusTests {
    static let rows: [Row<AccountStatus>] = [
        Row(["status": "active"], .active), Row(["status": "past_due"], .pastDue), Row(["status": "paused"], .paused),
        Row(["status": "churned", "churned_at": "2026-03-24"], .churned),
        Row(["status": "churned", "churned_at": "2026-03-25"], .active),
        Row(["status": "churned"], .churned), Row(["churned_at": "2026-03-01"], .churned),
        Row(["status": "active", "churned_at": "2025-03-01"], .active),
        Row(["started_at": "2026-03-26"], .prospect), Row(["started_at": "2026-03-25"], .active),
    ]

    @Test(arguments: rows)
    func `it is what it was at the start of 25 March`(row: Row<AccountStatus>) {
        var company = Company()
        company.addAccount("acme", row.fields)
        #expect(company.accounts[0].status(at: .berlin("2026-03-25")) == row.expected)
    }

    @Test func `without a date of leaving it left when its last subscription ended`() {
        var company = Company()
        company.addAccount("acme", ["status": "churned"])
        company.add(.subscription, "s1", ["started_at": "2024-01-01", "ended_at": "2026-03-10"])
        company.add(.subscription, "s2", ["started_at": "2024-01-01", "ended_at": "2025-03-10"])
        #expect(company.accounts[0].status(at: .berlin("2026-03-10")) == .active)
        #expect(company.accounts[0].status(at: .berlin("2026-03-11")) == .churned)
    }

    @Test func `nothing counts an excluded account`() {
        var company = Company()
        company.addAccount("acme", ["excluded": "true"])
        #expect(company.accounts[0].watchedStatus(at: .berlin("2026-03-25")) == nil)
    }
}
