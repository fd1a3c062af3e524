package import CEL

/// Points that what happened gives and takes, on top of a base (METRICS M02).
///
/// What happened loses its weight with time: of ten points that halve after 30 days, five are left after thirty days,
/// and none after sixty.
package struct Points: Sendable {
    package enum Source: Sendable {
        /// Each fact of a list, such as `tickets`, of which the condition holds, counted from its moment.
        case each(list: String, moment: Int, where: Condition?)
        /// Once, while a condition holds; nothing decays.
        case holds(Condition)
        /// For each unit of a metric; nothing decays.
        case per(metric: String)
    }

    package struct Entry: Sendable {
        package let source: Source
        /// Given, or below 0 taken.
        package let points: Double
        /// No more than so many are given or taken in all.
        package let atMost: Double?

        package init(_ source: Source, points: Double, atMost: Double? = nil) {
            self.source = source
            self.points = points
            self.atMost = atMost
        }

        /// What so many units of it come to.
        func limited(_ points: Double) -> Double {
            atMost.map { min($0, max(-$0, points)) } ?? points
        }
    }

    package let base: Double
    /// After how many days half of an event's points are left; `nil` where they keep their weight.
    package let halfAfterDays: Int?
    package let entries: [Entry]

    package init(base: Double, halfAfterDays: Int? = nil, entries: [Entry]) {
        self.base = base
        self.halfAfterDays = halfAfterDays
        self.entries = entries
    }

    /// The share of an event's points that is left after so many days: a straight line to nothing.
    package func left(afterDays age: Int) -> Double {
        guard let halfAfterDays else { return 1 }
        return max(0, 1 - Double(max(0, age)) / Double(2 * halfAfterDays))
    }
}
