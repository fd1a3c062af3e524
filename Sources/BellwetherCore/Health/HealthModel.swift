package import CEL

/// One way to make a score: for accounts of which `appliesTo` holds, measures put together, then floors and caps, then
/// a band.
package struct HealthModel: Sendable {
    /// How the measures are put together.
    package enum Shape: Sendable {
        /// All of them side by side.
        case flat(Combining)
        /// Within each group first, then the groups.
        case groups([Group], Combining)
        /// One group for each stage of a customer's life, of which those count that it has reached (METRICS M05).
        case stages([Group], current: String)
    }

    package enum Combining: String, Sendable, Hashable, CaseIterable {
        case weightedMean = "weighted_mean"
        case min, max
    }

    package struct Group: Sendable, Hashable {
        package let key: String
        package let weight: Double
        package let combining: Combining
        /// Which of the model's measures are in it.
        package let measures: Range<Int>

        package init(key: String, weight: Double, combining: Combining = .weightedMean, measures: Range<Int>) {
            self.key = key
            self.weight = weight
            self.combining = combining
            self.measures = measures
        }
    }

    /// How the numbers are written and spoken of; inside all are scores from 0 to 100.
    package enum Scale: String, Sendable, Hashable {
        case score
        /// Three marks from 1 to 10, and their sum (METRICS M03).
        case behaviour
    }

    /// Holds a score down, or up, while a condition holds.
    package struct Limit: Sendable {
        package let condition: Condition
        package let tenths: Int
        /// In the writer's words, for whoever asks why.
        package let why: String

        package init(when condition: Condition, tenths: Int, why: String) {
            self.condition = condition
            self.tenths = tenths
            self.why = why
        }
    }

    package let name: String
    /// Which of an account's scores it makes; `nil` for the one that is called `health.score`.
    package let scoreName: String?
    /// `nil` in the last model, which takes everybody left.
    package let appliesTo: Condition?
    /// The least share of weight that must be known, 0 to 1; as much is enough.
    package let minCoverage: Double
    package let measures: [Measure]
    package let shape: Shape
    package let scale: Scale
    /// Rising, from 0 to 100 without gap or overlap.
    package let bands: [HealthBand]
    /// Where bands go by rank among the accounts of this model, as long as there are enough of them.
    package let ranks: RelativeBands?
    /// The strictest first.
    package let caps: [Limit]
    /// The highest first.
    package let floors: [Limit]

    package init(
        name: String, scoreName: String? = nil, appliesTo: Condition? = nil, minCoverage: Double = 0.6,
        measures: [Measure], shape: Shape = .flat(.weightedMean), scale: Scale = .score, bands: [HealthBand],
        ranks: RelativeBands? = nil, caps: [Limit] = [], floors: [Limit] = []
    ) {
        self.name = name
        self.scoreName = scoreName
        self.appliesTo = appliesTo
        self.minCoverage = minCoverage
        self.measures = measures
        self.shape = shape
        self.scale = scale
        self.bands = bands
        self.ranks = ranks
        self.caps = caps.stablySorted { $0.tenths < $1.tenths }
        self.floors = floors.stablySorted { $0.tenths > $1.tenths }
    }

    /// The place of the band that a score in tenths falls into.
    func band(ofTenths tenths: Int) -> Int { bands.lastIndex { $0.fromTenths <= tenths } ?? 0 }

    /// The scores in tenths that fall into the band of this key.
    package func tenths(inBand key: String) -> ClosedRange<Int>? { bands.tenths(in: key) }

    var exactWeight: Int64 { measures.reduce(0) { $0 + $1.exactWeight } }

    /// The groups; of a flat model, one with everything in it.
    package var groups: [Group] {
        switch shape {
        case .flat(let combining):
            [Group(key: "", weight: 1, combining: combining, measures: measures.indices)]
        case .groups(let groups, _), .stages(let groups, current: _): groups
        }
    }

    /// Whether it is a plain weighted mean, which is added up along the columns.
    var isPlain: Bool {
        if case .flat(.weightedMean) = shape { true } else { false }
    }
}

extension [HealthBand] {
    /// The scores in tenths that fall into the band of this key.
    package func tenths(in key: String) -> ClosedRange<Int>? {
        guard let place = firstIndex(where: { $0.key == key }) else { return nil }
        return self[place].fromTenths...(place + 1 < count ? self[place + 1].fromTenths - 1 : 1000)
    }
}

extension Array {
    /// Equals stay in the order of the file.
    fileprivate func stablySorted(by precedes: (Element, Element) -> Bool) -> [Element] {
        enumerated().sorted { left, right in
            if precedes(left.element, right.element) { return true }
            return !precedes(right.element, left.element) && left.offset < right.offset
        }.map(\.element)
    }
}
