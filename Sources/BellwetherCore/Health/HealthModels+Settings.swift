import CEL
import Diagnostics
package import Documents

extension HealthModels {
    /// Reads `health_models:` and `health_overrides:` from the rule files (DESIGN 6).
    ///
    /// The models are tried in the order in which they stand, so all of them stand in one file; overrides may stand
    /// anywhere. What is unsound is reported, and left out of what is given.
    ///
    /// - Parameter zones: the time zones that conditions may name.
    package static func read(
        from files: [Settings], catalogue: [Metric] = Metric.all, via report: DiagnosticReport,
        zones: @escaping @Sendable (String) -> Zone? = { _ in nil }
    ) -> HealthModels {
        let holders = files.filter { $0.has("health_models") }
        for file in holders.dropFirst() {
            report.add(.secondListOfModels(at: file.placeOfKey("health_models") ?? file.place, after: holders[0].place))
            _ = file.node("health_models")
        }
        let reader = HealthModelReader(catalogue: catalogue, report: report, zones: zones)
        let models = holders.first.map(reader.models) ?? []
        let overrides = files.flatMap { HealthOverrideReader(models: models, report: report).overrides(in: $0) }
        overrides.reportSharedDays(via: report)
        return HealthModels(models, maxAgeDays: reader.maxAgeDays, overrides: overrides)
    }
}

/// Reads one list of models; remembers what has to agree between them.
final class HealthModelReader {
    let catalogue: [Metric]
    let vocabulary: Vocabulary
    let report: DiagnosticReport
    private var names: Set<String> = []
    var maxAgeDays: [String: Int] = [:]

    init(
        catalogue: [Metric], report: DiagnosticReport, zones: @escaping @Sendable (String) -> Zone? = { _ in nil }
    ) {
        self.catalogue = catalogue
        self.report = report
        vocabulary = RuleVocabulary(metrics: catalogue, zones: zones).names(in: .measures)
    }

    func models(in file: Settings) -> [HealthModel] {
        let sections = file.sections("health_models").map { ($0, score: $0.optional("score", .scoreName)) }
        if sections.isEmpty, let place = file.placeOfKey("health_models") { report.add(.noModels(at: place)) }
        if !sections.isEmpty, sections.allSatisfy({ $0.score != nil }) {
            report.add(.noMainScore(at: file.placeOfKey("health_models") ?? file.place))
        }
        return sections.enumerated().compactMap { index, section in
            let isLast = !sections.dropFirst(index + 1).contains { $0.score == section.score }
            return model(section.0, making: section.score, isLast: isLast)
        }
    }

    private func model(_ settings: Settings, making score: String?, isLast: Bool) -> HealthModel? {
        let name = settings.required("name", .name)
        if let name, !names.insert(name).inserted {
            report.add(.repeated("health model", name, at: settings.placeOfValue("name") ?? settings.place))
        }
        let appliesTo = condition("applies_to", in: settings)
        checkCondition(of: name, making: score, in: settings, isLast: isLast)
        let minCoverage = settings.optional("min_coverage", .number(in: 0...1), default: 0.6)
        let body = body(of: name, settings)
        let bands = bands(in: settings, on: body?.scale ?? .score)
        let ranks = ranks(in: settings)
        let caps = limits("caps", .cap, in: settings, bands: bands, on: body?.scale ?? .score)
        let floors = limits("floors", .floor, in: settings, bands: bands, on: body?.scale ?? .score)
        guard let name, let body, !body.measures.isEmpty, !bands.isEmpty else { return nil }
        return HealthModel(
            name: name, scoreName: score, appliesTo: appliesTo, minCoverage: minCoverage, measures: body.measures,
            shape: body.shape, scale: body.scale, bands: bands.map(\.band), ranks: ranks, caps: caps, floors: floors)
    }

