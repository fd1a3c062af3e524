/// Who stood below an edge of bands and who was lost, month by month of each account (or account by account).
///
/// Whoever was called because of an alert and stayed is counted apart: that they stayed does not show that the alert
/// was wrong.
package struct Confusion: Sendable, Hashable {
    package struct Side: Sendable, Hashable {
        package var lost = 0
        package var kept = 0
        package var treated = 0

        package var all: Int { lost + kept + treated }

        package init(lost: Int = 0, kept: Int = 0, treated: Int = 0) {
            self.lost = lost
            self.kept = kept
            self.treated = treated
        }

        mutating func add(isLost: Bool, isTreated: Bool) {
            if isLost { lost += 1 } else if isTreated { treated += 1 } else { kept += 1 }
        }
    }

    package var below = Side()
    package var above = Side()
    /// Those without a score: of what was lost among them, nobody was warned.
    package var unscored = Side()

    package init(below: Side = Side(), above: Side = Side(), unscored: Side = Side()) {
        self.below = below
        self.above = above
        self.unscored = unscored
    }

    package var lost: Int { below.lost + above.lost + unscored.lost }

    /// Of those that were lost, the share that stood below.
    package var recall: Double? { Self.share(below.lost, of: lost) }

    /// Of those that stood below, the share that was lost.
    package var precision: Double? { Self.share(below.lost, of: below.lost + below.kept) }

    /// The harmonic mean of both.
    package var f1: Double? {
        guard let recall, let precision else { return nil }
        return recall + precision > 0 ? 2 * recall * precision / (recall + precision) : 0
    }

    /// Of all that stood below, the share that was left alone and stayed.
    package var falseAlarmShare: Double? { Self.share(below.kept, of: below.all) }

    private static func share(_ part: Int, of whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }
}
