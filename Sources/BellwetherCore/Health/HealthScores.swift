package import Columns

/// A named interval of scores; `unknown` is a band of its own and stands for no score.
package struct HealthBand: Sendable, Hashable {
    package let key: String
    package let label: String
    /// red, yellow, green, grey …; presentation only, never alone.
    package let colour: String
    /// The lowest score in it, in tenths of a point.
    package let fromTenths: Int
    /// The share of accounts in this band expected to renew, before there is history.
    package let renews: Double

    package init(key: String, label: String, colour: String, fromTenths: Int, renews: Double) {
        self.key = key
        self.label = label
        self.colour = colour
        self.fromTenths = fromTenths
        self.renews = renews
    }

    package static let unknown = HealthBand(
        key: "unknown", label: "Unknown", colour: "grey", fromTenths: 0, renews: 0.7)
}

/// Health of all accounts as of one instant.
package struct HealthScores: Sendable {
    package let asOf: AsOf
    /// Every band of every model, `unknown` first; a slot's band is an index into it.
    package let bands: [HealthBand]
    /// 0 to 100 in whole tenths, after caps.
    package let score: Numbers
    /// The share of the model's weight that is known.
    package let coverage: Numbers
    /// Codes of `bands`; 0, `unknown`, for whom a model speaks of but has no score.
    package let band: Numbers
    /// The models' fingerprints, which outlive a reload (`HealthModels.index(ofCode:)`); absent where no model applies
    /// (churned accounts, prospects).
    package let model: Numbers

    package init(
        asOf: AsOf, bands: [HealthBand], score: Numbers, coverage: Numbers, band: Numbers, model: Numbers
    ) {
        self.asOf = asOf
        self.bands = bands
        self.score = score
        self.coverage = coverage
        self.band = band
        self.model = model
    }

    /// How many accounts are in each band, by its key; those that no model speaks of are in none.
    package var bandCounts: [String: Int] {
        (0..<model.count).reduce(into: [:]) { counts, slot in
            if model.measured(slot).value != nil { counts[band(of: slot).key, default: 0] += 1 }
        }
    }

    package func band(of slot: Int) -> HealthBand {
        guard let code = band.measured(slot).value, bands.indices.contains(Int(code)) else { return .unknown }
        return bands[Int(code)]
    }
}

/// How one score came about: every measure with its value, its own score and the points it gave.
package struct HealthBreakdown: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        package let measure: String
        package let metric: String
        package let value: Measured
        /// 0 to 100, where the value is known.
        package let score: Double?
        package let weight: Double
        /// `weight × score ÷ present weight`, unrounded; 0 where absent.
        package let contribution: Double
        /// In tenths of a point, rounded so that the parts sum to the score before caps (largest remainder).
        package let contributionTenths: Int

        package init(
            measure: String, metric: String, value: Measured, score: Double?, weight: Double, contribution: Double,
            contributionTenths: Int
        ) {
            self.measure = measure
            self.metric = metric
            self.value = value
            self.score = score
            self.weight = weight
            self.contribution = contribution
            self.contributionTenths = contributionTenths
        }
    }

    package let model: String
    package let version: String
    /// Quantised to a tenth of a point, after caps.
    package let score: Measured
    package let scoreBeforeCaps: Measured
    package let band: HealthBand
    package let coverage: Double
    package let parts: [Part]
    /// The cap that lowered the score, in its writer's words.
    package let cap: String?
    package let missingRequired: [String]

    package init(
        model: String, version: String, score: Measured, scoreBeforeCaps: Measured, band: HealthBand, coverage: Double,
        parts: [Part], cap: String?, missingRequired: [String]
    ) {
        self.model = model
        self.version = version
        self.score = score
        self.scoreBeforeCaps = scoreBeforeCaps
        self.band = band
        self.coverage = coverage
        self.parts = parts
        self.cap = cap
        self.missingRequired = missingRequired
    }
}
