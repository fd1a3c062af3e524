import CEL
import Diagnostics
import Documents

extension HealthModelReader {
    func measure(
        called key: String, _ settings: Settings, usualWeight: Double? = nil, mayWeigh: Bool = true
    ) -> Measure? {
        let source = source(of: key, settings)
        let weight = mayWeigh ? weight(in: settings, usual: usualWeight) : usualWeight
        let missing = missing(settings)
        guard let source, let weight, let missing else { return nil }
        return Measure(key: key, input: source.input, grading: source.grading, weight: weight, missing: missing)
    }

    /// One of three marks from 1 to 10.
    func mark(called key: String, _ settings: Settings) -> Measure? {
        guard let metric = settings.required("metric", .metric(among: catalogue)) else { return nil }
        readMaxAge(of: metric, settings)
        let ways = ["tiers", "map"].filter { settings.has($0) }
        guard let way = ways.first, ways.count == 1 else {
            ways.forEach { _ = settings.node($0) }
            report.add(.notOneGrading(of: key, given: ways, among: ["tiers", "map"], at: settings.place))
            return nil
        }
        let grading =
            way == "tiers"
            ? tiers(settings, of: metric, scoring: .mark) : map(settings, of: metric, scoring: .mark)
        return grading.map { Measure(key: key, input: .metric(metric.name), grading: $0, weight: 1, missing: .block) }
    }

    private func source(of key: String, _ settings: Settings) -> (input: Measure.Input, grading: Grading)? {
        let ways = ["metric", "field", "boolean", "points"].filter { settings.has($0) }
        guard let way = ways.first, ways.count == 1 else {
            (ways + ["linear", "tiers", "map"]).forEach { _ = settings.node($0) }
            report.add(.notOneSource(of: key, given: ways, at: settings.place))
            return nil
        }
        switch way {
        case "metric":
            let metric = settings.required("metric", .metric(among: catalogue))
            readMaxAge(of: metric, settings)
            let grading = grading(of: metric, called: key, settings)
            guard let metric, let grading else { return nil }
            return (.metric(metric.name), grading)
        case "field": return field(settings)
        case "boolean": return boolean(settings)
        default: return points(settings).map { (.points($0), .asIs) }
        }
    }

    private func missing(_ settings: Settings) -> Measure.Missing? {
        let isRequired = settings.optional("required", .flag, default: false)
        let written = settings.optional("missing", .choice(["exclude", "neutral", "worst", "block"]))
        let why = settings.optional("why", .nonEmptyText)
        if isRequired, let written, written != "block" {
            report.add(.requiredYetMissing(written, at: settings.placeOfValue("missing") ?? settings.place))
        }
        switch written {
        case "neutral": return .neutral
        case "worst":
            if why == nil { report.add(.worstWithoutWhy(at: settings.placeOfValue("missing") ?? settings.place)) }
            return why.map { .worst(why: $0) }
        case "block": return .block
        default: return isRequired ? .block : .exclude
        }
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
}

// MARK: Grading

extension HealthModelReader {
    /// How what is written as a score becomes one from 0 to 100.
    enum Scoring {
        case score, mark

        var setting: Setting<Double> {
            switch self {
            case .score: .number(in: 0...100)
            case .mark: Setting<Int>.integer(in: 1...10).map { HealthModel.Scale.score(ofMark: Double($0)) }
            }
        }
    }

    private func grading(of metric: Metric?, called key: String, _ settings: Settings) -> Grading? {
        let ways = ["linear", "tiers", "map"].filter { settings.has($0) }
        guard let way = ways.first, ways.count == 1 else {
            ways.forEach { _ = settings.node($0) }
            report.add(.notOneGrading(of: key, given: ways, among: ["linear", "tiers", "map"], at: settings.place))
            return nil
        }
        switch way {
        case "linear": return linear(settings, of: metric)
        case "tiers": return tiers(settings, of: metric, scoring: .score)
        default: return map(settings, of: metric, scoring: .score)
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
        } else if let metric {
            check(linear: (zeroAt, fullAt), of: metric, in: ends, at: place)
        }
        return .linear(zeroAt: zeroAt, fullAt: fullAt)
    }

