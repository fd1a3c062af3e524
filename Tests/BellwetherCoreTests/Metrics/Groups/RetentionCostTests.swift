import Testing

@testable import BellwetherCore

@Suite struct RetentionCostTests {
    /// M22: 45,000 in a quarter, 500 at the start, 480 kept; and 15,000 for winning new ones.
    private let golden: Company = {
        var company = Company()
        for slot in 0..<530 {
            company.addPayer(
                slot: slot, 100, from: slot < 500 ? "2024-01-01" : "2026-02-01", to: slot < 20 ? "2026-02-10" : nil)
        }
        for month in 1...3 {
            company.addCost(
                "r\(month)", "retention", 1_500_000, "2026-0\(month)-01", "2026-0\(month + 1)-01", slot: nil)
            company.addCost(
                "a\(month)", "acquisition", 500_000, "2026-0\(month)-01", "2026-0\(month + 1)-01", slot: nil)
        }
        return company
    }()

    @Test func `the golden example is 93.75 a quarter and 31.25 a month`() {
        let quarter = golden.portfolio("2026-01-01", "2026-04-01", billing: BillingPolicy(grossMargin: 0.8))
        #expect(GroupMetric.retentionCost(quarter).isAbout(93.75))
        #expect(GroupMetric.retentionCostMonthly(quarter).isAbout(31.25))
        #expect(GroupMetric.retentionCostShare(quarter).isAbout(31.25 / 80))
        for metric in GroupMetric.all where metric.name.contains("crc") {
            #expect(
                !metric(quarter).isAbout(60_000.0 / 530, within: 0.01), "acquisition is no retention: \(metric.name)")
        }
    }

    @Test func `what belongs to nobody is not spread over owners`() {
        let owners = golden.groups(.owner, "2026-01-01", "2026-04-01")
        #expect(owners.map { GroupMetric.retentionCost($0) } == [.absent(.noData)])
    }

    @Test func `without a cost of the period it is not known, rather than free`() {
        #expect(GroupMetric.retentionCost(golden.portfolio("2026-04-01", "2026-07-01")) == .absent(.noData))
    }

    @Test func `what winning and serving cost does not say that keeping is free`() {
        var company = Company()
        company.addPayer(slot: 0, 100)
        company.addCost("1", "acquisition", 310_00, "2026-01-01", "2026-02-01")
        let won = company.portfolio("2026-01-01", "2026-02-01", billing: BillingPolicy(grossMargin: 0.8))
        for metric in GroupMetric.all where metric.name.contains("crc") {
            #expect(metric(won) == .absent(.noData), "\(metric.name)")
        }
        company.addCost("2", "service", 62_00, "2026-01-01", "2026-02-01")
        let served = company.portfolio("2026-01-01", "2026-02-01")
        #expect(GroupMetric.retentionCost(served) == .absent(.noData))
        #expect(GroupMetric.retentionCostOfAll(served).isAbout(62))
    }

    @Test func `an unknown margin is not 1`() {
        let quarter = golden.portfolio("2026-01-01", "2026-04-01")
        #expect(GroupMetric.retentionCostShare(quarter) == .absent(.noData))
    }

    @Test func `a cost is spread over its days`() {
        var company = Company()
        company.addPayer(slot: 0, 100)
        company.addCost("1", "retention", 310_00, "2026-01-01", "2026-02-01")
        #expect(GroupMetric.retentionCost(company.portfolio("2026-01-22", "2026-02-22")).isAbout(100))
    }

    @Test func `who moved up to the top plan had more to buy`() {
        var early = Company()
        early.addPayer(slot: 0, 100, to: "2026-02-10", ["plan": "Team"])
        early.addPayer(slot: 1, 100, ["plan": "Team"])
        var late = early
        late.addAccount("a0", slot: 0, ["plan": "Enterprise"])
        late.addPrice(slot: 0, "more", 150, from: "2026-02-10")
        var billing = BillingPolicy()
        billing.topPlans = ["Enterprise"]
        let group = late.portfolio("2026-01-01", "2026-04-01", billing: billing, knownThen: early.accounts)
        #expect(GroupMetric.upsellRate(group) == .known(0.5))
    }

    /// M25: 200 active, 20 on the top plan, 27 of the others expanded.
    @Test func `the golden upsell rate is 0.15 of those with more to buy`() {
        var company = Company()
        for slot in 0..<200 {
            let expands = slot < 27
            company.addPayer(
                slot: slot, 100, to: expands ? "2026-02-10" : nil, ["plan": slot >= 180 ? "Enterprise" : "Team"])
            if expands { company.addPrice(slot: slot, "more\(slot)", 120, from: "2026-02-10") }
        }
        var billing = BillingPolicy()
        billing.topPlans = ["Enterprise"]
        let quarter = company.portfolio("2026-01-01", "2026-04-01", billing: billing)
        #expect(GroupMetric.upsellRate(quarter) == .known(0.15))
    }
}
