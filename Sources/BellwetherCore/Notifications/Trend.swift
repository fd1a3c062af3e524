/// How an account's score went of late, a value for each day: for messages that show it as a picture.
package struct Trend: Sendable, Hashable, Codable {
    /// A stripe of the picture, from its value up to the next one's.
    package struct Band: Sendable, Hashable, Codable {
        package let from: Double
        package let colour: String
    }

    /// How far back messages look.
    package static let days = 90

    /// The oldest first, the last as of the message; nothing for days without a score.
    package let scores: [Double?]
    /// The lowest first.
    package let bands: [Band]
    /// What the picture shows, for whoever cannot see it.
    package let words: String

    /// Nothing where there is no line to draw: it takes scores of two days.
    package init?(of points: [(day: Day, score: Double)], bands: [HealthBand], printer: ValuePrinter) {
        guard let first = points.first, let last = points.last, last.day > first.day else { return nil }
        var scores = [Double?](repeating: nil, count: last.day - first.day + 1)
        for point in points { scores[point.day - first.day] = point.score }
        self.scores = scores
        self.bands = bands.sorted { $0.fromTenths < $1.fromTenths }
            .map { Band(from: Double($0.fromTenths) / 10, colour: $0.colour) }
        words = printer.course(of: scores.compactMap { $0 }, from: first.day, to: last.day)
    }
}

extension ValuePrinter {
    /// A score over time in one sentence without its full stop.
    package func course(of scores: [Double], from first: Day, to last: Day) -> String {
        guard let then = scores.first, let now = scores.last, let low = scores.min(), let high = scores.max() else {
            return "No health score from \(text(first)) to \(text(last))"
        }
        return """
            Health score from \(text(first)) to \(text(last)): \(score(then)) at first, \(score(now)) at last, \
            lowest \(score(low)), highest \(score(high))
            """
    }
}
