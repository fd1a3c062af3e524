/// One part of a health score: a metric, how its value is graded, and how much that weighs.
package struct Measure: Sendable, Hashable {
    /// What its writer calls it.
    package let key: String
    package let metric: String
    package let grading: Grading
    /// Above 0; only its share of all weights matters.
    package let weight: Double
    /// Without it there is no score.
    package let isRequired: Bool

    package init(key: String, metric: String, grading: Grading, weight: Double, isRequired: Bool = false) {
        self.key = key
        self.metric = metric
        self.grading = grading
        self.weight = weight
        self.isRequired = isRequired
    }

    /// The weight in millionths, with which coverage is compared: 0.55 × 20 is not 11 in binary fractions.
    var exactWeight: Int64 { Int64((weight * 1_000_000).rounded()) }
}
