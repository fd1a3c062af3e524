/// Between which two numbers something lies in 95 of 100 cases.
package struct Interval: Sendable, Hashable, Codable {
    package let low, high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }
}

/// How much a number hangs on who happened to be among the accounts: it is worked out again for companies of as many
/// accounts, each drawn from the real ones (Efron's bootstrap).
///
/// Accounts are drawn, and not their months: the months of one account say nearly the same.
struct Resampling {
    let accounts: Int
    let seed: UInt64
    let times: Int

    /// - Parameter rows: how many each time goes over; where they are very many, fewer times do.
    init(accounts: Int, rows: Int, seed: UInt64) {
        self.accounts = accounts
        self.seed = seed
        times = max(200, min(1000, 100_000_000 / max(1, rows)))
    }

    /// - Parameter statistic: of how often each account was drawn; nothing where it cannot be told of those.
    func interval(of statistic: ([Double]) -> Double?) -> Interval? {
        guard accounts > 0 else { return nil }
        var lots = Lots(seed: seed)
        var drawn: [Double] = []
        for _ in 0..<times {
            var counts = [Double](repeating: 0, count: accounts)
            for _ in 0..<accounts { counts[lots.below(accounts)] += 1 }
            if let value = statistic(counts) { drawn.append(value) }
        }
        guard drawn.count * 10 >= times * 9 else { return nil }
        drawn.sort()
        return Interval(low: Self.rank(0.025, of: drawn), high: Self.rank(0.975, of: drawn))
    }

    /// The nearest rank.
    private static func rank(_ share: Double, of sorted: [Double]) -> Double {
        sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
    }
}
