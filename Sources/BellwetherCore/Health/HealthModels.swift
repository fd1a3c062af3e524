import CEL
import Diagnostics

/// The ways scores are made, in order: an account's is the first that applies to it.
package struct HealthModels: Sendable {
    package let models: [HealthModel]
    /// What somebody said over what is computed.
    package let overrides: [HealthOverride]
    /// Every band of every model, `unknown` first; a score's band is an index into it.
    package let bands: [HealthBand]
    /// For each model, a fingerprint of everything in it that can change a number. Words and colours are not in it.
    package let versions: [String]
    /// The ages that models set for metrics, in days.
    package let maxAgeDays: [String: Int]
    /// The scores beside the main one, in the order of the file.
    package let scoreNames: [String]
    /// The versions as columns keep them.
    package let codes: [Double]
    /// For each model, the codes of its bands, and those of its bands by rank.
    let bandCodes, rankCodes: [[Int]]
    private let placesByScore: [String?: [Int]]
    /// By score and code, the bands among which a band is one: those of a model, or of a model by rank.
    private let families: [String?: [[HealthBand]]]
    /// The bands of the scores beside the main one, by their names.
    let bandsOfScores: [String: [HealthBand]]

    package init(_ models: [HealthModel], maxAgeDays: [String: Int] = [:], overrides: [HealthOverride] = []) {
        self.models = models
        self.maxAgeDays = maxAgeDays
        self.overrides = overrides
        var bands = [HealthBand.unknown]
        func code(of band: HealthBand) -> Int {
            if let code = bands.firstIndex(of: band) { return code }
            bands.append(band)
            return bands.count - 1
        }
        let codesOfBands = models.map { $0.bands.map(code) }
        let codesOfRanks = models.map { ($0.ranks?.bands ?? []).map(code) }
        (bandCodes, rankCodes) = (codesOfBands, codesOfRanks)
        self.bands = bands
        let all = bands
        let lists = Dictionary(grouping: models, by: \.scoreName).mapValues { models in
            models.flatMap { [$0.bands, $0.ranks?.bands ?? []] }
        }
        families = lists.mapValues { lists in all.map { band in lists.first { $0.contains(band) } ?? [] } }
        let prints = models.indices.map { place in
            models[place].fingerprint(bandCodes: codesOfBands[place] + codesOfRanks[place], maxAgeDays: maxAgeDays)
        }
        versions = prints.map(\.text)
        codes = prints.map(\.code)
        placesByScore = Dictionary(grouping: models.indices) { models[$0].scoreName }
        let names = models.compactMap(\.scoreName).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        scoreNames = names
        bandsOfScores = Dictionary(uniqueKeysWithValues: names.map { ($0, (lists[$0] ?? []).flatMap(\.self)) })
    }

    /// The places of the models that make one score, in order.
    func places(making score: String?) -> [Int] { placesByScore[score] ?? [] }

    /// Those among which the band of this code is one, as bands of that score; nothing of `unknown`.
    func family(ofBand code: Int, making score: String?) -> [HealthBand] {
        families[score].flatMap { $0.indices.contains(code) ? $0[code] : nil } ?? []
    }

    /// What bands are called, by key, where somebody is in the bands of these: those by rank come first where they decide.
    package func bandLabels(among keys: Set<String>) -> [String: String] {
        let families = models.map { model -> [HealthBand] in
            let ranked = model.ranks?.bands ?? []
            let own = Set(model.bands.map(\.key))
            let isRanked = ranked.contains { keys.contains($0.key) && !own.contains($0.key) }
            return isRanked ? ranked + model.bands : model.bands + ranked
        }
        return Dictionary(([.unknown] + families.joined()).map { ($0.key, $0.label) }) { first, _ in first }
    }

    /// The bands that accounts are in under the models of the main score: those by rank where they are what decides.
    ///
    /// - Parameter codes: of the bands that somebody is in.
    func bandsInUse(among codes: Set<Int>) -> [HealthBand] {
        places(making: nil).flatMap { place in
            codes.isDisjoint(with: rankCodes[place]) ? models[place].bands : models[place].ranks?.bands ?? []
        }
    }

    /// The model of a code in `HealthScores.model`, if it is still one of these.
    package func index(ofCode code: Double) -> Int? { codes.firstIndex(of: code) }

    /// What the models' conditions read of the past.
    package var lookBacks: [LookBack] {
        LookBack.furthest(models.flatMap(\.conditions).flatMap(\.references.lookBacks))
    }

    /// Puts everything that scores are made of where it was only spoken of.
    func expanding(_ lookBacks: [LookBack]) -> [LookBack] {
        let scores = [nil] + scoreNames.map(Optional.some)
        let computed = overrides.isEmpty ? [] : scores.map { HealthScores.prefix(of: $0) + "computed" }
        let isLimited = models.contains { !$0.caps.isEmpty || !$0.floors.isEmpty }
        let uncapped = isLimited ? scores.map { HealthScores.prefix(of: $0) + "uncapped" } : []
        let paths = inputPaths.sorted() + computed + uncapped
        return lookBacks.flatMap { lookBack in
            lookBack.path == LookBack.inputsPath ? paths.map { LookBack($0, days: lookBack.days) } : [lookBack]
        }
    }

    /// The metrics that scores are made of.
    package var metricNames: Set<String> { Set(models.flatMap(\.metricNames)) }

    /// Every name that scores or the choice of a model hang on.
    package var everythingRead: Set<String> {
        metricNames.union(models.flatMap(\.conditions).flatMap(\.references).flatMap(\.fields))
    }

    /// The kinds of fact that scores are made of.
    func kinds(in catalogue: [Metric]) -> [FactKind] {
        let lists = models.flatMap(\.measures).flatMap(\.lists).compactMap(FactList.named)
        return catalogue.filter { metricNames.contains($0.name) }.flatMap(\.kinds)
            + metricNames.sorted().compactMap(Field.named).flatMap(\.hangsOn.kinds)
            + lists.flatMap(\.field.hangsOn.kinds)
    }

    /// What must be kept for explaining a score of an earlier day: everything that its measures read.
    package var inputPaths: Set<String> {
        Set(models.flatMap(\.inputPaths))
    }
}

