import Testing

@testable import BellwetherCore

/// What a subscription costs is seen to be another price: nobody ordered that.
@Suite struct PriceChangesTests {
    private let changes = PriceChanges(under: BillingPolicy(), in: .utc)

    private func row(_ fields: [String: FactValue], observed: String = "2026-03-10T08:00:00Z") -> FactRow {
        var company = Company()
        company.add(.subscription, "s0", account: "acme", observed: observed, fields)
        return company.changes[0].row
    }

    private func orders(_ before: [String: FactValue], _ now: [String: FactValue]) -> [Order] {
        changes.orders(from: row(before, observed: "2026-03-01T08:00:00Z"), to: row(now), of: "crm").map {
            Order(FactReader(kind: .order, source: "crm", row: $0))
        }
    }

    private func change(_ before: [String: FactValue], _ now: [String: FactValue]) -> Int64? {
        let orders = orders(before, now)
        #expect(orders.count <= 1)
        return orders.first?.mrrChange
    }

    @Test func `an order of the day leads from one price to the next`() throws {
        let order = try #require(
            changes.orders(
                from: row(["mrr": 1_000_000, "currency": "EUR"], observed: "2026-03-01T08:00:00Z"),
                to: row(["mrr": 3_000_000, "currency": "EUR"]), of: "crm"
            ).first)
        let read = Order(FactReader(kind: .order, source: "crm", row: order))
        #expect(read.at == Day("2026-03-10"))
        #expect(read.subscription == "s0")
        #expect(read.mrrChange == 2_000_000)
        #expect(order.account == "acme")
        #expect(!order.isAssumed)
    }

    @Test func `more seats at a discount change what is paid for them`() {
        let seat: [String: FactValue] = ["amount": 1000, "interval": "month", "discount_percent": 10, "quantity": 1]
        let ofTwo: Int64 = 2 * 900 * 10_000
        #expect(change(seat, seat.merging(["quantity": 3]) { $1 }) == ofTwo)
        #expect(change(seat.merging(["quantity": 3]) { $1 }, seat) == -ofTwo)
        let byTheYear: Int64 = -(900 - 75) * 10_000
        #expect(change(seat, seat.merging(["interval": "year"]) { $1 }) == byTheYear)
    }

    @Test func `what is no other price is no order`() {
        let price: [String: FactValue] = ["mrr": 1_000_000, "currency": "EUR"]
        #expect(change(price, price.merging(["product": "Desk"]) { $1 }) == nil)
        #expect(change(price, price.merging(["mrr": 2_000_000, "currency": "USD"]) { $1 }) == nil)
        #expect(change(price, ["currency": "EUR"]) == nil)
        #expect(change(["currency": "EUR"], price) == nil)
    }

    /// Its end says that it went; the order only says what it had cost.
    @Test func `an ended subscription that is set to nothing keeps what it cost`() throws {
        let price: [String: FactValue] = ["mrr": 1_000_000]
        let order = try #require(orders(price, ["mrr": 0, "ended_at": "2026-03-09"]).first)
        #expect(order.type == Order.lastPrice && order.at == Day("2026-03-09"))
        #expect(order.mrrChange == -1_000_000)
        let cancelled = price.merging(["status": "canceled", "ended_at": "2026-03-09"]) { $1 }
        #expect(change(price, cancelled) == nil)
        #expect(change(cancelled, cancelled.merging(["mrr": 0]) { $1 }) == -1_000_000)
        #expect(change(["mrr": 0], ["mrr": 0, "ended_at": "2026-03-09"]) == nil)
        #expect(change(price, ["mrr": 0, "status": "canceled"]) == nil)
        #expect(change(price, ["mrr": 0]) == -1_000_000)
    }

    /// At the old price it was 900 and then 1,000; the new one alone would have it at 1,800 until March.
    @Test func `a discount that ended before was one on the old price`() {
        let before: [String: FactValue] = [
            "amount": 1000, "interval": "month", "discount_percent": 10, "discount_ends_at": "2026-03-05",
        ]
        let dearer = orders(before, before.merging(["amount": 2000]) { $1 })
        #expect(dearer.map(\.at) == [Day("2026-03-05"), Day("2026-03-10")])
        #expect(dearer.map(\.mrrChange) == [-100 * 10_000, 1000 * 10_000])
        #expect(Set(dearer.map(\.identity)).count == 2)
    }

    @Test func `a discount that is over and not told of any more was one`() {
        let full: [String: FactValue] = ["amount": 1000, "interval": "month"]
        let orders = orders(full.merging(["discount_percent": 10, "discount_ends_at": "2026-03-05"]) { $1 }, full)
        #expect(orders.map(\.at) == [Day("2026-03-05")])
        #expect(orders.map(\.mrrChange) == [100 * 10_000])
    }

    private func march(_ seen: Int64, _ orders: [(day: String, Int64)]) -> AccountGroup {
        var company = Company()
        company.addPayer(slot: 0, 300)
        company.add(
            .order, "s0@1", slot: 0, observed: "2026-03-10T08:00:00Z",
            [
                "at": "2026-03-10", "subscription_id": "s0", "type": .text(Order.seen),
                "mrr_change": .integer(seen * 1_000_000),
            ])
        for (number, order) in orders.enumerated() { company.addOrder("\(number)", "s0", order.day, order.1) }
        return company.portfolio("2026-03-01", "2026-04-01")
    }

    @Test func `what was seen is expansion or contraction`() {
        let more = march(200, [])
        #expect(GroupMetric.openMRR(more) == .known(100))
        #expect(GroupMetric.expansionMRR(more) == .known(200))
        #expect(GroupMetric.closeMRR(more) == .known(300))
        #expect(GroupMetric.netRetention(more) == .known(3))
        #expect(GroupMetric.contractionMRR(march(-50, [])) == .known(50))
    }

    /// 300 were paid, as an order of February has it, until the 9th of March; which no order says.
    @Test func `what was set to nothing with its end is lost, and was there before`() {
        var company = Company()
        company.addPayer(slot: 0, 0, to: "2026-03-09")
        company.addOrder("1", "s0", "2026-02-10", 50)
        let end: [String: FactValue] = [
            "at": "2026-03-09", "subscription_id": "s0", "type": .text(Order.lastPrice),
            "mrr_change": .integer(-300 * 1_000_000),
        ]
        company.add(.order, "s0@1", slot: 0, observed: "2026-03-10T08:00:00Z", end)
        let group = company.portfolio("2026-02-01", "2026-04-01")
        #expect(GroupMetric.openMRR(group) == .known(250))
        #expect(GroupMetric.expansionMRR(group) == .known(50))
        #expect(GroupMetric.churnMRR(group) == .known(300))
        #expect(GroupMetric.logoChurn(group) == .known(1))
    }

    /// What was read of `s0` from day to day, with the days that only changes tell, and the orders of what changed.
    private func company(_ versions: [(day: String, status: String, mrr: Int64)]) -> Company {
        var company = Company()
        company.addAccount()
        var course = PriceCourse(changes, of: "test")
        var last: FactRow?
        for version in versions {
            var made = Company()
            made.add(
                .subscription, "s0", observed: version.day + "T08:00:00Z",
                [
                    "started_at": "2024-01-01", "status": .text(version.status),
                    "mrr": .integer(version.mrr * 1_000_000),
                ])
            var row = made.changes[0].row
            if let last { row = SeenDates(in: .utc).dated(row, of: .subscription, after: last) }
            course.take(row, isReadAnew: false)
            last = row
        }
        if let last { company.add(.subscription, last) }
        for order in course.orders { company.add(.order, order) }
        return company
    }

    @Test func `a second pause leaves the first where it was`() {
        let company = company([
            ("2026-02-01", "active", 100), ("2026-03-02", "paused", 100), ("2026-03-12", "active", 150),
            ("2026-04-02", "paused", 150), ("2026-04-06", "active", 150), ("2026-04-20", "paused", 150),
        ])
        func told(_ from: String, _ to: String) -> [Measured] {
            let group = company.portfolio(from, to, at: "2026-05-01")
            return [
                GroupMetric.openMRR, GroupMetric.expansionMRR, GroupMetric.contractionMRR, GroupMetric.churnMRR,
                GroupMetric.reactivationMRR, GroupMetric.closeMRR,
            ].map { $0(group) }
        }
        func known(_ sums: Double...) -> [Measured] { sums.map(Measured.known) }
        #expect(told("2026-03-01", "2026-04-01") == known(100, 150, 100, 0, 0, 150))
        #expect(told("2026-03-05", "2026-03-12") == known(0, 0, 0, 0, 0, 0))
        #expect(told("2026-04-01", "2026-05-01") == known(150, 150, 300, 0, 0, 0))
        #expect(GroupMetric.logoChurn(company.portfolio("2026-02-15", "2026-03-05", at: "2026-05-01")) == .known(0))
    }

    @Test func `a pause that was churn stays churn when another comes`() {
        let company = company([
            ("2025-06-01", "active", 100), ("2025-10-01", "paused", 100), ("2026-02-10", "active", 100),
            ("2026-04-02", "paused", 100),
        ])
        let autumn = company.portfolio("2025-10-01", "2026-01-01", at: "2026-05-01")
        #expect(GroupMetric.churnMRR(autumn) == .known(100))
        #expect(GroupMetric.logoChurn(autumn) == .known(1))
        let spring = company.portfolio("2026-02-01", "2026-03-01", at: "2026-05-01")
        #expect(GroupMetric.reactivationMRR(spring) == .known(100))
    }

    /// 300 yen, read with three decimals before anybody knew that they are yen.
    @Test func `what it had cost is counted in the decimals in which it was read`() {
        var company = Company()
        company.addPayer(slot: 0, 0, to: "2026-03-09", ["currency": "JPY"])
        let end: [String: FactValue] = [
            "at": "2026-03-09", "subscription_id": "s0", "type": .text(Order.lastPrice),
            "mrr_change": .integer(-300 * 10_000_000),
        ]
        company.add(.order, "s0@1", slot: 0, observed: "2026-03-10T08:00:00Z", decimals: 3, end)
        let group = company.portfolio("2026-02-01", "2026-04-01", rates: [.named("JPY"): 0.01])
        #expect(GroupMetric.churnMRR(group) == .known(3))
    }

    @Test func `where a source writes its orders, what was seen does not count twice`() {
        let written = march(200, [(day: "2026-03-08", 200)])
        #expect(GroupMetric.openMRR(written) == .known(100))
        #expect(GroupMetric.expansionMRR(written) == .known(200))
    }
}
