import CEL
import Diagnostics
package import Documents

extension HealthModels {
    /// Reads `health_models:` from the rule files (DESIGN 6).
    ///
    /// The models are tried in the order in which they stand, so all of them stand in one file. What is unsound is
    /// reported, and left out of what is given.
    package static func read(
        from files: [Settings], catalogue: [Metric] = Metric.all, via report: DiagnosticReport
    ) -> HealthModels {
        let holders = files.filter { $0.has("health_models") }
        for file in holders.dropFirst() {
            report.add(.secondListOfModels(at: file.placeOfKey("health_models") ?? file.place, after: holders[0].place))
            _ = file.node("health_models")
        }
        guard let file = holders.first else { return HealthModels([]) }
        let reader = HealthModelReader(catalogue: catalogue, report: report)
        let sections = file.sections("health_models")
        let models = sections.enumerated().compactMap { index, settings in
            reader.model(settings, isLast: index == sections.count - 1)
        }
        if sections.isEmpty, let place = file.placeOfKey("health_models") { report.add(.noModels(at: place)) }
        return HealthModels(models, maxAgeDays: reader.maxAgeDays)
    }
}

/// Reads one list of models; remembers what has to agree between them.
private final class HealthModelReader {
    private let catalogue: [Metric]
    private let vocabulary: Vocabulary
    private let report: DiagnosticReport
    private var names: Set<String> = []
    private(set) var maxAgeDays: [String: Int] = [:]

    init(catalogue: [Metric], report: DiagnosticReport) {
        self.catalogue = catalogue
        self.report = report
        vocabulary = RuleVocabulary(metrics: catalogue).names(in: .measures)
    }

    func model(_ settings: Settings, isLast: Bool) -> HealthModel? {
        let name = settings.required("name", .name)
        if let name, !names.insert(name).inserted {
            report.add(.repeated("health model", name, at: settings.placeOfValue("name") ?? settings.place))
        }
        let appliesTo = condition("applies_to", in: settings)
        checkCondition(of: name, in: settings, isLast: isLast)
        let minCoverage = settings.optional("min_coverage", .number(in: 0...1), default: 0.6)
        let measures = settings.named("measures").compactMap { measure(called: $0.name, $0.settings) }
        if !settings.has("measures") { report.add(.noMeasures(in: name, at: settings.place)) }
        let bands = bands(in: settings)
        let caps = settings.sections("caps").compactMap { cap($0, bands: bands) }
        guard let name, !measures.isEmpty, !bands.isEmpty else { return nil }
        return HealthModel(
            name: name, appliesTo: appliesTo, minCoverage: minCoverage, measures: measures, bands: bands, caps: caps)
    }

    /// Only the last model takes everybody; one before it would leave nobody to those behind.
    private func checkCondition(of name: String?, in settings: Settings, isLast: Bool) {
        if isLast, let place = settings.placeOfKey("applies_to") {
            report.add(.lastModelApplies(called: name, at: place))
        } else if !isLast, !settings.has("applies_to") {
            report.add(.modelTakesEverybody(called: name, at: settings.place))
        }
    }

    private func condition(_ key: String, in settings: Settings) -> Condition? {
        guard let source = settings.optional(key, .condition) else { return nil }
        let (condition, diagnostics) = Condition.checked(source, against: vocabulary)
        report.add(diagnostics)
        return condition
    }
}

// MARK: Measures

extension HealthModelReader {
    private func measure(called key: String, _ settings: Settings) -> Measure? {
        let metric = settings.required("metric", .metric(among: catalogue))
        let weight = settings.required("weight", .weight)
        let isRequired = settings.optional("required", .flag, default: false)
        _ = settings.optional("missing", .choice(["exclude"]))
        readMaxAge(of: metric, settings)
        let grading = grading(of: metric, called: key, settings)
        guard let metric, let weight, let grading else { return nil }
        return Measure(key: key, metric: metric.name, grading: grading, weight: weight, isRequired: isRequired)
    }

    /// An age is the metric's, not the measure's: one name means one number, in every model and every message.
    private func readMaxAge(of metric: Metric?, _ settings: Settings) {
        guard let days = settings.optional("max_age", .wholeDays), let metric,
            let place = settings.placeOfValue("max_age")
        else { return }
        guard metric.maxAgeDays != nil else {
            let aged = catalogue.filter { $0.maxAgeDays != nil }.map(\.name)
            return report.add(.hasNoAge(metric.name, others: aged, at: place))
        }
        if let before = maxAgeDays[metric.name], before != days {
            return report.add(.differingAges(metric.name, before, at: place))
        }
        maxAgeDays[metric.name] = days
    }

    private func grading(of metric: Metric?, called key: String, _ settings: Settings) -> Grading? {
        let ways = ["linear", "tiers", "map"].filter { settings.has($0) }
        guard let way = ways.first, ways.count == 1 else {
            ways.forEach { _ = settings.node($0) }
            report.add(.notOneGrading(of: key, given: ways, at: settings.place))
            return nil
        }
        switch way {
        case "linear": return linear(settings, of: metric)
        case "tiers": return tiers(settings)
        default: return map(settings)
        }
    }

    private func linear(_ settings: Settings, of metric: Metric?) -> Grading? {
        guard let ends = settings.section("linear"), let place = settings.placeOfValue("linear") else { return nil }
        let zeroAt = ends.required("zero_at", .number)
        let fullAt = ends.required("full_at", .number)
        guard let zeroAt, let fullAt else { return nil }
        guard zeroAt != fullAt else {
            report.add(.linearWithoutLength(zeroAt, at: place))
            return nil
        }
        if let metric, metric.direction == (zeroAt < fullAt ? .lowerIsBetter : .higherIsBetter) {
            report.add(.reversedLinear(metric, at: place))
        }
        return .linear(zeroAt: zeroAt, fullAt: fullAt)
    }

