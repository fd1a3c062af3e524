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
    /// Who is overridden, by slot.
    package let overrides: [Int: HealthOverride]
    /// The score before anybody overrode it; `nil` where nobody did, and it is the score.
    package let computed: Numbers?
    /// The score before floors and caps; `nil` where none changed one, and it is the computed one.
    package let uncapped: Numbers?
    /// What measures read that is no metric, by the paths under which history keeps it.
    package let inputs: [String: Numbers]
    /// The scores beside this one, by name.
    package var named: [String: HealthScores]
    /// What made them.
    package let models: HealthModels

    package init(
        asOf: AsOf, bands: [HealthBand], score: Numbers, coverage: Numbers, band: Numbers, model: Numbers,
        overrides: [Int: HealthOverride] = [:], computed: Numbers? = nil, uncapped: Numbers? = nil,
        inputs: [String: Numbers] = [:], named: [String: HealthScores] = [:], models: HealthModels = HealthModels([])
    ) {
        self.models = models
        self.overrides = overrides
        self.computed = computed
        self.uncapped = uncapped
        self.inputs = inputs
        self.named = named
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