extension HealthModel {
    /// Under which path history keeps what a measure reads.
    package func inputPath(of measure: Int) -> String {
        measures[measure].metric ?? "health.measure.\(name).\(measures[measure].key)"
    }

    /// And how many stages are reached.
    package var stagePath: String { "health.stage.\(name)" }

    var hasStages: Bool {
        if case .stages = shape { true } else { false }
    }

    var conditions: [Condition] {
        let ofMeasures = measures.flatMap { measure -> [Condition] in
            switch measure.input {
            case .metric, .field: []
            case .condition(let condition): [condition]
            case .points(let points): points.entries.compactMap(\.source.condition)
            }
        }
        return [appliesTo].compactMap(\.self) + (caps + floors).map(\.condition) + ofMeasures
    }

    fileprivate var metricNames: [String] {
        measures.flatMap { measure -> [String] in
            switch measure.input {
            case .metric(let name): [name]
            case .field: []
            case .condition(let condition): condition.references.flatMap(\.fields)
            case .points(let points): points.entries.flatMap(\.source.metricNames)
            }
        }
    }
}

extension Measure {
    /// The lists of facts whose elements give points.
    fileprivate var lists: [String] {
        guard case .points(let points) = input else { return [] }
        return points.entries.compactMap {
            if case .each(let list, moment: _, where: _) = $0.source { list } else { nil }
        }
    }
}

extension Points.Source {
    /// One over the account; that of a fact alone names nothing of the account.
    fileprivate var condition: Condition? {
        if case .holds(let condition) = self { condition } else { nil }
    }

    fileprivate var metricNames: [String] {
        switch self {
        case .each: []
        case .holds(let condition): condition.references.flatMap(\.fields)
        case .per(let metric): [metric]
        }
    }
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
            print.add(measure.normalisedInput)
            print.add(measure.grading.normalised)
            print.add(measure.weight.description)
            print.add(measure.missing.normalised)
            print.add(measure.metric.flatMap { maxAgeDays[$0] }?.description ?? "")
        }
        print.add(shape.normalised)
        for (band, code) in zip(bands + (ranks?.bands ?? []), bandCodes) {
            print.add("\(band.key) \(band.fromTenths) \(code)")
        }
        print.add(ranks.map { "ranks \($0.least)" } ?? "")
        for limit in caps + floors { print.add("\(limit.condition.source.text) \(limit.tenths)") }
        return print
    }
}

extension HealthModel.Shape {
    fileprivate var normalised: String {
        switch self {
        case .flat(let combining): "flat \(combining.rawValue)"
        case .groups(let groups, let combining):
            "groups \(combining.rawValue) " + groups.map(\.normalised).joined(separator: ",")
        case .stages(let stages, let current):
            "stages \(current) " + stages.map(\.normalised).joined(separator: ",")
        }
    }
}

extension HealthModel.Group {
    fileprivate var normalised: String { "\(key) \(weight) \(combining.rawValue) \(measures)" }
}

extension Measure {
    fileprivate var normalisedInput: String {
        switch input {
        case .metric(let name): name
        case .field(let name, let scores):
            name + scores.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        case .condition(let condition): condition.source.text
        case .points(let points):
            "\(points.base) \(points.halfAfterDays ?? 0) " + points.entries.map(\.normalised).joined(separator: ",")
        }
    }
}

extension Points.Entry {
    fileprivate var normalised: String {
        let what =
            switch source {
            case .each(let list, let moment, let condition): "each \(list) \(moment) \(condition?.source.text ?? "")"
            case .holds(let condition): "when \(condition.source.text)"
            case .per(let metric): "per \(metric)"
            }
        return "\(what) \(points) \(atMost?.description ?? "")"
    }
}

extension Measure.Missing {
    fileprivate var normalised: String {
        switch self {
        case .exclude: "exclude"
        case .neutral: "neutral"
        case .worst: "worst"
        case .block: "block"
        }
    }
}

extension Grading {
    fileprivate var normalised: String {
        switch self {
        case .linear(let zeroAt, let fullAt): "linear \(zeroAt) \(fullAt)"
        case .tiers(let tiers): "tiers " + tiers.map { "\($0.from) \($0.score)" }.joined(separator: ",")
        case .map(let entries): "map " + entries.map { "\($0.value) \($0.score)" }.joined(separator: ",")
        case .asIs: "as is"
        }
    }
}
