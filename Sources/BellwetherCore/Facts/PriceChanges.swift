/// Changes of price that no order tells of: most sources say what a subscription costs today, and at the next reading
/// it is another price (M14).
///
/// They are told as orders of the day on which they were seen. Where a source writes orders itself, those count alone.
package struct PriceChanges: Sendable {
    private let billing: BillingPolicy
    private let zone: Zone

    package init(under billing: BillingPolicy, in zone: Zone) {
        self.billing = billing
        self.zone = zone
    }

    /// The orders that lead from one version of a subscription to the next.
    package func orders(from before: FactRow, to now: FactRow, of source: String) -> [FactRow] {
        [order(from: before, to: now, of: source)].compactMap(\.self) + returning(from: before, to: now, of: source)
    }

    /// The order that leads from one price of a subscription to the next; nothing where it costs the same, where either
    /// states no price, and where what ended is only set to nothing.
    package func order(from before: FactRow, to now: FactRow, of source: String) -> FactRow? {
        let (old, new) = (subscription(before, of: source), subscription(now, of: source))
        let day = zone.day(of: now.observed)
        guard !old.hasStopped, !new.hasStopped, old.currency == new.currency,
            let then = old.recurringRate(on: day, under: billing),
            let rate = new.recurringRate(on: day, under: billing),
            then != rate, rate > 0 || new.ended == nil
        else { return nil }
        return seen(rate - then, on: day, in: now, as: "\(now.key)@\(now.observed.seconds)")
    }

    /// What had ended and runs again: nothing was paid since its end until the day on which that was seen (M14).
    private func returning(from before: FactRow, to now: FactRow, of source: String) -> [FactRow] {
        let (old, new) = (subscription(before, of: source), subscription(now, of: source))
        let day = zone.day(of: now.observed)
        guard old.hasStopped, !new.hasStopped, !new.isUnpaid, new.ended == nil, old.currency == new.currency,
            let end = old.ended, end < day, let rate = new.recurringRate(on: day, under: billing), rate > 0,
            let then = old.recurringRate(on: end, under: billing)
        else { return [] }
        // Some set to nothing what has ended.
        let lost = then > 0 ? then : rate
        let key = "\(now.key)@\(now.observed.seconds)"
        return [seen(-lost, on: end, in: now, as: key + "-"), seen(rate, on: day, in: now, as: key)]
    }

    private func seen(_ change: Int64, on day: Day, in now: FactRow, as key: String) -> FactRow {
        let fields: [String: FactValue] = [
            "at": .integer(Int64(day.number)), "subscription_id": .text(now.key), "type": .text(Order.seen),
            "mrr_change": .integer(change), "currency": currency(of: now),
        ]
        return FactRow(
            key: key, account: now.account, values: FactKind.order.fields.map { fields[$0.name] ?? .absent },
            observed: now.observed, decimals: now.decimals)
    }

    /// What an order of a first load says of the price, for a moment at which nobody knew of it yet: the price is the one
    /// that was read, and the order is a part of it. It counts from the day on which it was known, and tells nothing else.
    package func behindPrice(_ order: FactRow) -> FactRow {
        let known = Int64(zone.day(of: order.observed).number)
        var row = order
        row.values = zip(FactKind.order.fields, order.values).map { field, value in
            switch (field.name, value) {
            case ("at", .integer(let day)): .integer(max(day, known))
            case ("subscription_id", _), ("type", _), ("mrr_change", _), ("currency", _): value
            default: .absent
            }
        }
        return row
    }

    func currency(of row: FactRow) -> FactValue {
        FactKind.subscription.index(of: "currency").map { row.values[$0] } ?? .absent
    }

    /// What a version says it costs on the day on which another was seen.
    func rate(of row: FactRow, on seen: FactRow, of source: String) -> Int64? {
        subscription(row, of: source).recurringRate(on: zone.day(of: seen.observed), under: billing)
    }

    private func subscription(_ row: FactRow, of source: String) -> Subscription {
        Subscription(FactReader(kind: .subscription, source: source, row: row))
    }
}

extension Policy {
    package var priceChanges: PriceChanges { PriceChanges(under: metrics.billing, in: zone) }
}

extension Order {
    /// The type of an order that nobody wrote: the price was seen to be another.
    package static let seen = "seen"

    /// The words of its type that mean something to a source.
    static let words: Set = ["new", "expansion", "contraction", "renewal", "reactivation", "churn", "services"]

    /// Whether a source writes of a change of price, and not only of a beginning.
    fileprivate var isWrittenChange: Bool { type != Self.seen && type != "new" && mrrChange ?? 0 != 0 }
}

extension AccountView {
    /// Without what was only seen of prices whose changes a source writes down: it says the same again.
    var ordersOnce: [Order] {
        guard orders.contains(where: { $0.type == Order.seen }) else { return Array(orders) }
        let written = orders.filter(\.isWrittenChange).map(\.subscription)
        return orders.filter { order in
            order.type != Order.seen
                || !written.contains { name in
                    name.map { order.subscription?.isPart(ofSubscription: $0) ?? false } ?? true
                }
        }
    }
}
