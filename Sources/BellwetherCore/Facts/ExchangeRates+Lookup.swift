extension ExchangeRates {
    /// What one unit of `base` was worth in `quote` on a day, by the latest rates dated at or before it; `nil` where
    /// there were none yet.
    ///
    /// Of the two currencies themselves, whichever way round is newer; else across a third currency, the one whose older
    /// rate is the newest, dividing the two without rounding between.
    package func rate(from base: Currency, to quote: Currency, on day: Day) -> Double? {
        if base == quote { return 1 }
        return (eitherWay(from: base, to: quote, on: day) ?? across(from: base, to: quote, on: day))?.rate
    }

    private func across(from base: Currency, to quote: Currency, on day: Day) -> Quote? {
        pivots(base, quote).reduce(nil) { best, pivot -> Quote? in
            guard let there = eitherWay(from: base, to: pivot, on: day),
                let back = eitherWay(from: quote, to: pivot, on: day)
            else { return best }
            let older = min(there.day, back.day)
            if let best, best.day >= older { return best }
            return Quote(day: older, rate: there.rate / back.rate)
        }
    }

    /// Whether some dated rate, of whatever day, joins the two: then a configured one is not asked.
    package func knows(_ base: Currency, _ quote: Currency) -> Bool {
        joins(base, quote) || pivots(base, quote).contains { joins(base, $0) && joins(quote, $0) }
    }

    private func joins(_ base: Currency, _ quote: Currency) -> Bool {
        dated[Pair(base: base, quote: quote)] != nil || dated[Pair(base: quote, quote: base)] != nil
    }

    /// In the order of their codes: of two that are as new, the first is taken.
    private func pivots(_ base: Currency, _ quote: Currency) -> [Currency] {
        let others = dated.keys.reduce(into: Set<Currency>()) { $0.formUnion([$1.base, $1.quote]) }
        return others.subtracting([base, quote]).sorted()
    }

    private func eitherWay(from base: Currency, to quote: Currency, on day: Day) -> Quote? {
        let straight = latest(Pair(base: base, quote: quote), on: day)
        guard let back = latest(Pair(base: quote, quote: base), on: day) else { return straight }
        if let straight, straight.day >= back.day { return straight }
        return Quote(day: back.day, rate: 1 / back.rate)
    }

    private func latest(_ pair: Pair, on day: Day) -> Quote? {
        guard let quotes = dated[pair] else { return nil }
        var low = 0
        var high = quotes.count
        while low < high {
            let middle = (low + high) / 2
            if quotes[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : quotes[low - 1]
    }

    /// Takes over or forgets one dated rate; what is not above 0 is none.
    mutating func take(_ row: FactReader, _ isDeleted: Bool) {
        guard let day = row.day("day"), let base = row.text("base").flatMap({ Currency($0) }),
            let quote = row.text("quote").flatMap({ Currency($0) })
        else { return }
        let pair = Pair(base: base, quote: quote)
        var quotes = dated[pair] ?? []
        let place = quotes.firstIndex { $0.day >= day } ?? quotes.endIndex
        if place < quotes.endIndex, quotes[place].day == day { quotes.remove(at: place) }
        if !isDeleted, let rate = row.number("rate"), rate > 0, rate.isFinite {
            quotes.insert(Quote(day: day, rate: rate), at: place)
        }
        dated[pair] = quotes.isEmpty ? nil : quotes
    }
}

/// How money of any currency becomes the reporting currency's.
package struct Exchange: Sendable {
    package let rates: ExchangeRates
    /// What one unit of each currency is worth in the reporting one; only where no dated rate is known.
    package let configured: [Currency: Double]
    package let reporting: Currency

    package init(rates: ExchangeRates, configured: [Currency: Double], reporting: Currency) {
        self.rates = rates
        self.configured = configured
        self.reporting = reporting
    }

    /// What one unit was worth in another currency on a day; never guessed.
    package func rate(from base: Currency, to quote: Currency, on day: Day) -> Double? {
        if let rate = rates.rate(from: base, to: quote, on: day) { return rate }
        guard !rates.knows(base, quote), let there = configuredRate(of: base), let back = configuredRate(of: quote)
        else { return nil }
        return there / back
    }

    private func configuredRate(of currency: Currency) -> Double? {
        currency == reporting ? 1 : configured[currency]
    }

    /// Minor units of another currency (the reporting one where none is named), rounded once, half away from zero;
    /// `nil` without a rate. Either may be counted with other decimals.
    package func minor(_ amount: Int64, _ currency: Currency, to target: Currency? = nil, on day: Day) -> Int64? {
        converted(amount, currency, to: target ?? reporting, on: day)
    }

    /// Ten-thousandths of a minor unit of the reporting currency, rounded once.
    package func tenThousandths(_ amount: Int64, _ currency: Currency, on day: Day) -> Int64? {
        converted(amount, currency, to: reporting, on: day)
    }

    private func converted(_ amount: Int64, _ currency: Currency, to target: Currency, on day: Day) -> Int64? {
        if currency == target { return amount }
        guard let rate = rate(from: currency.inMinorUnits, to: target.inMinorUnits, on: day) else { return nil }
        if let exact = DecimalRate(rate) { return exact.converted(amount, times: target.scale, over: currency.scale) }
        let near = Double(amount) * rate * Double(target.scale) / Double(currency.scale)
        return Int64(exactly: near.rounded(.toNearestOrAwayFromZero))
    }
}

/// A rate as it was written down, 0.24675, and not as binary digits come near it: with rates of five places one amount
/// in ten lies exactly between two, and would fall to either side.
private struct DecimalRate {
    private let digits: Int64
    private let divisor: Int64

    /// `nil` for what nobody wrote down, such as the quotient of two rates.
    init?(_ rate: Double) {
        var scale: Int64 = 1
        for _ in 0...9 {
            let digits = (rate * Double(scale)).rounded()
            guard abs(digits) < 1e15 else { return nil }
            if digits / Double(scale) == rate {
                self.digits = Int64(digits)
                divisor = scale
                return
            }
            scale *= 10
        }
        return nil
    }

    func converted(_ amount: Int64, times: Int64, over: Int64) -> Int64? {
        let product = Int128(amount) * Int128(digits) * Int128(times)
        let whole = Int128(divisor) * Int128(over)
        let quotient = (product.magnitude * 2 + whole.magnitude) / (2 * whole.magnitude)
        return Int64(exactly: product < 0 ? -Int128(quotient) : Int128(quotient))
    }
}

extension Int64 {
    /// An amount counted in one way, in another, rounded half away from zero. Between two currencies, which is no matter of
    /// counting, it stays as it is.
    package func recounted(from currency: Currency, as other: Currency) -> Int64 {
        guard currency.scale != other.scale, currency.inMinorUnits == other.inMinorUnits else { return self }
        return DecimalRate(1)?.converted(self, times: other.scale, over: currency.scale) ?? self
    }
}
