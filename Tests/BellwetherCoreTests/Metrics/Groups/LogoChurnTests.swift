import Testing

@testable import BellwetherCore

@Suite struct LogoChurnTests {
    /// M11: 1,000 at the start, 64 of them lost; 300 new, 10 of them lost.
    static let golden: Company = {
        var company = Company()
        for slot in 0..<1300 {
            let isNew = slot >= 1000
            let isLost = slot < 64 || (1000..<1010).contains(slot)
            company.addPayer(
                slot: slot, 10, from: isNew ? "2026-05-02" : "2024-01-01", to: isLost ? "2026-05-20" : nil,
                isLost ? ["churned_at": "2026-05-20", "status": "churned"] : [:])
        }
        return company
    }()

    @Test func `the golden example is 64 of 1,000, with the new ones apart`() {
        let may = Self.golden.portfolio("2026-05-01", "2026-06-01")
        #expect(GroupMetric.logoChurn(may) == .known(0.064))
        #expect(GroupMetric.earlyChurn(may).isAbout(10.0 / 300))
        #expect(GroupMetric.churnWithNew(may).isAbout(74.0 / 1300))
        #expect(GroupMetric.accounts(may) == .known(1226))
    }

    /// 002 divides new leavers by a base without them, 000 divides the new by the old, and some multiply by twelve.
    @Test func `none of the wrong readings comes out anywhere`() {
        let may = Self.golden.portfolio("2026-05-01", "2026-06-01")
        for metric in GroupMetric.all {
            for wrong in [0.074, 0.30, 12 * 0.064] { #expect(!metric(may).isAbout(wrong), "\(metric.name)") }
        }
        #expect(GroupMetric.logoChurnAnnual(may).isAbout(0.547_821_212_618_783_4, within: 1e-12))
    }

    @Test func `who left and came back within the period is not lost`() {
        var company = Company()
        company.addPayer(slot: 0, 10, to: "2026-05-05")
        company.addPrice(slot: 0, "again", 10, from: "2026-05-25")
        #expect(GroupMetric.logoChurn(company.portfolio("2026-05-01", "2026-06-01")) == .known(0))
    }

    /// An end on the first of a month belongs to the month that begins: the state before it still pays (1.6).
    @Test func `a boundary is the state just before it`() {
        var company = Company()
        company.addPayer(slot: 0, 10, to: "2026-06-01")
        #expect(GroupMetric.logoChurn(company.portfolio("2026-05-01", "2026-06-01", at: "2026-07-01")) == .known(0))
        #expect(GroupMetric.logoChurn(company.portfolio("2026-06-01", "2026-07-01")) == .known(1))
    }

    @Test func `notice given is not gone, unless the policy says so`() {
        var company = Company()
        company.addPayer(slot: 0, 10, to: "2026-08-01", [:], ["cancel_requested_at": "2026-05-10"])
        #expect(GroupMetric.logoChurn(company.portfolio("2026-05-01", "2026-06-01")) == .known(0))
        var early = BillingPolicy()
        early.churnAt = .request
        #expect(GroupMetric.logoChurn(company.portfolio("2026-05-01", "2026-06-01", billing: early)) == .known(1))
    }

    @Test(arguments: [("2026-05-20", 0.0), ("2026-02-01", 1.0)])
    func `a pause of up to 90 days is no churn`(from: String, expected: Double) {
        var company = Company()
        company.addPayer(slot: 0, 10, [:], ["paused_from": .text(from)])
        company.addPayer(slot: 1, 10)
        let group = company.portfolio("2026-02-01", "2026-06-01")
        #expect(GroupMetric.logoChurn(group) == .known(expected / 2))
    }

    @Test func `nobody at the start leaves nothing to divide by, and no source of subscriptions nothing at all`() {
        var company = Company()
        company.addAccount()
        #expect(GroupMetric.logoChurn(company.portfolio("2026-05-01", "2026-06-01")) == .absent(.noData))
        company.deliver(.subscription)
        #expect(GroupMetric.logoChurn(company.portfolio("2026-05-01", "2026-06-01")) == .absent(.emptyDenominator))
        company.deliver(.subscription, state: .stale(since: .distantPast))
        #expect(GroupMetric.logoChurn(company.portfolio("2026-05-01", "2026-06-01")) == .absent(.stale))
    }

    @Test func `it is told for each owner, and the unassigned are a row of their own`() {
        var company = Company()
        company.addPayer(slot: 0, 10, ["owner": "kim"])
        company.addPayer(slot: 1, 10, to: "2026-05-20", ["owner": "dana"])
        company.addPayer(slot: 2, 10)
        company.addPayer(slot: 3, 10, ["owner": "kim", "excluded": "true"])
        let groups = company.groups(.owner, "2026-05-01", "2026-06-01")
        #expect(groups.map(\.name) == ["dana", "kim", "unassigned"])
        #expect(groups.map { GroupMetric.logoChurn($0) } == [.known(1), .known(0), .known(0)])
    }

    @Test func `subsidiaries roll up to the company at the top, and a circle ends`() {
        var company = Company()
        company.addPayer(slot: 0, 10)
        company.addPayer(slot: 1, 10, ["parent": "a0"])
        company.addPayer(slot: 2, 10, ["parent": "a1"])
        company.addPayer(slot: 3, 10, ["parent": "a4"])
        company.addPayer(slot: 4, 10, ["parent": "a3"])
        let groups = company.groups(.parent, "2026-05-01", "2026-06-01")
        #expect(groups.map(\.name) == ["a0", "a3"])
        #expect(groups.map { GroupMetric.groupMRR($0) } == [.known(30), .known(20)])
    }

    @Test func `with the accounts as they were known, owners are those of the period's start`() {
        var before = Company()
        before.addPayer(slot: 0, 10, ["owner": "kim"])
        var now = Company()
        now.addPayer(slot: 0, 10, ["owner": "dana"])
        let groups = now.groups(.owner, "2026-05-01", "2026-06-01", knownThen: before.accounts)
        #expect(groups.map(\.name) == ["kim"])
    }
}
