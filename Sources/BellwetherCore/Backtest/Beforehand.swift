/// Account by account: of those that were lost, who stood in the lowest band as the horizon opened; and of those that
/// ever stood there, what became of them.
package struct Beforehand: Sendable, Hashable {
    package private(set) var left = 0
    package private(set) var shrank = 0
    /// Of those that were lost: in the lowest band at the first month's end from which the loss lay within the horizon.
    package private(set) var lostAndLowest = 0
    /// The same at the last month's end before the loss.
    package private(set) var lostAndLowestAtLast = 0
    package private(set) var lostWithoutScore = 0
    /// Accounts that stood in the lowest band at any month's end.
    package private(set) var lowest = 0
    /// Of those: never lost after it, as far as is looked at.
    package private(set) var lowestAndKept = 0
    /// Lost, but from no month's end at which it stood there within the horizon: it had come up again, and left later.
    package private(set) var lowestAndLostLater = 0
    package private(set) var lowestAndTreated = 0

    /// Accounts of which nobody knows what became, though they had a score.
    package private(set) var unknown: [Outcome.Unknown: Int] = [:]
    /// Of those: in the lowest band at the last month's end of which that holds.
    package private(set) var unknownAndLowest = 0
    /// Accounts that left on a day that nobody says, and never had a score.
    package private(set) var undated = 0

    package var unknownAccounts: Int { unknown.values.reduce(0, +) }
    package var lost: Int { left + shrank }
    package var lowestAndLost: Int { lowest - lowestAndKept - lowestAndTreated - lowestAndLostLater }

    init(_ rows: BacktestRows) {
        rows.forEachAccount { inOrder in
            if let first = inOrder.first(where: \.isLost) {
                countLost(first)
                let last = inOrder.last { $0.outcome.lostOn == first.outcome.lostOn }
                if last?.band == 0 { lostAndLowestAtLast += 1 }
            }
            let lows = inOrder.filter { $0.band == 0 }
            guard !lows.isEmpty else { return }
            lowest += 1
            if lows.contains(where: \.isLost) { return }
            if inOrder.contains(where: { $0.isLost && $0.month > lows[0].month }) {
                lowestAndLostLater += 1
            } else if lows.contains(where: \.isTreated) {
                lowestAndTreated += 1
            } else {
                lowestAndKept += 1
            }
        }
        for (_, account) in rows.unknown {
            unknown[account.why, default: 0] += 1
            if account.band == 0 { unknownAndLowest += 1 }
        }
        undated = rows.undated
    }

    private mutating func countLost(_ row: BacktestRow) {
        switch row.outcome {
        case .kept, .unknown: return
        case .lost(.left, on: _): left += 1
        case .lost(.shrank, on: _): shrank += 1
        }
        if row.band == 0 { lostAndLowest += 1 }
        if row.band == nil { lostWithoutScore += 1 }
    }

    package var recall: Double? { lost > 0 ? Double(lostAndLowest) / Double(lost) : nil }
    package var recallAtLast: Double? { lost > 0 ? Double(lostAndLowestAtLast) / Double(lost) : nil }
    /// The same as `recall` if all had been lost of which nobody knows.
    package var recallAtWorst: Double? {
        let all = lost + unknownAccounts
        return all > 0 ? Double(lostAndLowest + unknownAndLowest) / Double(all) : nil
    }

    package var falseAlarmShare: Double? { lowest > 0 ? Double(lowestAndKept) / Double(lowest) : nil }
}
