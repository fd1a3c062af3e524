/// What one subscription cost from version to version, as orders of the changes that were seen (M14).
///
/// A version that only came of another way of reading its source is a correction: it is no change of price, and what was
/// seen before counts as the new way would have read it.
package struct PriceCourse {
    private let changes: PriceChanges
    private let source: String
    private var last: FactRow?
    package private(set) var orders: [FactRow] = []

    package init(_ changes: PriceChanges, of source: String) {
        self.changes = changes
        self.source = source
    }

    /// Takes the next version.
    ///
    /// - Parameter isReadAnew: whether it was read otherwise than the one before.
    package mutating func take(_ version: FactRow, isReadAnew: Bool) {
        defer { last = version }
        guard let last else { return }
        if isReadAnew {
            orders = changes.corrected(orders, from: last, to: version, of: source)
        } else {
            orders += changes.orders(from: last, to: version, of: source)
        }
    }
}

extension PriceChanges {
    /// Orders of the same subscription in the measure in which its price is read now: 20 of 100 are 0.20 of 1. Where there
    /// is no such measure, none.
    fileprivate func corrected(
        _ orders: [FactRow], from before: FactRow, to now: FactRow, of source: String
    ) -> [FactRow] {
        guard !orders.isEmpty, let index = FactKind.order.index(of: "mrr_change") else { return orders }
        let rates = (rate(of: before, on: now, of: source), rate(of: now, on: now, of: source))
        return orders.compactMap { order in
            // Of a pause, which is none of its price.
            guard let change = order.values[index].integer else { return order }
            guard case (let then?, let rate?) = rates, then != 0,
                let own = Int64(exactly: (Double(change) * Double(rate) / Double(then)).rounded())
            else { return nil }
            var corrected = order
            corrected.values[index] = .integer(own)
            corrected.decimals = now.decimals
            if let place = FactKind.order.index(of: "currency") { corrected.values[place] = currency(of: now) }
            return own == 0 ? nil : corrected
        }
    }
}
