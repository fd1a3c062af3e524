package import CEL

/// One way to make a score: for accounts of which `appliesTo` holds, a weighted mean of measures, then caps, then a band.
package struct HealthModel: Sendable {
    /// Holds a score down while a condition holds.
    package struct Cap: Sendable {
        package let condition: Condition
        /// The band's key.
        package let bandAtMost: String
        /// In the writer's words, for whoever asks why.
        package let why: String

        package init(when condition: Condition, bandAtMost: String, why: String) {
            self.condition = condition
            self.bandAtMost = bandAtMost
            self.why = why
        }
    }

    package let name: String
    /// `nil` in the last model, which takes everybody left.
    package let appliesTo: Condition?
    /// The least share of weight that must be known, 0 to 1; as much is enough.
    package let minCoverage: Double
    package let measures: [Measure]
    /// Rising, from 0 to 100 without gap or overlap.
    package let bands: [HealthBand]
    /// The strictest first.
    package let caps: [Cap]

    package init(
        name: String, appliesTo: Condition? = nil, minCoverage: Double = 0.6, measures: [Measure], bands: [HealthBand],
        caps: [Cap] = []
    ) {
        self.name = name
        self.appliesTo = appliesTo
        self.minCoverage = minCoverage
        self.measures = measures
        self.bands = bands
        let places = Dictionary(bands.enumerated().map { ($1.key, $0) }) { first, _ in first }
        self.caps = caps.enumerated()
            .sorted {
                (places[$0.element.bandAtMost] ?? 0, $0.offset) < (places[$1.element.bandAtMost] ?? 0, $1.offset)
            }
            .map(\.element)
    }

    /// The place of the band that a score in tenths falls into.
    func band(ofTenths tenths: Int) -> Int { bands.lastIndex { $0.fromTenths <= tenths } ?? 0 }

    /// The highest score in tenths that a cap leaves: the last one within its band (METRICS 1.6).
    func highestTenths(under cap: Cap) -> Int {
        guard let place = bands.firstIndex(where: { $0.key == cap.bandAtMost }), place + 1 < bands.count else {
            return 1000
        }
        return bands[place + 1].fromTenths - 1
    }

    var exactWeight: Int64 { measures.reduce(0) { $0 + $1.exactWeight } }
}

extension HealthModel {
    /// Known weight, and the weighted sum of scores, as they add up measure by measure.
    struct Tally {
        var weight = 0.0
        var exactWeight: Int64 = 0
        var points = 0.0
        var lacksRequired = false

        /// The score before caps, in tenths of a point, quantised once, half away from zero.
        ///
        /// A half that only exists in decimals (49.95) is off by a hair in binary; a millionth of a tenth snaps it back.
        var tenths: Int {
            let exact = points * 10 / weight
            return Int(((exact * 1e6).rounded() / 1e6).rounded(.toNearestOrAwayFromZero))
        }
    }

    /// Compared exactly: 60 of 100 is 0.6.
    func isEnough(_ tally: Tally) -> Bool {
        let least = Int128((minCoverage * 1_000_000).rounded())
        return tally.exactWeight > 0 && !tally.lacksRequired
            && Int128(tally.exactWeight) * 1_000_000 >= least * Int128(exactWeight)
    }
}

extension HealthModel.Tally {
    mutating func add(_ measure: Measure, _ score: Double?) {
        guard let score else {
            lacksRequired = lacksRequired || measure.isRequired
            return
        }
        weight += measure.weight
        exactWeight += measure.exactWeight
        points += measure.weight * score
    }
}
