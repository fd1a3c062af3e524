import Testing

@testable import BellwetherCore

@Suite struct OutcomeTests {
    /// Over January to March 2026, asked in June.
    private static func outcome(_ company: Company, slot: Int = 0) -> Outcome? {
        let context = company.context(at: "2026-06-01")
        let account = company.accounts[slot]
        let timeline = MRRTimeline(of: account, in: context)
        return account.outcome(over: Period(.on("2026-01-01")..<(.on("2026-04-01"))), timeline, in: context)
    }

    @Test(arguments: [
        ("2026-02-10", Outcome.lost(.left, on: .on("2026-02-10"))), ("2026-01-01", .lost(.left, on: .on("2026-01-01"))),
        ("2026-03-31", .lost(.left, on: .on("2026-03-31"))), ("2026-04-01", .kept),
    ])
    func `an account is lost on the day its last paid service ends, if that lies in the horizon`(
        _ end: String, _ expected: Outcome
    ) {
        var company = Company()
        company.addPayer(slot: 0, 100, to: end)
        #expect(Self.outcome(company) == expected)
    }

    @Test func `of an account that was gone before, or came later, there is nothing to lose`() {
        var company = Company()
        company.addPayer(slot: 0, 100, to: "2025-12-31")
        company.addPayer(slot: 1, 100, from: "2026-02-01")
        company.addAccount("trial", slot: 2, ["status": "trialing"])
        #expect((0...2).map { Self.outcome(company, slot: $0) } == [nil, nil, nil])
    }

    @Test(arguments: [
        (Int64(70), Outcome.lost(.shrank, on: .on("2026-02-10"))), (71, .kept),
        (50, .lost(.shrank, on: .on("2026-02-10"))),
        (140, .kept),
    ])
    func `one that pays at least 30 % less is lost too`(_ pays: Int64, _ expected: Outcome) {
        var company = Company()
        company.addPayer(slot: 0, 100, to: "2026-02-10")
        company.addPrice(slot: 0, "s0b", pays, from: "2026-02-10")
        #expect(Self.outcome(company) == expected)
    }

    @Test func `what comes back before the horizon is over was not lost`() {
        var company = Company()
        company.addPayer(slot: 0, 100, to: "2026-01-20")
        company.addPrice(slot: 0, "s0b", 95, from: "2026-03-10")
        #expect(Self.outcome(company) == .kept)
    }

    @Test func `a pause that is not too long loses nobody`() {
        var company = Company()
        company.addPayer(
            slot: 0, 100, from: "2024-01-01", to: nil, [:], ["paused_from": "2026-03-20", "paused_until": "2026-04-20"])
        #expect(Self.outcome(company) == .kept)
    }

    @Test func `where nothing is known of what it pays, its status tells`() {
        var company = Company()
        company.addAccount("a", slot: 0, ["status": "churned", "churned_at": "2026-03-05"])
        company.addAccount("b", slot: 1, ["status": "active"])
        company.addAccount("c", slot: 2, ["status": "churned", "churned_at": "2025-03-05"])
        #expect(Self.outcome(company) == .lost(.left, on: .on("2026-03-05")))
        #expect(Self.outcome(company, slot: 1) == .kept)
        #expect(Self.outcome(company, slot: 2) == nil)
    }

    @Test(
        arguments: [
            (["ended_at": "2026-02-10"], Outcome.lost(.left, on: .on("2026-02-10"))),
            (["ended_at": "2026-04-01"], .kept),
            (["ended_at": "2025-06-30"], nil), (["status": "cancelled"], nil), ([:], .kept),
        ] as [([String: FactValue], Outcome?)])
    func `what has no price ends too, and when nobody says when, it is lost in no month`(
        fields: [String: FactValue], expected: Outcome?
    ) {
        var company = Company()
        company.addAccount("a", slot: 0, ["status": "active"])
        company.add(.subscription, "s", fields.merging(["started_at": "2024-01-01"]) { $1 })
        #expect(Self.outcome(company) == expected)
    }

    /// 100 USD stay 100 USD, whatever a euro costs.
    @Test func `rates lose nobody`() {
        var company = Company()
        company.addPayer(slot: 0, 100, ["currency": "USD"], ["currency": "USD"])
        company.add(.fxRate, "1", slot: nil, ["day": "2025-12-01", "base": "USD", "quote": "EUR", "rate": 0.9])
        company.add(.fxRate, "2", slot: nil, ["day": "2026-02-01", "base": "USD", "quote": "EUR", "rate": 0.4])
        #expect(Self.outcome(company) == .kept)
    }
}
