import CEL
import Diagnostics
package import Documents

/// Reads `overrides:`, of a file or of one rule, and gives rules their exceptions.
struct OverrideReader {
    /// All rules that are written anywhere, sound or not: a broken one is not blamed for being unknown.
    let written: Set<String>
    private(set) var rules: [Rule]
    /// Where each exception stands, to find the same one twice.
    private var places: [String: Place] = [:]

    init(_ rules: [Rule], written: Set<String>) {
        self.rules = rules
        self.written = written
    }

    /// Exceptions that name their rule.
    mutating func readOverrides(of file: Settings) {
        for section in file.sections("overrides") {
            let name = section.required("rule", .anyText)
            read(section, rule: name, at: section.placeOfValue("rule"), reportingTo: file)
        }
    }

    /// Exceptions within their rule.
    mutating func readOverrides(_ sections: [Settings], of rule: String, in file: Settings) {
        for section in sections { read(section, rule: rule, at: nil, reportingTo: file) }
    }

    private mutating func read(_ section: Settings, rule name: String?, at place: Place?, reportingTo file: Settings) {
        let rule = name.flatMap { name in rules.first { $0.id == name } }
        let level: AlertSeverity? = section.optional("level", .choice)
        let target = target(of: section, rule, file)
        let numbers = section.required("thresholds", .map(of: .number)) ?? []
        let valuePlaces = section.node("thresholds")?.valuePlaces ?? [:]
        let reason = section.required("reason", .nonEmptyText)
        let owner = section.required("owner", .nonEmptyText)
        let until = section.required("until", .day)
        if let name, rule == nil, !written.contains(name) {
            file.report(.unknownRule(name, among: rules, written: written, at: place ?? section.place))
        }
        guard let rule, let target, let reason, let owner, let until else { return }
        if let level, !rule.levels.contains(where: { $0.severity == level }) {
            file.report(.overriddenLevel(level, of: rule, at: section.placeOfValue("level") ?? section.place))
            return
        }
        for number in numbers {
            let override = ThresholdOverride(
                rule: rule.id, level: level, threshold: number.name, layer: target.layer, key: target.key,
                value: number.value, reason: reason, owner: owner, until: until,
                place: valuePlaces[number.name] ?? number.place)
            apply(override, to: rule, named: number.place, for: target, file)
        }
    }

    private mutating func apply(
        _ override: ThresholdOverride, to rule: Rule, named place: Place, for target: Target, _ file: Settings
    ) {
        let known = rule.variants.filter { override.level == nil || $0.severity == override.level }
            .flatMap(\.thresholds).map(\.name)
        guard known.contains(override.threshold) else {
            file.report(.unknownThreshold(override.threshold, of: rule, among: Set(known), at: place))
            return
        }
        let key = [rule.id, override.level?.rawValue ?? "", override.threshold, override.layer.rawValue, override.key]
            .joined(separator: "\n")
        if let first = places[key] {
            file.report(.overriddenTwice(override, first: first))
            return
        }
        places[key] = place
        guard let field = Field.named(override.layer.field), let index = rules.firstIndex(where: { $0.id == rule.id })
        else { return }
        let entry = Threshold.Entry(
            key: override.key, value: override.value, place: override.place, keyPlace: target.place, override: override)
        rules[index].take(entry, of: override, by: Reference(field.variable))
    }

    private struct Target {
        let layer: ThresholdOverride.Layer
        let key: String
        let place: Place
    }

    /// Exactly one of `segment`, `tier`, `account` and `group`, as fits the rule.
    private func target(of section: Settings, _ rule: Rule?, _ file: Settings) -> Target? {
        let given = ThresholdOverride.Layer.allCases.compactMap { layer -> Target? in
            guard let key = section.optional(layer.rawValue, .anyText), let place = section.placeOfValue(layer.rawValue)
            else { return nil }
            return Target(layer: layer, key: key, place: place)
        }
        guard given.count == 1, let target = given.first else {
            let isWrittenWell = ThresholdOverride.Layer.allCases.count { section.has($0.rawValue) } == given.count
            if isWrittenWell { file.report(.overrideTarget(at: section.place)) }
            return nil
        }
        if let rule, !rule.target.layers.contains(target.layer) {
            file.report(.overrideOutOfScope(target.layer, of: rule, at: target.place))
            return nil
        }
        return target
    }
}

extension Rule {
    /// Adds an exception wherever the rule has that threshold.
    fileprivate mutating func take(_ entry: Threshold.Entry, of override: ThresholdOverride, by field: Reference) {
        let layer = Threshold.Layer(field: field, entries: [entry])
        func taking(_ thresholds: [Threshold]) -> [Threshold] {
            thresholds.map { threshold in
                guard threshold.name == override.threshold else { return threshold }
                var threshold = threshold
                threshold.add(layer)
                return threshold
            }
        }
        for index in levels.indices where override.level == nil || levels[index].severity == override.level {
            levels[index].thresholds = taking(levels[index].thresholds)
        }
        thresholds = levels.first?.thresholds ?? taking(thresholds)
    }

    /// All exceptions from its thresholds, each once.
    package var overrides: [ThresholdOverride] {
        var seen: Set<String> = []
        return variants.flatMap(\.thresholds).flatMap(\.overrides).filter { seen.insert($0.id).inserted }
    }
}

extension Setting where Value == Day {
    /// `2027-03-31`
    package static var day: Setting {
        Setting<String>.anyText.converted(to: "a day such as 2027-03-31") { Day($0) }
    }
}
