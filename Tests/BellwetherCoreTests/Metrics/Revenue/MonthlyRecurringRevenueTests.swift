import Testing

@testable import BellwetherCore

@Suite struct MonthlyRecurringRevenueTests {
    /// M13: 4 × 500 a year, 2 × 30 a month, 10 a week, and 120 a year less 10 %.
    @Test func `the golden example is 279`() {
        var company = Company()
        company.addAccount()
        company.add(.subscription, "1", ["amount": 50_000, "quantity": 4, "interval": "year"])
        company.add(.subscription, "2", ["amount": 3000, "quantity": 2, "interval": "month"])
        company.add(.subscription, "3", ["amount": 1000, "interval": "week"])
        company.add(.subscription, "4", ["amount": 12_000, "interval": "year", "discount_percent": 10])
        #expect(company.measured(.mrr, at: "2026-03-25").isAbout(279, within: 0.000_001))
    }

    static let intervals: [(String, Int, Double)] = [
        ("day", 1, 3041.666_667), ("day", 30, 101.388_889), ("week", 2, 216.666_667), ("month", 1, 100),
        ("quarter", 1, 33.333_333), ("month", 6, 16.666_667), ("year", 2, 4.166_667),
    ]

    /// Kill Bill's analytics give 0 for all but monthly and yearly plans (customer-success X20).
    @Test(arguments: intervals)
    func `every interval is spread over its months`(interval: String, count: Int, expected: Double) {
        var company = Company()
        company.addAccount()
        company.add(
            .subscription, "1",
            ["amount": 10_000, "interval": .text(interval), "interval_count": .integer(Int64(count))])
        #expect(company.measured(.mrr, at: "2026-03-25").isAbout(expected, within: 0.000_001))
    }

    /// Discounted prices whose share of a month ends in a half of a ten-thousandth: binary digits fall short of it.
    @Test(
        arguments: [
            (92_271, 1, 17, "year", 2, 31_910_388), (13_163, 3, 7, "year", 6, 5_100_663),
            (143_787, 1, 33, "day", 2, 14_651_296_188),
        ] as [(Int64, Double, Double, String, Int64, Int64)])
    func `a half is rounded up as it is written`(
        cents: Int64, quantity: Double, percent: Double, interval: String, count: Int64, rate: Int64
    ) {
        var company = Company()
        company.addAccount()
        company.add(
            .subscription, "1",
            [
                "amount": .integer(cents), "quantity": .real(quantity), "discount_percent": .real(percent),
                "interval": .text(interval), "interval_count": .integer(count),
            ])
        #expect(company.accounts[0].recurringRate(in: company.context(at: "2026-03-25")) == .known(rate))
    }

    static let rows: [Row<Double>] = [
        Row(["status": "trialing"], 0), Row(["status": "unpaid"], 0), Row(["status": "incomplete"], 0),
        Row(["status": "draft"], 0), Row(["usage_type": "metered"], 0), Row(["status": "paused"], 0),
        Row(["status": "cancelled"], 0), Row(["status": "past_due"], 100), Row(["status": "cancelling"], 100),
        Row(["ended_at": "2026-03-24"], 0), Row(["status": "cancelled", "ended_at": "2026-03-25"], 100),
        Row(["started_at": "2026-03-25"], 0), Row(["started_at": "2026-03-24"], 100),
        Row(["paused_from": "2026-03-01", "paused_until": "2026-03-24"], 100), Row(["paused_from": "2026-03-24"], 0),
        Row(["paused_from": "2026-03-25"], 100),
        Row(["discount_amount": 2500], 75), Row(["discount_amount": 99_900], 0), Row(["mrr": 420_000_000], 420),
        Row(["item_discount_percent": 50, "discount_amount": 1000], 40),
        Row(["item_discount_amount": 4000, "discount_percent": 50], 30),
        Row(["item_discount_amount": 12_000, "discount_percent": 50], 0),
        Row(["item_discount_percent": 50, "item_discount_ends_at": "2026-03-01"], 100),
        Row(["tax_percent": 25], 80), Row(["tax_percent": 25, "discount_percent": 50], 40),
        Row(["tax_percent": 25, "mrr": 420_000_000], 420),
        // A twentieth of a cent, ten thousand times.
        Row(["amount": .absent, "fractional_amount": 0.05, "quantity": 10_000], 5),
    ]

    @Test(arguments: rows)
    func `what counts at the start of 25 March`(row: Row<Double>) {
        var company = Company()
        company.addAccount()
        let usual: [String: FactValue] = ["amount": 10_000, "interval": "month", "started_at": "2025-01-01"]
        company.add(.subscription, "1", usual.merging(row.fields) { $1 })
        #expect(company.measured(.mrr, at: "2026-03-25").isAbout(row.expected))
    }

    @Test func `it is converted at today's rate, and never one to one`() {
        var company = Company()
        company.addAccount()
        company.add(.subscription, "1", ["mrr": 100_000_000, "currency": "USD"])
        #expect(company.measured(.mrr, at: "2026-03-25") == .absent(.noFxRate))
        #expect(company.measured(.mrr, at: "2026-03-25", rates: [.usd: 0.92]).isAbout(92))
        company.add(.fxRate, "1", slot: nil, ["day": "2026-03-01", "base": "USD", "quote": "EUR", "rate": 0.8])
        #expect(company.measured(.mrr, at: "2026-03-25", rates: [.usd: 0.92]).isAbout(80))
    }

    @Test func `one subscription without a price leaves no sum`() {
        var company = Company()
        company.addAccount()
        company.add(.subscription, "1", ["mrr": 100_000_000])
        company.add(.subscription, "2", ["status": "active"])
        #expect(company.measured(.mrr, at: "2026-03-25") == .absent(.noData))
    }

    @Test func `an account without subscriptions pays nothing, if there is a source of them`() {
        var company = Company()
        company.addAccount()
        #expect(company.measured(.mrr, at: "2026-03-25") == .absent(.noData))
        company.deliver(.subscription)
        #expect(company.measured(.mrr, at: "2026-03-25") == .known(0))
    }
}
