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

    private func change(_ before: [String: FactValue], _ now: [String: FactValue]) -> Int64? {
        changes.order(from: row(before, observed: "2026-03-01T08:00:00Z"), to: row(now), of: "crm").map {
            Order(FactReader(kind: .order, source: "crm", row: $0)).mrrChange ?? 0
        }
    }

    @Test func `an order of the day leads from one price to the next`() throws {
        let order = try #require(
            changes.order(
                from: row(["mrr": 1_000_000, "currency": "EUR"], observed: "2026-03-01T08:00:00Z"),
                to: row(["mrr": 3_000_000, "currency": "EUR"]), of: "crm"))
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

    /// Its end says so; an order on top would say it twice.
    @Test func `an ended subscription that is set to nothing has an end and no order`() {
        let price: [String: FactValue] = ["mrr": 1_000_000]
        #expect(change(price, ["mrr": 0, "ended_at": "2026-03-09"]) == nil)
        #expect(change(price, ["mrr": 0, "status": "canceled"]) == nil)
        #expect(change(price, ["mrr": 0]) == -1_000_000)
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

    @Test func `where a source writes its orders, what was seen does not count twice`() {
        let written = march(200, [(day: "2026-03-08", 200)])
        #expect(GroupMetric.openMRR(written) == .known(100))
        #expect(GroupMetric.expansionMRR(written) == .known(200))
    }
}
