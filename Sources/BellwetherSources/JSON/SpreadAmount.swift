import BellwetherCore

/// Money that is taken off a record as a whole, on its way over the rows that it makes: each takes at most what it comes
/// to, and what is left goes to the next.
///
/// It is read `once`, in minor units, of subscriptions whose items are rows.
struct SpreadAmount: Sendable {
    private let column: Int
    private let price: Int
    private let fraction, quantity, percent, itemPercent, itemAmount, usage: Int?
    private var left = 0.0

    /// - Parameter place: where a column stands.
    init?(_ mapping: FactMapping, place: (String) -> Int?) {
        func column(of field: String) -> Int? { mapping.columns[field].flatMap(place) }
        guard mapping.kind == .subscription, mapping.once.contains("discount_amount"),
            let own = column(of: "discount_amount_minor"), let price = column(of: "amount_minor")
        else { return nil }
        (self.column, self.price) = (own, price)
        fraction = column(of: "fractional_amount")
        quantity = column(of: "quantity")
        percent = column(of: "discount_percent")
        itemPercent = column(of: "item_discount_percent")
        itemAmount = column(of: "item_discount_amount_minor")
        usage = column(of: "usage_type")
    }

    /// - Parameter isFirst: whether it is the first row of its record, which alone says how much it is.
    mutating func take(from texts: inout [ArraySlice<UInt8>], isFirst: Bool) {
        if isFirst { left = number(texts[column]) ?? 0 }
        let taken = min(left, room(texts))
        left -= taken
        texts[column] = taken > 0 ? Array(String(Int64(taken)).utf8)[...] : []
    }

    /// What a row comes to, in whole minor units; nothing where that is not known, or it is no recurring money.
    private func room(_ texts: [ArraySlice<UInt8>]) -> Double {
        func number(_ column: Int?) -> Double? { column.flatMap { self.number(texts[$0]) } }
        let isMetered = usage.map { texts[$0].elementsEqual("metered".utf8) } ?? false
        guard !isMetered, let one = number(price) ?? number(fraction) else { return 0 }
        let full = one * (number(quantity) ?? 1)
        let own = max(0, full * (100 - (number(itemPercent) ?? 0)) / 100 - (number(itemAmount) ?? 0))
        let whole = own * (100 - (number(percent) ?? 0)) / 100
        return min(max(0, whole), 1e15).rounded(.down)
    }

    private func number(_ text: ArraySlice<UInt8>) -> Double? {
        Double(String(decoding: text, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }
}
