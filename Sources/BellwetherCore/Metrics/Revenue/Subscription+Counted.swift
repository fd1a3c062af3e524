extension AccountView {
    /// Its subscriptions with their money in minor units of the currency that each turns out to be in.
    func subscriptions(in context: MeasuringContext) -> ArraySlice<Subscription> {
        let subscriptions = subscriptions
        guard subscriptions.indices.contains(where: { subscriptions[$0].currency.isCountedOtherwise }) else {
            return subscriptions
        }
        return subscriptions.map { $0.inMinorUnits(of: context.currency($0.currency, of: self)) }[...]
    }
}

extension Subscription {
    /// - Parameter counted: what its money is counted in.
    fileprivate func inMinorUnits(of counted: Currency) -> Subscription {
        guard currency.isCountedOtherwise else { return self }
        let own = counted.inMinorUnits
        func recounted(_ money: Int64?) -> Int64? { money?.recounted(from: counted, as: own) }
        var subscription = self
        subscription.currency = .stated(own)
        subscription.statedMRR = recounted(statedMRR)
        // A price with fractions of a minor unit is told in minor units, and a row with such has no other decimals.
        subscription.unitPrice = recounted(unitPrice.flatMap { Int64(exactly: $0) }).map(Double.init)
        subscription.discountMinor = recounted(discountMinor)
        subscription.itemDiscountMinor = recounted(itemDiscountMinor)
        subscription.renewalMinor = recounted(renewalMinor)
        return subscription
    }
}
