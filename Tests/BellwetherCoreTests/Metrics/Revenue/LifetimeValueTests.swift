import Testing

@testable import BellwetherCore

@Suite struct LifetimeValueTests {
    /// M17: 100 × 5 × 12 and 50 × 3 × 24; M19: the second in years.
    @Test func `the purchase form gives 6,000 and 3,600, in months as in years`() {
        #expect(LifetimeValue.simple(orderValue: 100, ordersPerUnit: 5, units: 12) == 6000)
        #expect(LifetimeValue.simple(orderValue: 50, ordersPerUnit: 3, units: 24) == 3600)
        #expect(LifetimeValue.simple(orderValue: 50, ordersPerUnit: 36, units: 2) == 3600)
    }

    /// M18: the document multiplies 1,100 and prints 7,500; 8,500 must not come out.
    @Test func `the net form gives 7,500, and a missing cost is not 0`() {
        let known = LifetimeValue.net(revenuePerYear: 1000, years: 10, acquisition: 500, service: 2000)
        #expect(known == .known(7500))
        #expect(known != .known(8500))
        let missing = LifetimeValue.net(revenuePerYear: 1000, years: 10, acquisition: nil, service: 2000)
        #expect(missing == .absent(.noData))
    }

    /// M21: 7,500, 6,000 and 1,500, of which the last is below half of the median.
    @Test func `a value below half of the median is flagged, among twenty`() {
        #expect(LowValues.flagged([7500, 6000, 1500], least: 0) == [2])
        #expect(LowValues.flagged([7500, 6000, 1500]).isEmpty)
        #expect(LowValues.flagged(Array(repeating: 100, count: 19) + [49, 50]) == [19])
    }

    @Test func `the formula stops at sixty months`() {
        #expect(LifetimeValue.byFormula(arpa: 100, grossMargin: 0.8, monthlyChurn: 0.05) == 1600)
        #expect(LifetimeValue.byFormula(arpa: 100, grossMargin: 0.8, monthlyChurn: 0) == 4800)
    }

