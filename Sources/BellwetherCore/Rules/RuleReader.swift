import CEL
import Diagnostics
import Documents

/// Reads the `rules:` of one file.
struct RuleReader {
    let vocabulary: RuleVocabulary
    let settings: Settings

    func rules() -> [Rule] {
        settings.sections("rules").compactMap { RuleSettings(settings: $0, vocabulary: vocabulary).rule() }
    }
}

/// One rule being read; a rule with a mistake gives nothing, but all of its mistakes are told.
private struct RuleSettings {
    let settings: Settings
    let vocabulary: RuleVocabulary

    func rule() -> Rule? {
        let id = settings.required("alert", .name)
        let was = settings.optional("was", .textList, default: [])
        let summary = settings.optional("summary", .text, default: "")
        let target = settings.optional("for_each", .choice, default: Rule.Target.account)
        let thresholds = ThresholdReader(settings: settings, names: vocabulary.names(in: target.scope)).thresholds()
        let names = vocabulary.names(in: target.scope, thresholds: thresholds.map(\.name))
        let appliesTo = condition("applies_to", names)
        let when = settings.required("when", .condition).flatMap { checked($0, names) }
        let clearWhen = condition("clear_when", names)
        let hold = settings.optional("for", .duration, default: .zero)
        let keep = settings.optional("keep_firing_for", .duration, default: .zero)
        let missing: Rule.Missing? = settings.optional("missing", .choice)
        let labels = LabelReader(settings: settings, names: names).labels()
        let annotations = templates("annotations", names)
        if let when, when.references.isEmpty { settings.report(.readsNothing(at: when.source.place)) }
        warnOfUnusedThresholds(thresholds, in: [appliesTo, when, clearWhen], labels + annotations)
        guard let id, let when else {
            _ = settings.node("tests")
            return nil
        }
        let read = Rule(
            id: id, was: was, summary: summary, target: target, appliesTo: appliesTo, when: when, clearWhen: clearWhen,
            thresholds: thresholds, hold: hold, keepFiringFor: keep, missing: missing, labels: labels,
            annotations: annotations, tests: [], namePlace: settings.placeOfValue("alert") ?? settings.place)
        return read.with(tests: RuleTestReader(settings: settings, names: names, rule: read).tests())
    }

    private func condition(_ key: String, _ names: Vocabulary) -> Condition? {
        settings.optional(key, .condition).flatMap { checked($0, names) }
    }

    private func checked(_ fragment: Fragment, _ names: Vocabulary) -> Condition? {
        let (condition, diagnostics) = Condition.checked(fragment, against: names)
        for diagnostic in diagnostics { settings.report(diagnostic) }
        return condition
    }

    private func templates(_ key: String, _ names: Vocabulary) -> [Named<Template>] {
        settings.optional(key, .map(of: .template), default: []).compactMap { $0.checked(names, settings) }
    }

    /// A threshold nobody reads is a mistyped name or a leftover.
    private func warnOfUnusedThresholds(
        _ thresholds: [Threshold], in conditions: [Condition?], _ templates: [Named<Template>]
    ) {
        // A condition that cannot be read may well be the one that reads it.
        let written = ["applies_to", "when", "clear_when"].count(where: settings.has)
        guard conditions.count(where: { $0 != nil }) >= max(1, written) else { return }
        let references = conditions.compactMap { $0?.references }.flatMap { $0 } + templates.flatMap(\.value.references)
        let used = Set(references.flatMap(\.fields))
        for threshold in thresholds where !used.contains(threshold.path) {
            settings.report(.unusedThreshold(threshold.name, at: threshold.place))
        }
    }
}

extension Rule {
    fileprivate func with(tests: [RuleTest]) -> Rule {
        Rule(
            id: id, was: was, summary: summary, target: target, appliesTo: appliesTo, when: when, clearWhen: clearWhen,
            thresholds: thresholds, hold: hold, keepFiringFor: keepFiringFor, missing: missing, labels: labels,
            annotations: annotations, tests: tests, namePlace: namePlace)
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

    func labels() -> [Named<Template>] {
        let written = settings.optional("labels", .map(of: .template), default: [])
        for label in written { check(label) }
        return written.compactMap { $0.checked(names, settings) }
    }

    private func check(_ label: Named<Fragment>) {
        if AlertLabels.own.contains(label.name) { settings.report(.ownLabel(label.name, at: label.place)) }
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

/// `thresholds:`, each a number or a number by a field.
private struct ThresholdReader {
    let settings: Settings
    let names: Vocabulary

    func thresholds() -> [Threshold] {
        guard let node = settings.node("thresholds") else { return [] }
        guard case .mapping(let entries) = node.content else {
            settings.report(.thresholdsMustBeMapping(at: node.place))
            return []
        }
        return entries.compactMap { entry in
            threshold(named: entry.name, entry.value, at: entry.key.place)
        }
    }

    /// A threshold with a mistake still gives its name, so that the condition that reads it is not blamed too.
    private func threshold(named name: String, _ node: Node, at place: Place) -> Threshold? {
        if let number = node.number { return Threshold(name: name, default: number, at: place) }
        guard case .mapping = node.content else {
            settings.report(.thresholdMustBeNumber(name, at: node.place))
            return Threshold(name: name, default: 0, at: place)
        }
        let report = DiagnosticReport()
        let section = Settings(node, report: report)
        let by = section.optional("by", .template).flatMap { deciding($0) }
        let fallback = section.required("default", .number)
        let values = section.optional("values", .map(of: .number), default: [])
        if !values.isEmpty, !section.has("by") { settings.report(.valuesWithoutField(name, at: place)) }
        section.finish()
        for diagnostic in report.diagnostics { settings.report(diagnostic) }
        return Threshold(
            name: name, by: by, values: Dictionary(values.map { ($0.name, $0.value) }) { first, _ in first },
            default: fallback ?? 0, at: place)
    }

    private func deciding(_ fragment: Fragment) -> Reference? {
        let (condition, diagnostics) = Condition.checked(fragment, against: names, expecting: nil)
        for diagnostic in diagnostics { settings.report(diagnostic) }
        guard let condition else { return nil }
        guard let field = condition.soleReference, field.type == .string, case .variable = field.origin else {
            settings.report(.thresholdField(fragment.text, at: fragment.place))
            return nil
        }
        return field
    }
}

extension Node {
    fileprivate var number: Double? {
        switch content {
        case .integer(let value): Double(value)
        case .real(let value) where value.isFinite: value
        case .null, .bool, .real, .text, .sequence, .mapping: nil
        }
    }
}
