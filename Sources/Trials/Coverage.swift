package import BellwetherCore
import CEL
import Diagnostics
import Documents

/// What tests and scenarios have tried of rules and routes, and what nothing has tried yet.
///
/// A rule's branches are: it fires; it does not; for each threshold by a field, each of its values and the default;
/// `applies_to` passes somebody by; `clear_when` ends an alert; each severity that its label can name. A route is tried
/// when an alert of a scenario takes it.
package struct Coverage: Sendable {
    package struct Part: Sendable, Hashable {
        /// The rule, or `routes`.
        package let name: String
        package let tried: [String]
        package let untried: [String]
    }

    package private(set) var parts: [Part] = []

    package var triedCount: Int { parts.reduce(0) { $0 + $1.tried.count } }
    package var count: Int { parts.reduce(0) { $0 + $1.tried.count + $1.untried.count } }

    /// - Parameter routing: the routes to be tried; scenarios with routes of their own try none of them.
    package init(of rules: [Rule], tests runs: [ScenarioRun], routing: Routing?) {
        parts = rules.map { Self.part(of: $0, runs) }
        if let routing { parts.append(Self.part(of: routing, runs.filter { $0.scenario.setting == nil })) }
    }

    // MARK: Rules

    private static func part(of rule: Rule, _ runs: [ScenarioRun]) -> Part {
        let branches = rule.branches
        let tried = Set(rule.tests.flatMap { rule.branches(triedBy: $0) } + runs.flatMap { rule.branches(triedBy: $0) })
        return Part(
            name: rule.id, tried: branches.filter(tried.contains), untried: branches.filter { !tried.contains($0) })
    }

    // MARK: Routes

    private static func part(of routing: Routing, _ runs: [ScenarioRun]) -> Part {
        let paths = routing.root.paths()
        let taken = Set(
            runs.flatMap(\.changes).filter { $0.kind == .opened }.flatMap { change in
                routing.root.matches(for: change.alert.labels).map(\.path)
            })
        let (tried, untried) = (paths.filter(taken.contains), paths.filter { !taken.contains($0) })
        return Part(
            name: "routes", tried: tried.map(Route.words(ofPath:)), untried: untried.map(Route.words(ofPath:)))
    }
}

extension Rule {
    fileprivate var branches: [String] {
        let values = thresholds.filter { !$0.layers.isEmpty }.flatMap { threshold in
            threshold.keys.sorted().map { threshold.branch($0) } + [threshold.branch(nil)]
        }
        return ["fires", "does not fire"] + values + (appliesTo == nil ? [] : [Self.passesBy])
            + (clearWhen == nil ? [] : [Self.clears]) + severities.map { "severity \($0)" }
    }

    private static let passesBy = "applies_to passes somebody by"
    private static let clears = "clear_when ends an alert"

    /// Those its label names, where it is a template that chooses among them.
    private var severities: [String] {
        guard let label = labels.first(where: { $0.name == "severity" })?.value, !label.references.isEmpty else {
            return []
        }
        return ["info", "warning", "critical"].filter { label.source.text.contains("'\($0)'") }
    }

    fileprivate func branches(triedBy test: RuleTest) -> [String] {
        guard test.run(on: self).hasPassed else { return [] }
        var tried: [String] =
            switch test.expectation {
            case .firing, .firingAfter, .atLevel, .pending: ["fires"]
            case .quiet: ["does not fire"]
            case .held: []
            }
        for threshold in thresholds where !threshold.layers.isEmpty {
            let texts = threshold.fields.compactMap { field -> String? in
                if case .string(let text)? = test.given[field.name] { text } else { nil }
            }
            tried += threshold.branches(chosenBy: texts)
        }
        if let appliesTo {
            let truth = appliesTo.truth { index in
                test.given[appliesTo.references[index].name] ?? .unknown(appliesTo.references[index].name, because: "")
            }
            if truth == .doesNotHold { tried.append(Self.passesBy) }
        }
        return tried
    }

    fileprivate func branches(triedBy run: ScenarioRun) -> [String] {
        let changes = run.changes.filter { $0.alert.rule == id }
        var tried: [String] = []
        if changes.contains(where: { $0.kind == .opened }) { tried.append("fires") }
        if changes.contains(where: { $0.kind == .closed(.recovered) }) {
            tried += clearWhen == nil ? ["does not fire"] : ["does not fire", Self.clears]
        }
        if run.passedBy.contains(id) { tried.append(Self.passesBy) }
        for threshold in thresholds where !threshold.layers.isEmpty && !changes.isEmpty {
            tried += threshold.branches(chosenBy: Array(run.chosen[id]?[threshold.name] ?? []))
        }
        return tried + changes.compactMap { $0.alert.labels["severity"].map { "severity \($0)" } }
    }
}

extension Threshold {
    /// What its numbers are chosen by: tiers, segments, accounts.
    fileprivate var keys: Set<String> { Set(layers.flatMap(\.entries).map(\.key)) }

    /// A text that no number stands for leaves the default.
    fileprivate func branches(chosenBy texts: [String]) -> [String] {
        let known = texts.filter(keys.contains)
        return known.isEmpty ? [branch(nil)] : known.map { branch($0) }
    }

    fileprivate func branch(_ value: String?) -> String { "\(name) \(value ?? "by default")" }
}

extension Route {
    /// Every route that can take an alert, as matches name them.
    fileprivate func paths(under parent: String = "") -> [String] {
        let path = parent.isEmpty ? name : "\(parent)/\(name)"
        return [path] + routes.flatMap { $0.paths(under: path) }
    }
}