    /// Ten years at 1,000 a year less 2,500.
    @Test func `an account's own net value is what it brought in less what it cost`() {
        var company = Company()
        company.addPayer(slot: 0, 100, from: "2025-03-25")
        #expect(company.measured(.netLifetimeValue, at: "2026-03-25") == .absent(.noData))
        company.addCost("1", "acquisition", 50_000, "2025-03-01", "2025-04-01")
        company.addCost("2", "retention", 20_000, "2025-06-01", "2025-07-01")
        company.addCost("3", "service", 4_000, "2025-06-01", "2025-07-01")
        company.add(
            .cost, "4",
            ["category": "hosting", "amount": 6_000, "period_start": "2025-06-01", "period_end": "2025-07-01"])
        let revenue = 1200.0
        #expect(company.measured(.netLifetimeValue, at: "2026-03-25").isAbout(revenue - 800, within: 1e-6))
        let billing = BillingPolicy(grossMargin: 0.8)
        let forward = company.measured(.forwardLifetimeValue, at: "2026-03-25", billing: billing).value ?? 0
        #expect(
            company.measured(.totalLifetimeValue, at: "2026-03-25", billing: billing)
                .isAbout(revenue * 0.8 + forward - 700, within: 1e-6))
        #expect(company.measured(.totalLifetimeValue, at: "2026-03-25") == .absent(.noData))
    }

    /// The catalogue's own: 1,000 a year for ten years of 3,652 days, less 2,500.
    @Test func `ten years are ten, however many days they had`() {
        var company = Company()
        company.addPayer(slot: 0, 0, from: "2016-03-25", [:], ["mrr": 83_333_333])
        company.addCost("1", "acquisition", 200_000, "2016-03-01", "2016-04-01")
        company.addCost("2", "service", 50_000, "2016-06-01", "2016-07-01")
        #expect(company.measured(.netLifetimeValue, at: "2026-03-25").isAbout(7500, within: 0.005))
    }

    @Test func `what was paid since nobody knows when is not added up`() {
        var company = Company()
        company.addAccount("a0", ["started_at": .absent])
        company.add(.subscription, "s0", ["mrr": 1_000_000])
        company.addCost("1", "acquisition", 50_000, "2025-06-01", "2025-07-01")
        company.addCost("2", "retention", 20_000, "2025-06-01", "2025-07-01")
        #expect(company.measured(.netLifetimeValue, at: "2026-03-25") == .absent(.noData))
        company.addAccount("a0", ["started_at": "2025-03-25"])
        let revenue = 12.0
        #expect(company.measured(.netLifetimeValue, at: "2026-03-25").isAbout(revenue - 700, within: 1e-6))
    }

    /// M18: won before the data begins, or served by nobody who writes it down, an account cost something all the same.
    @Test(arguments: [("acquisition", "retention"), ("acquisition", "service"), ("retention", "acquisition")])
    func `a net value wants costs of winning and of serving, though they be 0`(first: String, second: String) {
        var company = Company()
        company.addPayer(slot: 0, 100, from: "2025-03-25")
        company.addCost("1", first, 50_000, "2025-06-01", "2025-07-01")
        #expect(company.measured(.netLifetimeValue, at: "2026-03-25") == .absent(.noData))
        company.addCost("2", second, 0, "2026-03-25", "2026-04-01")
        #expect(company.measured(.netLifetimeValue, at: "2026-03-25") == .absent(.noData), "not begun yet")
        let billing = BillingPolicy(grossMargin: 0.8)
        #expect(company.measured(.totalLifetimeValue, at: "2026-03-25", billing: billing) == .absent(.noData))
        #expect(company.measured(.totalLifetimeValue, at: "2026-03-26", billing: billing).value != nil)
        let revenue = 100 * (12 + 1 / 31.0)
        #expect(company.measured(.netLifetimeValue, at: "2026-03-26").isAbout(revenue - 500, within: 1e-6))
    }

    @Test func `an owner's mean is of the accounts of which it is known`() {
        var company = Company()
        for slot in 0..<4 { company.addPayer(slot: slot, 100, from: "2025-03-25") }
        company.addCost("1", "retention", 20_000, "2025-06-01", "2025-07-01")
        company.addCost("2", "retention", 30_000, "2025-06-01", "2025-07-01", slot: 1)
        company.addCost("3", "retention", 90_000, "2025-06-01", "2025-07-01", slot: 2)
        company.addCost("4", "acquisition", 0, "2025-03-01", "2025-04-01")
        company.addCost("5", "acquisition", 10_000, "2025-03-01", "2025-04-01", slot: 1)
        let group = company.portfolio("2025-12-25", "2026-03-25")
        #expect(GroupMetric.averageLifetimeValue(group).isAbout(1200.0 - 300, within: 1e-6))
        #expect(group.accountsOfLowValue.isEmpty)
    }

    @Test func `a group of buyers has a purchase form of its own`() {
        var company = Company()
        company.addPayer(slot: 0, 10)
        company.addPayer(slot: 1, 10, to: "2026-02-10")
        for number in 0..<6 {
            company.add(
                .order, "o\(number)", slot: number % 2,
                ["at": .text("2026-0\(1 + number / 2)-05"), "amount": 12_000, "refunded": number == 0 ? 6000 : .absent])
        }
        let group = company.portfolio("2026-01-01", "2026-04-01")
        // 110 an order, one a month and account; half lost in three months is 0.2063 a month.
        let churn = 1 - 0.5.power(1.0 / 3)
        #expect(GroupMetric.simpleLifetimeValue(group).isAbout(110 / churn, within: 1e-6))
    }

    @Test func `how long buyers stay is not known where none ever left`() {
        var company = Company()
        company.addPayer(slot: 0, 10)
        company.add(.order, "o", slot: 0, ["at": "2026-02-05", "amount": 12_000])
        let group = company.portfolio("2026-01-01", "2026-04-01")
        #expect(GroupMetric.simpleLifetimeValue(group) == .absent(.emptyDenominator))
    }

    @Test(arguments: [(2.0, 0.5), (0.936, 12.0), (0.5, 1.0 / 3), (10.0, 0.0), (1.0, 7.25), (3.5, 4.0)])
    func `powers are what they should be`(base: Double, exponent: Double) {
        let power = base.power(exponent)
        #expect(abs(power.power(1 / (exponent == 0 ? 1 : exponent)) - (exponent == 0 ? 1 : base)) < 1e-12)
        #expect(
            abs(base.power(exponent) * base.power(exponent) - base.power(2 * exponent)) < 1e-12 * power * power + 1e-12)
    }
}

extension Company {
    mutating func addCost(
        _ key: String, _ kind: String, _ cents: Int64, _ start: String, _ end: String, slot: Int? = 0
    ) {
        add(
            .cost, key, slot: slot,
            [
                "kind": .text(kind), "amount": .integer(cents), "period_start": .text(start), "period_end": .text(end),
            ])
    }
}
