import Columns

/// Which way a score goes. Two points either way are flat: an arrow that turns with every point says nothing.
package struct HealthTrend: Sendable, Hashable {
    package enum Direction: String, Sendable, Hashable {
        case up, flat, down
    }

    /// Points gained or lost; absent without a score then or now, and across a change of the health model.
    package let change: Measured

    package static let deadBand = 2.0

    package init(from then: Measured, to now: Measured) {
        switch (then, now) {
        case (.known(let then), .known(let now)):
            // Both are whole tenths; their binary difference need not be.
            change = .known(((now - then) * 10).rounded() / 10)
        case (_, .absent(let reason)), (.absent(let reason), _): change = .absent(reason)
        }
    }

    package var direction: Direction? {
        guard let points = change.value else { return nil }
        if abs(points) <= Self.deadBand { return .flat }
        return points > 0 ? .up : .down
    }
}

/// The trends of all scores over one span, with what history knows looked up once.
package struct HealthTrends: Sendable {
    private let then: PastNumbers
    private let now: Numbers

    /// Over 7 or 30 days, say; nothing is known where the sight has no scores, or history does not reach back.
    package init(overDays days: Int, in sight: Sight) {
        now = sight.currentColumn("health.score")
        if let span = Span("\(days)d") {
            then = sight.ago("health.score", span)
        } else {
            then = PastNumbers { .absent(.noHistory, rows: $0.rows.count) }
        }
    }

    package func trend(of slot: Int) -> HealthTrend { trends(of: Stretch(slot: slot))[0] }

    /// A trend for each row.
    func trends(of stretch: Stretch) -> [HealthTrend] {
        let (then, now) = (then.sweep(stretch), now.rows(stretch))
        return (0..<now.count).map { HealthTrend(from: then.measured($0), to: now.measured($0)) }
    }
}
