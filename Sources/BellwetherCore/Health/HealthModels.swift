import CEL
import Diagnostics

/// The ways scores are made, in order: an account's is the first that applies to it.
package struct HealthModels: Sendable {
    package let models: [HealthModel]
    /// Every band of every model, `unknown` first; a score's band is an index into it.
    package let bands: [HealthBand]
    /// For each model, a fingerprint of everything in it that can change a number. Words and colours are not in it.
    package let versions: [String]
    /// The ages that models set for metrics, in days.
    package let maxAgeDays: [String: Int]
    /// The versions as columns keep them.
    let codes: [Double]
    /// For each model, the codes of its bands.
    let bandCodes: [[Int]]

    package init(_ models: [HealthModel], maxAgeDays: [String: Int] = [:]) {
        self.models = models
        self.maxAgeDays = maxAgeDays
        var bands = [HealthBand.unknown]
        bandCodes = models.map { model in
            model.bands.map { band in
                if let code = bands.firstIndex(of: band) { return code }
                bands.append(band)
                return bands.count - 1
            }
        }
        self.bands = bands
        let prints = zip(models, bandCodes).map { $0.fingerprint(bandCodes: $1, maxAgeDays: maxAgeDays) }
        versions = prints.map(\.text)
        codes = prints.map(\.code)
    }

    /// The model of a code in `HealthScores.model`, if it is still one of these.
    package func index(ofCode code: Double) -> Int? { codes.firstIndex(of: code) }

    /// What the models' conditions read of the past.
    package var lookBacks: [LookBack] {
        let conditions = models.flatMap { model in [model.appliesTo].compactMap(\.self) + model.caps.map(\.condition) }
        return LookBack.furthest(conditions.flatMap(\.references.lookBacks))
    }

    /// What metrics must be kept for explaining a score of an earlier day.
    package var metricNames: Set<String> { Set(models.flatMap { $0.measures.map(\.metric) }) }
}

extension HealthModel {
    /// The codes of the bands are in it: history keeps codes, so where they shift, the past does not compare.
    fileprivate func fingerprint(bandCodes: [Int], maxAgeDays: [String: Int]) -> Fingerprint {
        var print = Fingerprint()
        print.add(name)
        print.add(appliesTo?.source.text ?? "")
        print.add(minCoverage.description)
        for measure in measures {
            print.add(measure.key)
            print.add(measure.metric)
            print.add(measure.grading.normalised)
            print.add(measure.weight.description)
            print.add(measure.isRequired.description)
            print.add(maxAgeDays[measure.metric]?.description ?? "")
        }
        for (band, code) in zip(bands, bandCodes) { print.add("\(band.key) \(band.fromTenths) \(code)") }
        for cap in caps {
            print.add(cap.condition.source.text)
            print.add(cap.bandAtMost)
        }
        return print
    }
}

extension Grading {
    fileprivate var normalised: String {
        switch self {
        case .linear(let zeroAt, let fullAt): "linear \(zeroAt) \(fullAt)"
        case .tiers(let tiers): "tiers " + tiers.map { "\($0.from) \($0.score)" }.joined(separator: ",")
        case .map(let entries): "map " + entries.map { "\($0.value) \($0.score)" }.joined(separator: ",")
        }
    }
}