    /// Only the last model takes everybody; one before it would leave nobody to those behind. A score of its own name
    /// may leave some accounts out.
    private func checkCondition(of name: String?, making score: String?, in settings: Settings, isLast: Bool) {
        if isLast, score == nil, let place = settings.placeOfKey("applies_to") {
            report.add(.lastModelApplies(called: name, at: place))
        } else if !isLast, !settings.has("applies_to") {
            report.add(.modelTakesEverybody(called: name, at: settings.place))
        }
    }

    func condition(_ key: String, in settings: Settings) -> Condition? {
        settings.optional(key, .condition).flatMap { checked($0, against: vocabulary) }
    }

    func checked(_ source: Fragment, against vocabulary: Vocabulary) -> Condition? {
        let (condition, diagnostics) = Condition.checked(source, against: vocabulary)
        report.add(diagnostics)
        return condition
    }
}

// MARK: What a score is made of

extension HealthModelReader {
    struct Body {
        var measures: [Measure] = []
        var shape: HealthModel.Shape
        var scale: HealthModel.Scale = .score
    }

    private func body(of name: String?, _ settings: Settings) -> Body? {
        let ways = ["measures", "groups", "stages", "behaviour"].filter { settings.has($0) }
        guard let way = ways.first, ways.count == 1 else {
            ways.forEach { _ = settings.node($0) }
            report.add(ways.isEmpty ? .noMeasures(in: name, at: settings.place) : .twoBodies(ways, at: settings.place))
            return nil
        }
        switch way {
        case "measures":
            let combining = settings.optional("combine", .choice, default: HealthModel.Combining.weightedMean)
            return Body(measures: measures(in: settings, weighing: combining), shape: .flat(combining))
        case "groups": return groups(settings)
        case "stages": return stages(settings)
        default: return behaviour(settings)
        }
    }

    private func measures(in settings: Settings, weighing combining: HealthModel.Combining) -> [Measure] {
        let weight: Double? = combining == .weightedMean ? nil : 1
        let sections = settings.named("measures")
        if sections.isEmpty, case .mapping([])? = settings.node("measures")?.content {
            report.add(.empty("measures", at: settings.placeOfKey("measures") ?? settings.place))
        }
        let measures = sections.compactMap { measure(called: $0.name, $0.settings, usualWeight: weight) }
        checkWeights(measures.map(\.weight), of: "measures", in: settings)
        return measures
    }

    private func groups(_ settings: Settings) -> Body {
        let combining = settings.optional("combine", .choice, default: HealthModel.Combining.weightedMean)
        var body = Body(shape: .groups([], combining))
        var groups: [HealthModel.Group] = []
        for (key, section) in settings.named("groups") {
            let within = section.optional("combine", .choice, default: HealthModel.Combining.weightedMean)
            let usual: Double? = combining == .weightedMean ? nil : 1
            guard let weight = weight(in: section, usual: usual), !lacksMeasures(section, in: key) else { continue }
            let start = body.measures.count
            body.measures += measures(in: section, weighing: within)
            groups.append(.init(key: key, weight: weight, combining: within, measures: start..<body.measures.count))
        }
        body.shape = .groups(groups.filter { !$0.measures.isEmpty }, combining)
        checkWeights(groups.map(\.weight), of: "groups", in: settings)
        checkKeys(of: body.measures, in: settings)
        return body
    }

