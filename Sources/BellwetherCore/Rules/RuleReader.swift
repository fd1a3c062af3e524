import CEL
import Diagnostics
package import Documents

/// Reads the `rules:` of one file.
struct RuleReader {
    let vocabulary: RuleVocabulary
    let playbooks: PlaybookShelf
    let settings: Settings

    /// Each with the exceptions that stand within it.
    func rules() -> [(rule: Rule, overrides: [Settings])] {
        settings.sections("rules").compactMap { section in
            let overrides = section.sections("overrides")
            return RuleSettings(settings: section, vocabulary: vocabulary, playbooks: playbooks).rule().map {
                ($0, overrides)
            }
        }
    }

    /// The names of all rules of the file, sound or not.
    var writtenNames: [String] { RuleBook.writtenNames(in: [settings]) }

    /// The playbooks that its rules name, sound or not.
    var namedPlaybooks: [String] {
        values(of: "playbook").flatMap { value in
            guard case .sequence(let choices) = value.content else { return [value.written].compactMap(\.self) }
            return choices.compactMap { $0.value(of: "name")?.written }
        }
    }

    private func values(of key: String) -> [Node] { settings.rules.compactMap { $0.value(of: key) } }
}

extension RuleBook {
    /// The names of all rules that are written in files, sound or not, also under a mistyped `alert`: who names a broken
    /// one is not mistaken.
    package static func writtenNames(in files: [Settings]) -> [String] {
        files.flatMap(\.rules).compactMap { ($0.value(of: "alert") ?? $0.value(near: "alert"))?.written }
    }
}

extension Settings {
    fileprivate var rules: [Node] {
        guard case .sequence(let items) = node("rules")?.content else { return [] }
        return items
    }
}

extension Node {
    fileprivate func value(of key: String) -> Node? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.name == key }?.value
    }

    fileprivate func value(near key: String) -> Node? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { Suggestion.nearest(to: $0.name, among: [key]) != nil }?.value
    }
}

/// One rule being read; a rule with a mistake gives nothing, but all of its mistakes are told.
private struct RuleSettings {
    let settings: Settings
    let vocabulary: RuleVocabulary
    let playbooks: PlaybookShelf

    func rule() -> Rule? {
        let id = settings.required("alert", .name)
        let was = settings.optional("was", .textList, default: [])
        let summary = settings.optional("summary", .text, default: "")
        let target = settings.optional("for_each", .choice) ?? nearestTarget
        let thresholds = ThresholdReader(settings: settings, names: vocabulary.names(in: target.scope)).thresholds()
        let levels = LevelReader(settings: settings, vocabulary: vocabulary, target: target, shared: thresholds)
        let names = vocabulary.names(in: target.scope, thresholds: levels.thresholdNames)
        let appliesTo = condition("applies_to", names)
        let conditions = levels.conditions(under: names)
        let count = CountedHold.read(from: settings)
        let flapping = Flapping.read(from: settings)
        let shadow = settings.optional("shadow", .duration, default: .zero)
        let ladder = Ladder.read(from: settings, for: target)
        let keep = settings.optional("keep_firing_for", .duration, default: .zero)
        let missing: Rule.Missing? = settings.optional("missing", .choice)
        let labels = LabelReader(settings: settings, names: names, hasLevels: levels.areGiven).labels()
        let annotations = templates("annotations", names)
        let playbooks = playbooks.playbooks(of: settings, under: names)
        warnOfIdleConditions(conditions ?? [])
        guard let id, let conditions, let first = conditions.first else {
            _ = settings.node("tests")
            return nil
        }
        var rule = Rule(
            id: id, was: was, summary: summary, target: target, appliesTo: appliesTo, when: first.when,
            clearWhen: first.clearWhen, thresholds: first.thresholds, hold: first.hold, keepFiringFor: keep,
            count: count,
            flapping: flapping, shadow: shadow,
            ladder: ladder,
            missing: missing, labels: labels, annotations: annotations, playbooks: playbooks,
            levels: levels.areGiven ? conditions.compactMap(\.level) : [],
            namePlace: settings.placeOfValue("alert") ?? settings.place)
        // A condition that cannot be read may well be the one that reads it.
        if conditions.allSatisfy(\.isWhole), settings.has("applies_to") == (appliesTo != nil) {
            warnOfUnusedThresholds(of: rule)
        }
        rule.tests = RuleTestReader(settings: settings, names: names, rule: rule).tests()
        return rule
    }

