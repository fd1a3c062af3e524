import BellwetherCore

/// Why a load that could be read is not taken: better old facts than wrong ones.
package enum LoadRefusal: Sendable, Hashable {
    case empty
    case fellTooFar(kind: String, from: Int, to: Int)
    case tooManyBad(kind: String, rejected: Int, of: Int, such: RejectedRow?)
}

/// What a load must be like to be believed (DESIGN 8).
package struct LoadGuard: Sendable, Hashable {
    /// The largest share of rows that may be unreadable.
    package var mostBad: Double
    /// The largest share by which a snapshot may shrink against the last good one.
    package var mostFall: Double
    package var mayBeEmpty: Bool

    package init(mostBad: Double = 0.05, mostFall: Double = 0.3, mayBeEmpty: Bool = false) {
        self.mostBad = mostBad
        self.mostFall = mostFall
        self.mayBeEmpty = mayBeEmpty
    }

    /// The first reason not to take this load, in the order of the kinds' names.
    ///
    /// - Parameters:
    ///   - tallies: what was read, by kind of fact.
    ///   - before: how many rows of each kind the last good load left, where this one replaces them.
    ///   - example: says of a kind which bad row to show.
    package func refusal(
        of tallies: [String: LoadTally], replacing before: [String: Int], example: (String) -> RejectedRow?
    ) -> LoadRefusal? {
        // One kind may well have no rows where a column says which row is what; all of them together may not.
        if !mayBeEmpty, tallies.values.allSatisfy({ $0.accepted + $0.rejected == 0 }) { return .empty }
        for (kind, tally) in tallies.sorted(by: { $0.key < $1.key }) {
            let total = tally.accepted + tally.rejected
            if Double(tally.rejected) > mostBad * Double(total) {
                return .tooManyBad(kind: kind, rejected: tally.rejected, of: total, such: example(kind))
            }
            if let known = before[kind], known > 0, Double(tally.accepted) < (1 - mostFall) * Double(known) {
                return .fellTooFar(kind: kind, from: known, to: tally.accepted)
            }
        }
        return nil
    }
}
