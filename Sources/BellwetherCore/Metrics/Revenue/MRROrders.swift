/// An order that changes a subscription's MRR.
struct MRROrder {
    let subscription: String
    let day: Day
    /// In ten-thousandths of a minor unit.
    let change: Int64
    let knowledge: Knowledge
    /// The order that began the subscription.
    let isFirst: Bool
    /// Whether the price that is known is the one with it; otherwise it comes on top.
    let isInPrice: Bool
}

extension AccountView {
    /// An order that names no subscription changes the only one there is; one that names a subscription of several items
    /// changes these, each by its share. Its money is in the subscription's currency, unless it says another.
    func mrrOrders(in context: MeasuringContext) -> [MRROrder] {
        let orders = ordersOnce
        guard !orders.isEmpty else { return [] }
        let only = subscriptions.count == 1 ? subscriptions.first?.identity.key : nil
        return orders.flatMap { order -> [MRROrder] in
            guard let day = order.at, let change = order.mrrChange, change != 0, let name = order.subscription ?? only
            else { return [] }
            let items = items(of: name, concernedOn: day, in: context)
            guard let counted = items.first.map({ context.currency($0.currency, of: self) }) else { return [] }
            let own = change.recounted(from: order.currency.or(counted), as: counted)
            let rates = items.map { max(0, $0.recurringRate(on: context.asOf.today, under: context.billing) ?? 0) }
            return zip(items, own.spread(by: rates)).compactMap { item, share in
                let zone = context.asOf.zone
                let isTold = order.wasAhead(in: zone) && isTold(order, from: day, in: item, as: counted)
                if order.isAhead(at: context.asOf), !isTold { return nil }
                return MRROrder(
                    subscription: item.identity.key, day: day, change: share, knowledge: order.knowledge,
                    isFirst: order.type == "new", isInPrice: isTold || isIncluded(order, in: item, in: zone))
            }
        }.sorted { ($0.day, $0.subscription) < ($1.day, $1.subscription) }
    }

    /// A source tells today's price. One that was read before the day on which an order of later takes effect is without
    /// it, unless it was seen to change by as much beforehand.
    private func isIncluded(_ order: Order, in item: Subscription, in zone: Zone) -> Bool {
        guard let day = order.at, order.wasAhead(in: zone) else { return true }
        if zone.day(of: item.knowledge.observed) >= day { return true }
        return orders.contains { other in
            other.type == Order.seen && other.subscription == item.identity.key && other.mrrChange == order.mrrChange
                && other.at.map { $0 < day } ?? false
        }
    }

    /// Whether the price is what orders of the subscription come to, from the one that began it up to this one or a later
    /// one: then it has in it what is yet to take effect.
    private func isTold(_ order: Order, from day: Day, in item: Subscription, as counted: Currency) -> Bool {
        let own = ordersOnce.filter { $0.subscription == order.subscription && $0.at != nil }
            .sorted { ($0.at ?? day) < ($1.at ?? day) }
        guard own.contains(where: { $0.type == "new" }) else { return false }
        var sum: Int64 = 0
        for (place, one) in own.enumerated() {
            sum += (one.mrrChange ?? 0).recounted(from: one.currency.or(counted), as: counted)
            let isLastOfDay = place + 1 == own.count || own[place + 1].at != one.at
            if isLastOfDay, one.at.map({ $0 >= day }) ?? false, sum == item.statedMRR { return true }
        }
        return false
    }

    /// Those that begin or end with the order, for it tells of that; else those that are there on its day.
    private func items(of name: String, concernedOn day: Day, in context: MeasuringContext) -> [Subscription] {
        let items = subscriptions(in: context).filter { $0.isPart(of: name) }
        guard items.count > 1 else { return items }
        if let whole = items.first(where: { $0.identity.key == name }) { return [whole] }
        let present = items.filter { item in
            item.paidFrom.map { $0 <= day } ?? true && item.serviceEnd(under: context.billing).map { $0 >= day } ?? true
        }
        let turning = present.filter { $0.paidFrom == day || $0.serviceEnd(under: context.billing) == day }
        return [turning, present].first { !$0.isEmpty } ?? items
    }
}

extension Order {
    /// Whether it was told before the day on which it takes effect. Of a first load that is not asked: it has the price of
    /// its own day.
    fileprivate func wasAhead(in zone: Zone) -> Bool {
        !knowledge.isAssumed && at.map { $0 > zone.day(of: knowledge.observed) } ?? false
    }

    fileprivate func isAhead(at asOf: AsOf) -> Bool {
        wasAhead(in: asOf.zone) && at.map { $0 > asOf.today } ?? false
    }
}

extension Int64 {
    /// In parts by weight, or alike where nothing has any; they add up to the whole.
    func spread(by weights: [Int64]) -> [Int64] {
        let weights = weights.contains { $0 > 0 } ? weights : weights.map { _ in 1 }
        let total = weights.reduce(0, +)
        var (weight, given): (Int64, Int64) = (0, 0)
        return weights.map { own in
            weight += own
            let until = total.dividingFullWidth(multipliedFullWidth(by: weight)).quotient
            defer { given = until }
            return until - given
        }
    }
}
