import Columns

/// What a set of renewals adds up to, in the reporting currency.
///
/// A term without an amount leaves no total: the sum of the rest would be a wrong number under the right name
/// (METRICS 1.6). Which terms those are is said.
package struct RenewalTotals: Sendable, Hashable {
    /// Everything up for renewal.
    package let due: Measured
    /// `Σ p·amount`
    package let expected: Measured
    /// What is as good as certain: closed and commit.
    package let low: Measured
    /// What is not lost.
    package let high: Measured
    /// `√Σ amount²·p·(1 − p)`: how far off `expected` may well be, terms being decided one by one.
    package let deviation: Measured
    /// Terms that are more than a fifth of all by themselves: with them the deviation says little.
    package let concentrated: [FactIdentity]
    package let withoutAmount: [FactIdentity]

    package init(of forecasts: [RenewalForecast]) {
        let known = forecasts.compactMap { forecast in forecast.amount.value.map { (forecast, $0) } }
        let missing = forecasts.filter { $0.amount.value == nil }
        let due = OrderlessSum(known.lazy.map(\.1)).value
        let reason = missing.compactMap(\.amount.reason).min { $0.rawValue < $1.rawValue }
        func total(_ value: Double) -> Measured { reason.map(Measured.absent) ?? .known(value) }
        func total(_ categories: Set<RenewalForecast.Category>) -> Measured {
            total(OrderlessSum(known.lazy.filter { categories.contains($0.0.category) }.map(\.1)).value)
        }
        self.due = total(due)
        expected = total(OrderlessSum(known.lazy.map { $0.0.probability * $0.1 }).value)
        low = total([.closed, .commit])
        high = total([.closed, .commit, .bestCase, .atRisk])
        let variance = OrderlessSum(known.lazy.map { $0.1 * $0.1 * $0.0.probability * (1 - $0.0.probability) })
        deviation = total(variance.value.squareRoot())
        concentrated = known.filter { $0.1 > 0.2 * due }.map(\.0.contract)
        withoutAmount = missing.map(\.contract)
    }

    /// The share of what is due that is expected to renew.
    package var expectedShare: Measured {
        guard case .known(let due) = due, case .known(let expected) = expected else { return self.due }
        return due > 0 ? .known(expected / due) : .absent(.emptyDenominator)
    }
}
