import CEL
import Diagnostics
import Documents

/// Reads `tests:` of one rule; what is given is checked against the same names as conditions.
struct RuleTestReader {
    let settings: Settings
    let names: Vocabulary
    let rule: Rule

    func tests() -> [RuleTest] {
        settings.sections("tests").compactMap { test in
            let name = test.optional("name", .text)
            let given = test.node("given").map { self.given($0) } ?? [:]
            let expectation = expectation(of: test)
            return expectation.map { RuleTest(name: name, given: given, expectation: $0, place: test.place) }
        }
    }

    // MARK: Expectations

    private func expectation(of test: Settings) -> RuleTest.Expectation? {
        guard let node = test.node("expect") else {
            settings.report(.expectationMissing(at: test.place))
            return nil
        }
        if case .mapping = node.content { return firing(node) }
        switch node.written {
        case "firing": return .firing
        case "pending": return .pending
        case "quiet": return .quiet
        case "held": return .held
        default:
            if !node.isBroken { settings.report(.unknownExpectation(node.written ?? "", at: node.place)) }
            return nil
        }
    }

    /// `{ firing_after: 2d }`, `{ level: critical }`, or both.
    private func firing(_ node: Node) -> RuleTest.Expectation? {
        let report = DiagnosticReport()
        let section = Settings(node, report: report)
        let level: AlertSeverity? = section.optional("level", .choice)
        let duration =
            section.has("level")
            ? section.optional("firing_after", .duration, default: .zero) : section.required("firing_after", .duration)
        section.finish()
        for diagnostic in report.diagnostics { settings.report(diagnostic) }
        guard section.has("level") else { return duration.map(RuleTest.Expectation.firingAfter) }
        guard let level, let duration else { return nil }
        guard rule.levels.contains(where: { $0.severity == level }) else {
            settings.report(.noSuchLevel(level, of: rule, at: section.placeOfValue("level") ?? node.place))
            return nil
        }
        return .atLevel(level, after: duration)
    }

    // MARK: Given values

    private func given(_ node: Node) -> [String: Value] {
        guard case .mapping(let entries) = node.content else {
            settings.report(.givenMustBeMapping(at: node.place))
            return [:]
        }
        return entries.reduce(into: [:]) { given, entry in
            guard let reference = reference(entry.key), let value = value(of: entry.value, as: reference) else {
                return
            }
            given[reference.name] = value
        }
    }

    private func reference(_ key: Node) -> Reference? {
        guard let fragment = key.fragment else { return nil }
        let (condition, diagnostics) = Condition.checked(fragment, against: names, expecting: nil)
        for diagnostic in diagnostics { settings.report(diagnostic) }
        guard let condition else { return nil }
        guard let reference = condition.soleReference else {
            settings.report(.notAName(fragment.text, at: fragment.place))
            return nil
        }
        if let threshold = rule.variants.flatMap(\.thresholds).first(where: { $0.path == reference.name }) {
            settings.report(.thresholdGiven(reference.name, by: threshold.fields.last?.name, at: fragment.place))
            return nil
        }
        if !namesRead.contains(reference.name) {
            settings.report(.givenUnread(reference.name, by: rule.id, at: fragment.place))
        }
        return reference
    }

    private var namesRead: Set<String> {
        let deciding = rule.variants.flatMap(\.thresholds).flatMap(\.fields)
        return Set(
            (rule.conditions.flatMap(\.references) + deciding).map(\.name) + [rule.ladder?.field].compactMap(\.self))
    }

    private func value(of node: Node, as reference: Reference) -> Value? {
        if case .list(.object(let kind)) = reference.type, let type = names.object(named: kind) {
            return list(of: type, node, reference)
        }
        return single(node, as: reference)
    }

    /// Facts are given as mappings of their fields.
    private func list(of type: ObjectType, _ node: Node, _ reference: Reference) -> Value? {
        guard case .sequence(let items) = node.content else {
            if !node.isBroken { settings.report(.wrongGiven(reference, node.written, at: node.place)) }
            return nil
        }
        let records = items.compactMap { record(of: type, $0) }
        return records.count == items.count ? .list(records) : nil
    }