    /// Ten stages at most, with three measures each, all of the same weight (METRICS M05).
    private func stages(_ settings: Settings) -> Body {
        let current = settings.optional(
            "current", .field(among: vocabulary, of: .string), default: "account.lifecycle_stage")
        var body = Body(shape: .stages([], current: current))
        var stages: [HealthModel.Group] = []
        let sections = settings.sections("stages")
        if sections.count > 10 {
            report.add(.tooMany("stages", 10, at: settings.placeOfKey("stages") ?? settings.place))
        }
        for section in sections {
            let name = section.required("name", .nonEmptyText)
            let weight = section.optional("weight", .weight, default: 1)
            guard let name, !lacksMeasures(section, in: name) else { continue }
            if stages.contains(where: { $0.key == name }) {
                report.add(.repeated("stage", name, at: section.placeOfValue("name") ?? section.place))
            }
            let start = body.measures.count
            body.measures += section.named("measures").compactMap {
                measure(called: $0.name, $0.settings, usualWeight: 1, mayWeigh: false)
            }
            if body.measures.count - start > 3 {
                report.add(.tooMany("measures", 3, at: section.placeOfKey("measures") ?? section.place))
            }
            stages.append(.init(key: name, weight: weight, measures: start..<body.measures.count))
        }
        body.shape = .stages(stages, current: current)
        checkWeights(stages.map(\.weight), of: "stages", in: settings)
        checkKeys(of: body.measures, in: settings)
        return body
    }

    /// Three measures that each give a mark from 1 to 10 (METRICS M03); without one of them there is no sum.
    private func behaviour(_ settings: Settings) -> Body {
        let sections = settings.named("behaviour")
        if sections.count != 3 {
            report.add(.notThreeMarks(sections.count, at: settings.placeOfKey("behaviour") ?? settings.place))
        }
        let measures = sections.compactMap { mark(called: $0.name, $0.settings) }
        return Body(measures: measures, shape: .flat(.weightedMean), scale: .behaviour)
    }

    private func lacksMeasures(_ settings: Settings, in group: String) -> Bool {
        if !settings.has("measures") { report.add(.missingMeasures(in: group, at: settings.place)) }
        return !settings.has("measures")
    }

    /// A key stands for one measure in messages, in whichever group it is.
    private func checkKeys(of measures: [Measure], in settings: Settings) {
        let counts = Dictionary(grouping: measures, by: \.key).filter { $0.value.count > 1 }
        for key in counts.keys.sorted() { report.add(.repeated("measure", key, at: settings.place)) }
    }

    /// Parts that all weigh nothing have no mean.
    private func checkWeights(_ weights: [Double], of key: String, in settings: Settings) {
        guard !weights.isEmpty, weights.allSatisfy({ $0 == 0 }) else { return }
        report.add(.nothingWeighs(key, at: settings.placeOfKey(key) ?? settings.place))
    }

    func weight(in settings: Settings, usual: Double?) -> Double? {
        if let usual { return settings.optional("weight", .weight, default: usual) }
        return settings.required("weight", .weight)
    }
}

// MARK: Kinds of values

extension Setting where Value == Double {
    /// 0 is for what is shown without counting (METRICS M02).
    static var weight: Setting {
        number.checked("a number from 0 to 1000000") { (0...1_000_000).contains($0) }
    }
}

extension Setting where Value == String {
    /// Part of a path that conditions name: `health.adoption.score`.
    fileprivate static var scoreName: Setting {
        name.checked(
            "a name of small letters, digits and '_' that health has no field of its own for"
        ) { name in
            name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            } && name.utf8.first.map { $0 > UInt8(ascii: "9") } == true
                && !HealthModel.reservedScoreNames.contains(name)
        }
    }

    /// The name of a field of one type.
    static func field(among vocabulary: Vocabulary, of type: ValueType) -> Setting {
        Setting("the name of a field") { node, reading in
            guard let name = Setting<String>.text.read(node, reading) else { return nil }
            if vocabulary.variable(named: name)?.type == type { return name }
            let known = vocabulary.variables.filter { $0.type == type }.map(\.name)
            reading.report.add(.unknownField(name, among: known, at: node.place))
            return nil
        }
    }
}

extension HealthModel {
    /// What stands behind `health.` already, for rules or for history.
    static let reservedScoreNames: Set = [
        "score", "band", "coverage", "model", "computed", "uncapped", "measure", "stage", "trend", "days_in_band",
        "overridden", "override_until",
    ]
}
