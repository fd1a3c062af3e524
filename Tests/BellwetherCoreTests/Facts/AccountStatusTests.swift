import Testing

@testable import BellwetherCore

@Suite struct AccountStatusTests {
    static let rows: [Row<AccountStatus>] = [
        Row(["status": "active"], .active), Row(["status": "past_due"], .pastDue), Row(["status": "paused"], .paused),
        Row(["status": "churned", "churned_at": "2026-03-24"], .churned),
        Row(["status": "churned", "churned_at": "2026-03-25"], .active),
        Row(["status": "churned"], .churned), Row(["churned_at": "2026-03-01"], .churned),
        Row(["status": "active", "churned_at": "2025-03-01"], .active),
        Row(["started_at": "2026-03-26"], .prospect), Row(["started_at": "2026-03-25"], .prospect),
        Row(["started_at": "2026-03-24"], .active),
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

    /// As its MRR does (METRICS 1.0): after its first day, or on it, once that was seen.
    @Test func `it starts when what it pays does`() {
        for observed in [nil, "2026-03-25T06:00:00Z"] {
            var company = Company()
            company.add(.account, "acme", observed: observed, ["started_at": "2026-03-25"])
            company.add(.subscription, "s", observed: observed, ["started_at": "2026-03-25", "mrr": 5_000_000])
            for moment in ["2026-03-25", "2026-03-25T05:00", "2026-03-25T09:00", "2026-03-26"] {
                let status = company.accounts[0].status(at: .berlin(moment))
                #expect((company.measured(.mrr, at: moment) == .known(5)) == (status == .active), "\(moment)")
                #expect(company.accounts.chunks[0].statuses(at: .berlin(moment)).first == status?.code)
            }
        }
    }

    static let ends: [(status: String?, ends: [String?], contract: String?, gone: Bool)] = [
        (nil, ["2026-03-10", "2025-01-01"], nil, true), (nil, ["2026-03-25"], nil, false),
        (nil, ["2026-03-10", nil], nil, false), (nil, [], nil, false), (nil, ["2026-03-10"], "2026-12-31", false),
        (nil, ["2026-03-10"], "2026-03-10", true), ("active", ["2026-03-10"], nil, false),
    ]

    @Test(arguments: ends)
    func `where no source tells how it stands, it is gone with all it had`(
        status: String?, ends: [String?], contract: String?, gone: Bool
    ) {
        var company = Company()
        company.addAccount("acme", ["status": status.map(FactValue.text) ?? .absent])
        for (number, end) in ends.enumerated() {
            let fields: [String: FactValue] = [
                "started_at": "2024-01-01", "mrr": 5_000_000, "ended_at": end.map(FactValue.text) ?? .absent,
            ]
            company.add(.subscription, "s\(number)", fields)
        }
        if let contract { company.add(.contract, "c", ["start": "2026-01-01", "end": .text(contract)]) }
        let asOf = AsOf.berlin("2026-03-25")
        #expect((company.accounts[0].status(at: asOf) == .churned) == gone)
        #expect((company.accounts.chunks[0].statuses(at: asOf).first == AccountStatus.churned.code) == gone)
    }

    @Test func `one that is over and nobody says since when is over`() {
        var company = Company()
        company.addAccount("acme")
        company.add(.subscription, "s", ["status": "canceled", "mrr": 5_000_000])
        #expect(company.accounts[0].status(at: .berlin("2026-03-25")) == .churned)
    }

    @Test func `nothing counts an excluded account`() {
        var company = Company()
        company.addAccount("acme", ["excluded": "true"])
        #expect(company.accounts[0].watchedStatus(at: .berlin("2026-03-25")) == nil)
    }
}