    private func tiers(_ settings: Settings) -> Grading? {
        var tiers: [Grading.Tier] = []
        for section in settings.sections("tiers") {
            let from = section.required("from", .number)
            let score = section.required("score", .number(in: 0...100))
            guard let from, let score else { continue }
            if let before = tiers.last, from <= before.from {
                report.add(
                    .unreachableTier(from, after: before.from, at: section.placeOfValue("from") ?? section.place))
            }
            tiers.append(Grading.Tier(from: from, score: score))
        }
        if tiers.isEmpty, case .sequence([])? = settings.node("tiers")?.content {
            report.add(.empty("tiers", at: settings.placeOfKey("tiers") ?? settings.place))
        }
        return tiers.isEmpty ? nil : .tiers(tiers)
    }

    private func map(_ settings: Settings) -> Grading? {
        guard let entries = settings.optional("map", .map(of: .number(in: 0...100))) else { return nil }
        let graded = entries.compactMap { entry -> Grading.Entry? in
            guard let value = Double(entry.name), value.isFinite else {
                report.add(.mapKeyIsNoNumber(entry.name, at: entry.place))
                return nil
            }
            return Grading.Entry(value: value, score: entry.value)
        }
        if entries.isEmpty { report.add(.empty("map", at: settings.placeOfKey("map") ?? settings.place)) }
        return graded.isEmpty ? nil : .map(graded)
    }
}

// MARK: Bands and caps

extension HealthModelReader {
    private func bands(in settings: Settings) -> [HealthBand] {
        guard settings.has("bands") else {
            report.add(.noBands(at: settings.place))
            return []
        }
        let sections = settings.sections("bands")
        if sections.isEmpty, case .sequence([])? = settings.node("bands")?.content {
            report.add(.empty("bands", at: settings.placeOfKey("bands") ?? settings.place))
        }
        var bands: [HealthBand] = []
        for section in sections {
            guard let band = band(section, after: bands.last) else { continue }
            if bands.contains(where: { $0.key == band.key }) {
                report.add(.repeated("band", band.key, at: section.placeOfValue("name") ?? section.place))
            }
            bands.append(band)
        }
        return bands.count == sections.count ? bands : []
    }

    private func band(_ settings: Settings, after before: HealthBand?) -> HealthBand? {
        let name = settings.required("name", .name)
        let label = settings.optional("label", .nonEmptyText)
        let colour = settings.optional("colour", .choice(HealthBand.colours), default: HealthBand.unknown.colour)
        let renews = settings.optional("renews", .number(in: 0...1), default: HealthBand.unknown.renews)
        guard let from = settings.required("from", .tenths), let name else { return nil }
        let place = settings.placeOfValue("from") ?? settings.place
        if name == HealthBand.unknown.key { report.add(.bandUnknown(at: settings.placeOfValue("name") ?? place)) }
        if let before {
            if from <= before.fromTenths { report.add(.overlappingBand(name, before, at: place)) }
        } else if from != 0 {
            report.add(.firstBandStartsAbove(from, at: place))
        }
        return HealthBand(key: name, label: label ?? name, colour: colour, fromTenths: from, renews: renews)
    }

    private func cap(_ settings: Settings, bands: [HealthBand]) -> HealthModel.Cap? {
        if !settings.has("when") { report.add(.missingWhen(at: settings.place)) }
        let condition = condition("when", in: settings)
        let why = settings.required("why", .nonEmptyText)
        // Without sound bands there is nothing to check the name against, and that was said.
        guard !bands.isEmpty else {
            _ = settings.optional("band_at_most", .name)
            return nil
        }
        let band = settings.required("band_at_most", .choice(bands.map(\.key)))
        if let band, band == bands.last?.key {
            report.add(.capWithoutEffect(band, at: settings.placeOfValue("band_at_most") ?? settings.place))
        }
        guard let condition, let why, let band else { return nil }
        return HealthModel.Cap(when: condition, bandAtMost: band, why: why)
    }
}

// MARK: Kinds of values

extension HealthBand {
    /// Those a message has a mark for.
    package static let colours = ["red", "orange", "yellow", "green", "blue", "grey"]
}

extension Setting where Value == Metric {
    fileprivate static func metric(among catalogue: [Metric]) -> Setting {
        Setting("the name of a metric") { node, reading in
            guard let name = Setting<String>.text.read(node, reading) else { return nil }
            if let metric = catalogue.first(where: { $0.name == name }) { return metric }
            reading.report.add(.unknownMetric(name, among: catalogue.map(\.name), at: node.place))
            return nil
        }
    }
}

extension Setting where Value == Double {
    fileprivate static var weight: Setting {
        number.checked("a number above 0, up to 1000000") { $0 > 0 && $0 <= 1_000_000 }
    }
}

extension Setting where Value == Int {
    /// A score in tenths of a point.
    fileprivate static var tenths: Setting {
        Setting<Double>.number(in: 0...100).converted(to: "a score from 0 to 100 with at most one decimal") { score in
            let tenths = (score * 10).rounded()
            return abs(score * 10 - tenths) < 1e-9 ? Int(tenths) : nil
        }
    }

    fileprivate static var wholeDays: Setting {
        Setting<WrittenDuration>.duration.converted(to: "whole days, such as 180d") { duration in
            let isWhole = duration.seconds > 0 && duration.seconds % 86_400 == 0 && duration.businessDays == 0
            return isWhole ? Int(duration.seconds / 86_400) : nil
        }
    }
}