    /// What the metric can be has to reach in between, or everybody has the same score.
    private func check(
        linear: (zeroAt: Double, fullAt: Double), of metric: Metric, in ends: Settings, at place: Place
    ) {
        let (low, high) = (min(linear.zeroAt, linear.fullAt), max(linear.zeroAt, linear.fullAt))
        if high <= metric.range.lowerBound || low >= metric.range.upperBound {
            report.add(.linearOutside(metric, from: low, to: high, at: place))
        } else if !metric.range.contains(linear.fullAt) {
            report.add(.neverFull(metric, linear.fullAt, at: ends.placeOfValue("full_at") ?? place))
        }
    }

    /// A tier ends where the next begins; where its end is written too, the two have to agree.
    private func tiers(_ settings: Settings, of metric: Metric?, scoring: Scoring) -> Grading? {
        var tiers: [Grading.Tier] = []
        var before: (from: Double, place: Place)?
        var end: Double?
        var endPlace = settings.place
        var steps: [Step] = []
        for section in settings.sections("tiers") {
            let from = section.required("from", .number)
            let to = section.optional("to", .number)
            let score = section.required("score", scoring.setting)
            guard let from, let score else { continue }
            let place = section.placeOfValue("from") ?? section.place
            if let before, from <= before.from {
                report.add(.unreachableTier(from, after: before.from, at: place))
            } else if let end, end != from {
                report.add(.tiersDoNotMeet(end, from, at: place))
            } else if let before, let metric {
                if from <= metric.range.lowerBound { report.add(.tierBelow(metric, before.from, at: before.place)) }
                if from > metric.range.upperBound { report.add(.tierAbove(metric, from, at: place)) }
            }
            before = (from, place)
            if let to, to <= from { report.add(.emptyTier(from, to, at: section.placeOfValue("to") ?? place)) }
            end = to
            endPlace = section.placeOfValue("to") ?? place
            tiers.append(Grading.Tier(from: from, score: score))
            steps.append(Step(value: from, score: score, place: section.placeOfValue("score") ?? place))
        }
        checkDirection(of: steps, for: metric)
        if let end, let last = tiers.last, end > last.from { report.add(.lastTierEnds(end, at: endPlace)) }
        if tiers.isEmpty, case .sequence([])? = settings.node("tiers")?.content {
            report.add(.empty("tiers", at: settings.placeOfKey("tiers") ?? settings.place))
        }
        return tiers.isEmpty ? nil : .tiers(tiers)
    }

    /// A value with the score that begins there, and where that is written.
    private struct Step {
        let value, score: Double
        let place: Place
    }

    /// Scores that go the wrong way with a metric are a likely mistake, unless what lies in the middle is best.
    private func checkDirection(of steps: [Step], for metric: Metric?) {
        let isInOrder = zip(steps, steps.dropFirst()).allSatisfy { $0.value < $1.value }
        guard let metric, metric.direction != .neither, isInOrder else { return }
        let moves = zip(steps, steps.dropFirst()).filter { $0.score != $1.score }
        func rises(_ move: (Step, Step)) -> Bool { move.1.score > move.0.score }
        let isBestBetween =
            moves.first.map(rises) == true && moves.last.map(rises) == false
            && !zip(moves, moves.dropFirst()).contains { !rises($0) && rises($1) }
        guard !isBestBetween, let wrong = moves.first(where: { rises($0) != (metric.direction == .higherIsBetter) })
        else { return }
        report.add(.reversedSteps(metric, from: wrong.0.value, to: wrong.1.value, at: wrong.1.place))
    }

    private func map(_ settings: Settings, of metric: Metric?, scoring: Scoring) -> Grading? {
        guard let entries = settings.optional("map", .map(of: scoring.setting)) else { return nil }
        var steps: [Step] = []
        let graded = entries.reduce(into: [Grading.Entry]()) { graded, entry in
            guard let value = Double(entry.name), value.isFinite else {
                report.add(.mapKeyIsNoNumber(entry.name, at: entry.place))
                return
            }
            // YAML takes 1 and 1.0 for two keys.
            if graded.contains(where: { $0.value == value }) {
                report.add(.mapKeyRepeated(entry.name, value, at: entry.place))
            }
            if let metric, !metric.range.contains(value) {
                report.add(.mapKeyOutside(entry.name, metric, at: entry.place))
            }
            graded.append(Grading.Entry(value: value, score: entry.value))
            steps.append(Step(value: value, score: entry.value, place: entry.place))
        }
        checkDirection(of: steps.sorted { $0.value < $1.value }, for: metric)
        if entries.isEmpty { report.add(.empty("map", at: settings.placeOfKey("map") ?? settings.place)) }
        return graded.isEmpty ? nil : .map(graded)
    }
}

// MARK: What is no metric

extension HealthModelReader {
    private func field(_ settings: Settings) -> (input: Measure.Input, grading: Grading)? {
        let name = settings.required("field", .field(among: vocabulary, of: .string))
        guard let entries = settings.required("map", .map(of: .number(in: 0...100))) else { return nil }
        if entries.isEmpty { report.add(.empty("map", at: settings.placeOfKey("map") ?? settings.place)) }
        guard let name, !entries.isEmpty else { return nil }
        return (.field(name, scores: Dictionary(entries.map { ($0.name, $0.value) }) { first, _ in first }), .asIs)
    }