    /// Of a mistyped `for_each` what was meant: its conditions are not wrong for that.
    private var nearestTarget: Rule.Target {
        let written = settings.node("for_each")?.written ?? ""
        let close = Suggestion.nearest(to: written, among: Rule.Target.allCases.map(\.rawValue))
        return close.flatMap(Rule.Target.init) ?? .account
    }

    private func condition(_ key: String, _ names: Vocabulary) -> Condition? {
        settings.condition(key, against: names)
    }

    private func templates(_ key: String, _ names: Vocabulary) -> [Named<Template>] {
        settings.optional(key, .map(of: .template), default: []).compactMap { $0.checked(names, settings) }
    }

    private func warnOfIdleConditions(_ conditions: [LevelReader.Conditions]) {
        var said: Set<Place> = []
        for when in conditions.map(\.when) where when.references.isEmpty && said.insert(when.source.place).inserted {
            settings.report(.readsNothing(at: when.source.place))
        }
    }

    /// A threshold nobody reads is a mistyped name or a leftover.
    private func warnOfUnusedThresholds(of rule: Rule) {
        let used = Set((rule.conditions.flatMap(\.references) + rule.templates.flatMap(\.references)).flatMap(\.fields))
        var said: Set<String> = []
        for threshold in rule.variants.flatMap(\.thresholds)
        where !used.contains(threshold.path) && said.insert(threshold.name).inserted {
            settings.report(.unusedThreshold(threshold.name, at: threshold.place))
        }
    }
}

extension Settings {
    /// A condition under a key, sound; nothing where it is missing or wrong, which is then reported.
    func condition(_ key: String, against names: Vocabulary) -> Condition? {
        guard let fragment = optional(key, .condition) else { return nil }
        let (condition, diagnostics) = Condition.checked(fragment, against: names)
        for diagnostic in diagnostics { report(diagnostic) }
        return condition
    }
}

extension Named<Fragment> {
    fileprivate func checked(_ names: Vocabulary, _ settings: Settings) -> Named<Template>? {
        let (template, diagnostics) = Template.checked(value, against: names)
        for diagnostic in diagnostics { settings.report(diagnostic) }
        return template.map { Named<Template>(name: name, place: place, value: $0) }
    }
}

/// Labels are templates too, under names that routes can match.
private struct LabelReader {
    let settings: Settings
    let names: Vocabulary
    let hasLevels: Bool

    func labels() -> [Named<Template>] {
        let written = settings.optional("labels", .map(of: .template), default: [])
        for label in written { check(label) }
        return written.compactMap { $0.checked(names, settings) }
    }

    private func check(_ label: Named<Fragment>) {
        if AlertLabels.own.contains(label.name) { settings.report(.ownLabel(label.name, at: label.place)) }
        if hasLevels, label.name == "severity" { settings.report(.severityBesideLevels(at: label.place)) }
        if !Self.isName(label.name) { settings.report(.labelName(label.name, at: label.place)) }
        if label.name == "severity", !label.value.text.contains("{{"), AlertSeverity(rawValue: label.value.text) == nil
        {
            settings.report(.unknownSeverity(label.value.text, at: label.value.place))
        }
    }

    private static func isName(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        func isLetter(_ scalar: Unicode.Scalar) -> Bool {
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
        }
        guard let first = scalars.first, isLetter(first) else { return false }
        return scalars.allSatisfy { isLetter($0) || ("0"..."9").contains($0) }
    }
}
