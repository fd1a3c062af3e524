import Testing

@testable import BellwetherCore

@Suite struct PriceCourseTests {
    private func orders(_ versions: [(mrr: Int64?, isReadAnew: Bool)]) -> [Int64?] {
        var course = PriceCourse(PriceChanges(under: BillingPolicy(), in: .utc), of: "crm")
        var company = Company()
        for (number, version) in versions.enumerated() {
            company.add(
                .subscription, "s", observed: "2026-03-0\(number + 1)T08:00:00Z", decimals: 3,
                ["mrr": version.mrr.map(FactValue.integer) ?? .absent])
            course.take(company.changes[number].row, isReadAnew: version.isReadAnew)
        }
        return course.orders.map { Order(FactReader(kind: .order, source: "crm", row: $0)).mrrChange }
    }

    @Test func `each change of price is an order`() {
        #expect(orders([(100, false), (150, false), (120, false)]) == [50, -30])
    }

    @Test func `another way of reading is none, and what was seen before is read in it`() {
        #expect(orders([(100, false), (150, false), (15, true), (18, false)]) == [5, 3])
        #expect(orders([(100, false), (100, true), (150, false)]) == [50])
        #expect(orders([(100, false), (150, false), (300, true), (30, true)]) == [10])
    }

    @Test func `where nothing can be measured by the other way, nothing was seen`() {
        #expect(orders([(100, false), (0, false), (10, true), (20, false)]) == [10])
        #expect(orders([(100, false), (150, false), (nil, true)]) == [])
    }

    @Test func `with the way of reading the currency may be another`() throws {
        var course = PriceCourse(PriceChanges(under: BillingPolicy(), in: .utc), of: "crm")
        var company = Company()
        company.add(.subscription, "s", observed: "2026-03-01T08:00:00Z", decimals: 3, ["mrr": 100])
        company.add(.subscription, "s", observed: "2026-03-02T08:00:00Z", decimals: 3, ["mrr": 200])
        company.add(.subscription, "s", observed: "2026-03-03T08:00:00Z", ["mrr": 20, "currency": "JPY"])
        for (number, change) in company.changes.enumerated() { course.take(change.row, isReadAnew: number == 2) }
        let order = try #require(course.orders.first.map { Order(FactReader(kind: .order, source: "crm", row: $0)) })
        #expect(order.mrrChange == 10)
        #expect(order.currency == .stated(.named("JPY")))
    }
}