    private func boolean(_ settings: Settings) -> (input: Measure.Input, grading: Grading)? {
        guard let section = settings.section("boolean") else { return nil }
        if !section.has("when") { report.add(.missingWhen(at: section.place)) }
        let condition = condition("when", in: section)
        let holds = section.optional("holds", .number(in: 0...100), default: 100)
        let otherwise = section.optional("otherwise", .number(in: 0...100), default: 0)
        if holds == otherwise { report.add(.booleanWithoutEffect(holds, at: section.place)) }
        return condition.map { condition in
            (.condition(condition), .map([.init(value: 1, score: holds), .init(value: 0, score: otherwise)]))
        }
    }

    private func points(_ settings: Settings) -> Points? {
        guard let section = settings.section("points") else { return nil }
        let base = section.optional("base", .number, default: 0)
        let decay = section.section("decay")
        let halfAfter = decay.flatMap { $0.required("half_after", .wholeDays) }
        _ = decay?.optional("shape", .choice(["linear"]))
        let sections = section.sections("entries")
        if sections.isEmpty { report.add(.noEntries(at: section.place)) }
        let entries = sections.compactMap(entry)
        if let decay, !sections.isEmpty, sections.allSatisfy({ !$0.has("each") }) {
            report.add(.nothingDecays(at: decay.place))
        }
        guard !entries.isEmpty, entries.count == sections.count else { return nil }
        return Points(base: base, halfAfterDays: halfAfter, entries: entries)
    }

    private func entry(_ settings: Settings) -> Points.Entry? {
        let points = settings.required("points", .number.checked("a number other than 0") { $0 != 0 })
        let atMost = settings.optional("at_most", .number.checked("a number above 0") { $0 > 0 })
        let ways = ["each", "when", "per"].filter { settings.has($0) }
        guard let way = ways.first, ways.count == 1 else {
            (ways + ["where", "at"]).forEach { _ = settings.node($0) }
            report.add(.notOneEntry(given: ways, at: settings.place))
            return nil
        }
        let source: Points.Source? =
            switch way {
            case "each": each(settings)
            case "when": condition("when", in: settings).map { .holds($0) }
            default: settings.required("per", .metric(among: catalogue)).map { .per(metric: $0.name) }
            }
        guard let points, let source else { return nil }
        return Points.Entry(source, points: points, atMost: atMost)
    }

    private func each(_ settings: Settings) -> Points.Source? {
        let lists = FactList.all.map(\.field.variable.name)
        guard let list = settings.required("each", .choice(lists)).flatMap(FactList.named) else {
            ["where", "at"].forEach { _ = settings.node($0) }
            return nil
        }
        let moments = list.object.fields.filter { $0.type == .timestamp }.map(\.name)
        let at = settings.optional("at", .choice(moments))
        let isNarrowed = settings.has("where")
        let condition = settings.optional("where", .condition).flatMap { checked($0, against: list.names) }
        guard let moment = list.moment(called: at), !isNarrowed || condition != nil else { return nil }
        return .each(list: list.field.variable.name, moment: moment, where: condition)
    }
}

extension Setting where Value == Metric {
    static func metric(among catalogue: [Metric]) -> Setting {
        Setting("the name of a metric") { node, reading in
            guard let name = Setting<String>.text.read(node, reading) else { return nil }
            if let metric = catalogue.first(where: { $0.name == name }) { return metric }
            reading.report.add(.unknownMetric(name, among: catalogue.map(\.name), at: node.place))
            return nil
        }
    }
}

extension Setting where Value == Int {
    static var wholeDays: Setting {
        Setting<WrittenDuration>.duration.converted(to: "whole days, such as 180d") { duration in
            let isWhole = duration.seconds > 0 && duration.seconds % 86_400 == 0 && duration.businessDays == 0
            return isWhole ? Int(duration.seconds / 86_400) : nil
        }
    }
}
