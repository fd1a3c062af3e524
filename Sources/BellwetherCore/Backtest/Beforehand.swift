/// Account by account: of those that were lost, who stood in the lowest band as the horizon opened; and of those that
/// ever stood there, what became of them.
package struct Beforehand: Sendable, Hashable {
    package private(set) var left = 0
    package private(set) var shrank = 0
    /// Of those that were lost: in the lowest band at the first month's end from which the loss lay within the horizon.
    package private(set) var lostAndLowest = 0
    package private(set) var lostWithoutScore = 0
    /// Accounts that stood in the lowest band at any month's end.
    package private(set) var lowest = 0
    package private(set) var lowestAndKept = 0
    package private(set) var lowestAndTreated = 0

    package var lost: Int { left + shrank }
    package var lowestAndLost: Int { lowest - lowestAndKept - lowestAndTreated }

    init(_ rows: BacktestRows) {
        for rows in Dictionary(grouping: rows.rows, by: \.account).values {
            let inOrder = rows.sorted { $0.month < $1.month }
            if let first = inOrder.first(where: \.isLost) { countLost(first) }
            let lows = inOrder.filter { $0.band == 0 }
            guard !lows.isEmpty else { continue }
            lowest += 1
            if lows.contains(where: \.isLost) { continue }
            if lows.contains(where: \.isTreated) { lowestAndTreated += 1 } else { lowestAndKept += 1 }
        }
    }

    private mutating func countLost(_ row: BacktestRow) {
        switch row.outcome {
        case .kept: return
        case .lost(.left, on: _): left += 1
        case .lost(.shrank, on: _): shrank += 1
        }
        if row.band == 0 { lostAndLowest += 1 }
        if row.band == nil { lostWithoutScore += 1 }
    }

    package var recall: Double? { lost > 0 ? Double(lostAndLowest) / Double(lost) : nil }
    package var falseAlarmShare: Double? { lowest > 0 ? Double(lowestAndKept) / Double(lowest) : nil }
}
