import Testing

@testable import BellwetherCore

/// A list says that somebody has left, and not when.
@Suite struct DepartureTests {
    private func row(_ fields: [String: FactValue], observed: String = "2026-03-10T08:00:00Z") -> FactRow {
        var company = Company()
        company.add(.account, "acme", observed: observed, fields)
        return company.changes[0].row
    }

    private func seen(
        _ now: [String: FactValue], after before: [String: FactValue], isReadAnew: Bool = false
    ) -> Day? {
        let dated = SeenDates(in: .utc).dated(
            row(now), of: .account, after: row(before, observed: "2026-03-01T08:00:00Z"), isReadAnew: isReadAnew)
        return Profile(FactReader(kind: .account, source: "crm", row: dated)).seenGone
    }

    @Test func `who was a customer and is none any more is gone since that was read`() {
        #expect(seen(["status": "churned"], after: ["status": "active"]) == Day("2026-03-10"))
        #expect(seen(["status": "churned"], after: [:]) == Day("2026-03-10"))
        #expect(seen(["status": "active"], after: ["status": "active"]) == nil)
        #expect(seen(["status": "churned", "churned_at": "2026-03-05"], after: [:]) == nil)
    }

    @Test func `another owner of one that is gone makes no other day of it`() {
        let gone: [String: FactValue] = ["status": "churned", "owner": "kim", "seen_gone_at": "2026-02-03"]
        #expect(seen(["status": "churned", "owner": "lee"], after: gone) == Day("2026-02-03"))
        #expect(
            seen(["status": "churned"], after: ["status": "churned", "churned_at": "2026-02-01"]) == Day("2026-02-01"))
        #expect(seen(["status": "churned", "owner": "lee"], after: ["status": "churned"]) == nil)
    }

    @Test func `a column that is only read since today tells no news`() {
        #expect(seen(["status": "churned"], after: [:], isReadAnew: true) == nil)
        let gone: [String: FactValue] = ["status": "churned", "seen_gone_at": "2026-02-03"]
        #expect(seen(["status": "churned", "owner": "lee"], after: gone, isReadAnew: true) == Day("2026-02-03"))
    }

    @Test func `it has left on that day, unless its subscriptions say better`() throws {
        func account(_ ended: FactValue) -> (AccountView, AsOf, AsOf) {
            var company = Company()
            company.addAccount("acme", ["status": "churned", "seen_gone_at": "2026-03-10"])
            company.add(.subscription, "s", ["mrr": 1_000_000, "started_at": "2024-01-01", "ended_at": ended])
            return (company.accounts[0], .berlin("2026-03-05"), .berlin("2026-03-25"))
        }
        let (open, before, after) = account(.absent)
        #expect(open.status(at: before) == .active)
        #expect(open.status(at: after) == .churned)
        #expect(open.left(by: after) == Day("2026-03-10"))
        let (ended, _, later) = account("2026-03-01")
        #expect(ended.left(by: later) == Day("2026-03-01"))
    }

    @Test func `its money is churn of that day`() {
        var company = Company()
        company.addAccount("acme", ["status": "churned", "seen_gone_at": "2026-03-10"])
        company.add(.subscription, "s", ["mrr": 1_000_000, "started_at": "2024-01-01"])
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.churnMRR(group) == .known(1))
        #expect(GroupMetric.logoChurn(group) == .known(1))
    }
}
