package import CEL
import Diagnostics

/// One part of a health score: what it reads, how that is graded, and how much it weighs.
package struct Measure: Sendable {
    /// What the value comes from.
    package enum Input: Sendable {
        /// A number of the catalogue.
        case metric(String)
        /// A text of the account, such as its tier, with the score of each value it may have.
        case field(String, scores: [String: Double])
        /// Whether something holds, as 1 or 0.
        case condition(Condition)
        /// Points that things which happened give and take.
        case points(Points)
    }

    /// What becomes of the measure where nothing is known.
    package enum Missing: Sendable, Hashable {
        /// The others carry its weight.
        case exclude
        /// It counts as 50, and still as not known.
        case neutral
        /// It counts as the worst there is: that nothing is known is the finding, for the reason given.
        case worst(why: String)
        /// There is no score.
        case block

        /// The reason for which it counts as the worst.
        package var why: String? {
            if case .worst(let why) = self { why } else { nil }
        }
    }

    /// What its writer calls it.
    package let key: String
    package let input: Input
    package let grading: Grading
    /// Only its share of all weights matters; at 0 it is shown without counting.
    package let weight: Double
    package let missing: Missing

    package init(key: String, input: Input, grading: Grading, weight: Double, missing: Missing = .exclude) {
        self.key = key
        self.input = input
        self.grading = grading
        self.weight = weight
        self.missing = missing
    }

    package init(key: String, metric: String, grading: Grading, weight: Double, isRequired: Bool = false) {
        self.init(
            key: key, input: .metric(metric), grading: grading, weight: weight,
            missing: isRequired ? .block : .exclude)
    }

    package var metric: String? {
        if case .metric(let name) = input { name } else { nil }
    }

    /// Without it there is no score.
    package var isRequired: Bool { missing == .block }

    /// The weight in millionths, with which coverage is compared: 0.55 × 20 is not 11 in binary fractions. What weighs
    /// less than one counts as one: of nothing there is no share.
    var exactWeight: Int64 { weight > 0 ? max(1, Int64((weight * 1_000_000).rounded())) : 0 }

    /// What it counts as where nothing is known; `nil` where it does not count then.
    var filling: Double? {
        switch missing {
        case .exclude, .block: nil
        case .neutral: 50
        case .worst: worst
        }
    }

    /// The lowest score it can come to; of a field, that of its values.
    private var worst: Double {
        if case .field(_, let scores) = input { scores.values.min() ?? 0 } else { grading.worst }
    }

    /// What it says it reads: a metric, a field, or a condition.
    package var reads: String {
        switch input {
        case .metric(let name): name
        case .field(let name, scores: _): name
        case .condition(let condition): condition.source.text
        case .points: "points"
        }
    }
}

/// A measure's score for one account, if there is one.
package struct Graded: Sendable, Hashable {
    /// 0 to 100.
    package let score: Double?
    /// Whether the score stands in for what is not known.
    package let isFilled: Bool

    package init(_ score: Double?, isFilled: Bool = false) {
        self.score = score
        self.isFilled = isFilled
    }
}

extension Measure {
    /// What a stale or broken source leaves open is never filled in: a dead export must not judge anybody.
    func graded(_ value: Measured) -> Graded {
        switch value {
        case .known(let number):
            if let score = grading.score(of: number) { return Graded(score) }
        case .absent(.stale), .absent(.sourceError): return Graded(nil)
        case .absent: break
        }
        return Graded(filling, isFilled: filling != nil)
    }

    /// Whether a filled-in score counts as known: that nothing is known is then what is judged.
    var countsWhenFilled: Bool {
        if case .worst = missing { true } else { false }
    }
}
