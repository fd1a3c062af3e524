/// How a value becomes a score from 0 to 100 (METRICS M02).
package enum Grading: Sendable, Hashable {
    package struct Tier: Sendable, Hashable {
        package let from: Double
        package let score: Double

        package init(from: Double, score: Double) {
            self.from = from
            self.score = score
        }
    }

    package struct Entry: Sendable, Hashable {
        package let value: Double
        package let score: Double

        package init(value: Double, score: Double) {
            self.value = value
            self.score = score
        }
    }

    /// 0 at one value, 100 at the other, in proportion between, and no further beyond.
    case linear(zeroAt: Double, fullAt: Double)
    /// In rising order, each half-open up to the next: 10 belongs to the tier that starts at 10. The first also takes
    /// what lies below it.
    case tiers([Tier])
    /// Named values only; any other has no score.
    case map([Entry])
    /// The value is a score already, as far as it lies between 0 and 100.
    case asIs

    /// `nil` for a value that a map does not name.
    package func score(of value: Double) -> Double? {
        switch self {
        case .linear(let zeroAt, let fullAt):
            min(100, max(0, (value - zeroAt) * 100 / (fullAt - zeroAt)))
        case .tiers(let tiers):
            (tiers.last { $0.from <= value } ?? tiers.first)?.score
        case .map(let entries):
            entries.first { $0.value == value }?.score
        case .asIs:
            min(100, max(0, value))
        }
    }

    /// The lowest score it can give.
    var worst: Double {
        switch self {
        case .linear, .asIs: 0
        case .tiers(let tiers): tiers.map(\.score).min() ?? 0
        case .map(let entries): entries.map(\.score).min() ?? 0
        }
    }
}
