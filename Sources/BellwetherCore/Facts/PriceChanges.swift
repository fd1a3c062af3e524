/// Changes of price that no order tells of: most sources say what a subscription costs today, and at the next reading
/// it is another price (M14).
///
/// They are told as orders of the day on which they were seen. Where a source writes orders itself, those count alone.
package struct PriceChanges: Sendable {
    private let billing: BillingPolicy
    package let zone: Zone

    package init(under billing: BillingPolicy, in zone: Zone) {
        self.billing = billing
        self.zone = zone
    }

    /// The orders that lead from one version of a subscription to the next; none where nothing about its price is another,
    /// or where either states none.
    ///
    /// One is of the day on which it was seen. Where a discount ended before, there is one of that day as well: by it the
    /// old price came to something else than the new one would have. A pause that makes room for the next one is kept in
    /// two, and what has ended and is set to nothing keeps in one what it cost.
    package func orders(from before: FactRow, to now: FactRow, of source: String) -> [FactRow] {
        let (old, new) = (subscription(before, of: source), subscription(now, of: source))
        let pause = pause(old, before: new).map { order(.subscription, now, now.key, $0.type, at: $0.day, nil) }
        return pause + prices(from: old, to: new, in: now)
    }

    private func prices(from old: Subscription, to new: Subscription, in now: FactRow) -> [FactRow] {
        let seen = zone.day(of: now.observed)
        guard old.currency == new.currency else { return [] }
        if let end = new.ended, new.recurringRate(on: seen, under: billing) ?? 0 == 0 {
            let rate = old.recurringRate(on: seen, under: billing) ?? 0
            return rate > 0 ? [order(.subscription, now, now.key, Order.lastPrice, at: end, -rate)] : []
        }
        guard !new.hasStopped else { return [] }
        let changes = old.hasStopped ? returning(old, new, seen: seen) : going(old, new, seen: seen)
        return changes.map { order(.subscription, now, now.key, Order.seen, at: $0.day, $0.change) }
    }

    /// What a subscription tells of is its last pause alone.
    private func pause(_ old: Subscription, before new: Subscription) -> [(type: String, day: Day)] {
        guard let from = old.pausedFrom, let until = old.pausedUntil, from < until,
            let next = new.pausedFrom, next >= until
        else { return [] }
        return [(Order.seenPaused, from), (Order.seenResumed, until)]
    }

    /// What goes on at another price.
    private func going(_ old: Subscription, _ new: Subscription, seen: Day) -> [(day: Day, change: Int64)] {
        let ends = [old.discountEnds, old.itemDiscountEnds, new.discountEnds, new.itemDiscountEnds]
        let days = Set(ends.compactMap(\.self).filter { $0 < seen }).sorted() + [seen]
        let differences = days.map { difference(from: old, to: new, on: $0 - 1) } + [0]
        return days.indices.compactMap { place in
            guard let until = differences[place], let after = differences[place + 1], until != after else { return nil }
            return (days[place], until - after)
        }
    }

    /// What had ended and runs again: nothing was paid since its end until the day on which that was seen (M14).
    private func returning(_ old: Subscription, _ new: Subscription, seen: Day) -> [(day: Day, change: Int64)] {
        guard !new.isUnpaid, new.ended == nil, let end = old.ended, end < seen,
            let rate = new.recurringRate(on: seen, under: billing), rate > 0,
            let then = old.recurringRate(on: end, under: billing)
        else { return [] }
        // Some set to nothing what has ended.
        return [(end, then > 0 ? -then : -rate), (seen, rate)]
    }

    /// How much more the new version says was paid on a day than the old one.
    private func difference(from old: Subscription, to new: Subscription, on day: Day) -> Int64? {
        guard let then = old.recurringRate(on: day, under: billing),
            let now = new.recurringRate(on: day, under: billing)
        else { return nil }
        return now - then
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

    /// The same of a term that was not renewed: what its subscription had cost, which the first load set to nothing.
    package func behindPrice(_ renewal: FactRow, of source: String) -> FactRow? {
        let term = RenewalOutcome(FactReader(kind: .renewal, source: source, row: renewal))
        guard term.outcome == "churned", let subscription = term.subscription, let end = term.renewalDate,
            let rate = term.mrrBefore, rate > 0
        else { return nil }
        return order(.renewal, renewal, subscription, Order.lastPrice, at: end, -rate)
    }

    /// - Parameter row: of a kind that says a currency, which the order is in as well.
    private func order(
        _ kind: FactKind, _ row: FactRow, _ subscription: String, _ type: String, at day: Day, _ change: Int64?
    ) -> FactRow {
        let fields: [String: FactValue] = [
            "at": .integer(Int64(day.number)), "subscription_id": .text(subscription), "type": .text(type),
            "mrr_change": change.map(FactValue.integer) ?? .absent, "currency": currency(of: row, kind),
        ]
        return FactRow(
            key: "\(row.key)@\(row.observed.seconds)@\(day)@\(type)", account: row.account,
            values: FactKind.order.fields.map { fields[$0.name] ?? .absent }, observed: row.observed,
            isAssumed: row.isAssumed && type == Order.lastPrice, decimals: row.decimals)
    }

    func currency(of row: FactRow, _ kind: FactKind = .subscription) -> FactValue {
        kind.index(of: "currency").map { row.values[$0] } ?? .absent
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
    /// The same of what a subscription cost before it ended and was set to nothing: no change, but what is known of it.
    package static let lastPrice = "last_price"

    /// The same of a pause that is over, whose subscription has paused again since: on its first day, and on the day on which
    /// it went on.
    package static let seenPaused = "seen_paused"
    package static let seenResumed = "seen_resumed"

    private static let unwritten: Set = [seen, lastPrice, seenPaused, seenResumed]

    /// The words of its type that mean something to a source.
    static let words: Set = ["new", "expansion", "contraction", "renewal", "reactivation", "churn", "services"]

    /// Whether a source writes of a change of price, and not only of a beginning.
    fileprivate var isWrittenChange: Bool { isWritten && type != "new" && mrrChange ?? 0 != 0 }

    fileprivate var isWritten: Bool { type.map { !Self.unwritten.contains($0) } ?? true }
}

extension AccountView {
    /// What a subscription cost that was set to nothing when it ended, where it was read before.
    func lastPrice(of subscription: Subscription) -> Order? {
        let told = orders.filter { $0.type == Order.lastPrice && subscription.isPart(of: $0.subscription) }
        return told.max { $0.knowledge.observed < $1.knowledge.observed }
    }

    /// The pauses of a subscription before the one that it tells of.
    func earlierPauses(of subscription: Subscription) -> [Range<Day>] {
        guard subscription.pausedFrom != nil else { return [] }
        func days(_ type: String) -> [Day] {
            orders.filter { $0.type == type && $0.subscription == subscription.identity.key }.compactMap(\.at).sorted()
        }
        let ends = days(Order.seenResumed)
        return days(Order.seenPaused).compactMap { from in ends.first { $0 > from }.map { from..<$0 } }
    }

    /// Without what was only seen of prices whose changes a source writes down: it says the same again.
    var ordersOnce: [Order] {
        guard !orders.allSatisfy(\.isWritten) else { return Array(orders) }
        let written = orders.filter(\.isWrittenChange).map(\.subscription)
        return orders.filter { order in
            guard !order.isWritten else { return true }
            return order.type == Order.seen
                && !written.contains { name in
                    name.map { order.subscription?.isPart(ofSubscription: $0) ?? false } ?? true
                }
        }
    }
}
