import BellwetherCore

/// A purchase that does not recur: setting up, training. What recurs stands in the subscriptions, price by price.
struct OrderRow: Sendable {
    let id, accountID: String
    let day: Day
    let product: String
    let amount: Amount
    let refunded: Amount?
    let currency: String

    static let table = Table<OrderRow>(
        "orders.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("at") { $0.day },
            .init("type") { _ in "services" },
            .init("product") { $0.product },
            .init("amount") { $0.amount },
            .init("refunded") { $0.refunded },
            .init("currency") { $0.currency },
        ])
}

extension Customer {
    /// The larger ones are set up by the team; some book a training now and then.
    func orderRows(seed: UInt64) -> [OrderRow] {
        guard !isInternal, role.plot != .trial else { return [] }
        var chance = random(for: "orders", seed: seed)
        var orders: [(day: Day, product: String, perMille: Int)] = []
        if role.tier != .starter { orders.append((started, "Onboarding", chance.between(400...1500))) }
        for month in days where month.civil.day == 15 && chance.happens(60) {
            orders.append((month.orWorkdayBefore, "Training", chance.between(150...600)))
        }
        return orders.filter { days.contains($0.day) }.enumerated().map { index, order in
            let amount = role.monthly.perMille(order.perMille)
            return OrderRow(
                id: "OR-\(1000 + number)-\(index + 1)", accountID: id, day: order.day, product: order.product,
                amount: amount, refunded: chance.happens(30) ? amount.perMille(500) : nil,
                currency: role.country.currency)
        }
    }
}
