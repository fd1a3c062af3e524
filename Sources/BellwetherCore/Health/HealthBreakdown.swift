/// How one score came about: every measure with its value, its own score and the points it gave.
package struct HealthBreakdown: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        package let measure: String
        /// The group or stage it belongs to; empty where there are none.
        package let group: String
        /// What it reads: a metric, a field, a condition.
        package let metric: String
        package let value: Measured
        /// 0 to 100, where the value is known or filled in.
        package let score: Double?
        /// Whether the score stands in for what is not known.
        package let isFilled: Bool
        /// Why an unknown value counts as the worst, in the words of who wrote the model.
        package let why: String?
        /// Whether the lowest or the highest of several measures decides, and it is another.
        package let isOutdone: Bool
        /// Whether its stage counts; true where there are no stages.
        package let isReached: Bool
        package let weight: Double
        /// Its part of the score, unrounded; 0 where absent.
        package let contribution: Double
        /// In tenths of a point, rounded so that the parts sum to the score before caps (largest remainder).
        package let contributionTenths: Int
    }

    package let model: String
    package let version: String
    package let scale: HealthModel.Scale
    /// Quantised to a tenth of a point, after floors, caps and overrides.
    package let score: Measured
    /// The same before anybody overrode it.
    package let computed: Measured
    package let scoreBeforeCaps: Measured
    package let band: HealthBand
    package let coverage: Double
    package let parts: [Part]
    /// The cap that lowered the score, in its writer's words.
    package let cap: String?
    /// The floor that raised it.
    package let floor: String?
    package let override: HealthOverride?
    package let missingRequired: [String]
    /// Why there is no score, where something other than a measure is missing; one sentence without its end.
    package let lack: String?

    /// The three marks from 1 to 10 together (METRICS M03).
    package var behaviourSum: Int? {
        guard scale == .behaviour, scoreBeforeCaps.value != nil else { return nil }
        return Int(parts.reduce(0) { $0 + HealthModel.Scale.mark(of: $1.score ?? 0) }.rounded())
    }
}

extension HealthBreakdown {
    /// The mark from 1 to 10 that a measure has, where it has one and the score is made of marks.
    func mark(of part: Part) -> Double? {
        guard scale == .behaviour, let score = part.score else { return nil }
        return (HealthModel.Scale.mark(of: score) * 10).rounded() / 10
    }
}

extension HealthModel.Scale {
    /// A mark from 1 to 10 as a score from 0 to 100, and back: three of them make 100 × (sum − 3) ÷ 27.
    static func score(ofMark mark: Double) -> Double { (mark - 1) * 100 / 9 }
    static func mark(of score: Double) -> Double { score * 9 / 100 + 1 }

    /// A sum of three marks, likewise.
    static func score(ofSum sum: Double) -> Double { (sum - 3) * 100 / 27 }
}