    private func record(of type: ObjectType, _ node: Node) -> Value? {
        guard case .mapping(let entries) = node.content else {
            settings.report(.factMustBeMapping(type, at: node.place))
            return nil
        }
        var values = type.fields.map { Value.unknown($0.name, because: AbsenceReason.noData.key) }
        for entry in entries {
            guard let index = type.index(of: entry.name) else {
                settings.report(.unknownField(entry.name, of: type, at: entry.key.place))
                continue
            }
            guard let value = single(entry.value, as: Reference(type.fields[index])) else { return nil }
            values[index] = value
        }
        return .record(GivenRecord(type: type, values: values))
    }

    private func single(_ node: Node, as reference: Reference) -> Value? {
        switch (node.content, reference.type) {
        case (.null, _): return .unknown(reference.name, because: AbsenceReason.noData.key)
        case (.integer(let number), .double): return .double(Double(number))
        case (.real(let number), .double) where number.isFinite: return .double(number)
        case (.bool(let flag), .bool): return .bool(flag)
        case (.text(let text), .string): return .string(text)
        case (.text(let text), .timestamp):
            if let moment = Day(text).map(Zone.utc.start) ?? Moment(text) { return .moment(moment) }
        default: break
        }
        if !node.isBroken { settings.report(.wrongGiven(reference, node.written, at: node.place)) }
        return nil
    }
}

/// A fact as a test gives it.
private struct GivenRecord: RecordValue {
    let type: ObjectType
    let values: [Value]

    func value(at field: Int) -> Value { values[field] }
}

extension Diagnostic {
    fileprivate static func expectationMissing(at place: Place) -> Diagnostic {
        error("a test must say what to expect", at: place, help: expectations)
    }

    fileprivate static func unknownExpectation(_ written: String, at place: Place) -> Diagnostic {
        error("a rule cannot be expected to be \(Printable.quoted(written))", at: place, help: expectations)
    }

    private static let expectations =
        "write `expect: firing`, `pending`, `quiet`, `held`, or `expect: { firing_after: 2d }`"

    fileprivate static func noSuchLevel(_ level: AlertSeverity, of rule: Rule, at place: Place) -> Diagnostic {
        let known = rule.levels.map(\.severity.rawValue)
        return error(
            "'\(rule.id)' has no level '\(level.rawValue)'", at: place,
            help: known.isEmpty ? "give it some under 'levels'" : "its levels are \(Suggestion.inProse(known))")
    }

    fileprivate static func givenMustBeMapping(at place: Place) -> Diagnostic {
        error("'given' must be a mapping of names to values", at: place, help: "such as `{ health.score: 48 }`")
    }

    fileprivate static func notAName(_ written: String, at place: Place) -> Diagnostic {
        error(
            "\(Printable.quoted(written)) cannot be given; only single fields and calls can", at: place,
            help: "such as health.score, or \"change(health.score, '30d')\" in quotes")
    }

    fileprivate static func thresholdGiven(_ name: String, by field: String?, at place: Place) -> Diagnostic {
        error(
            "'\(name)' cannot be given; a test runs with the rule's own thresholds", at: place,
            help: field.map { "give the field that decides it: '\($0)'" })
    }

    fileprivate static func givenUnread(_ name: String, by rule: String, at place: Place) -> Diagnostic {
        warning("'\(name)' is given, but '\(rule)' never reads it", at: place)
    }

    fileprivate static func factMustBeMapping(_ type: ObjectType, at place: Place) -> Diagnostic {
        error("\(type.name) must be given as a mapping of its fields", at: place)
    }

    fileprivate static func unknownField(_ name: String, of type: ObjectType, at place: Place) -> Diagnostic {
        error(
            "\(type.name) has no field \(Printable.quoted(name))", at: place,
            help: Suggestion.help(for: name, among: type.fields.map(\.name), naming: "fields"))
    }

    fileprivate static func wrongGiven(_ reference: Reference, _ written: String?, at place: Place) -> Diagnostic {
        let wanted: String? =
            switch reference.type {
            case .double: "a number"
            case .string: "a text"
            case .bool: "true or false"
            case .timestamp: "a day such as 2026-12-02"
            case .list: "a list of mappings"
            default: nil
            }
        guard let wanted else { return error("'\(reference.name)' cannot be given; it is no single value", at: place) }
        let not = written.map { ", not \(Printable.quoted($0))" } ?? ""
        return error("'\(reference.name)' must be given \(wanted)\(not)", at: place)
    }
}
