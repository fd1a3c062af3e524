package import CEL
package import Diagnostics
package import Documents

/// A condition over a subject, with thresholds, durations, labels and words.
package struct Rule: Sendable {
    /// What an absence counts as, where it would leave the condition undecided.
    package enum Missing: String, Sendable, Hashable, CaseIterable {
        case fire, ok
    }

    /// Never changes; alerts, silences and closings hang on it.
    package let id: String
    /// Ids it had before.
    package let was: [String]
    package let summary: String
    package let target: Target
    package let appliesTo: Condition?
    /// Of a rule with levels, the mildest one's; so are `clearWhen`, `thresholds` and `hold`.
    package internal(set) var when: Condition
    package internal(set) var clearWhen: Condition?
    package internal(set) var thresholds: [Threshold]
    package internal(set) var hold: WrittenDuration
    package let keepFiringFor: WrittenDuration
    /// How many of the last evaluations must hold, where that is what `for` says.
    package let count: CountedHold?
    /// When it counts as flapping; nothing where that does not matter.
    package let flapping: Flapping?
    /// How long it is tried before anybody is told.
    package let shadow: WrittenDuration
    /// The steps at which it tells of a contract again.
    package let ladder: Ladder?
    package let missing: Missing?
    package let labels: [Named<Template>]
    package let annotations: [Named<Template>]
    /// What is to be done about what it finds, as tasks.
    package let playbooks: [RulePlaybook]
    package internal(set) var tests: [RuleTest] = []
    /// The mildest first; none where the rule has only itself.
    package internal(set) var levels: [Level] = []
    /// The level it is seen at.
    package internal(set) var severity: AlertSeverity?
    /// Where its id stands.
    package let namePlace: Place
    /// Where its condition stands.
    package var place: Place { when.source.place }

    /// Everything in it that decides what fires, as one text: differs where an edit may clear an alert.
    func meaning(on day: Day) -> String {
        let steps = ladder.map { "\($0.target) \($0.steps)" } ?? ""
        let counted = count.map { "\($0.times) \($0.of)" } ?? ""
        let own = [counted, target.rawValue, missing?.rawValue ?? "", appliesTo?.source.text ?? "", steps]
        return (own + variants.flatMap { $0.meaningOfLevel(on: day) }).joined(separator: "\n")
    }

    /// What decides how severe its alerts are, as one text: differs where an edit may raise one.
    var grading: String {
        ([labels.first { $0.name == "severity" }?.value.source.text ?? ""] + levels.map(\.severity.rawValue))
            .joined(separator: "\n")
    }

    /// Everything in it that decides what fires and when, as one text: without words, labels and tests.
    package func bearing(on day: Day) -> String {
        let flaps = flapping.map { "\($0.times) \($0.within) \($0.settle)" } ?? ""
        let exceptions = overrides.map { "\($0.id) \($0.value)" }.sorted()
        let times = variants.map { "\($0.hold)" } + ["\(keepFiringFor)", "\(shadow)", flaps]
        return (times + exceptions + [meaning(on: day)]).joined(separator: "\n")
    }

    private func meaningOfLevel(on day: Day) -> [String] {
        [severity?.rawValue, when.source.text, clearWhen?.source.text ?? ""].compactMap(\.self)
            + thresholds.map { $0.meaning(on: day) }
    }

    /// Every condition of it, at all levels.
    package var conditions: [Condition] {
        [appliesTo].compactMap(\.self) + variants.flatMap { [$0.when, $0.clearWhen].compactMap(\.self) }
    }

    /// What its conditions read, thresholds and look-backs resolved to the fields under them.
    package var fieldsRead: Set<String> {
        let deciding = variants.flatMap(\.thresholds).flatMap(\.fields)
        return Set((conditions.flatMap(\.references) + deciding).flatMap(\.fields) + [ladder?.field].compactMap(\.self))
    }

    /// The fields that decide whether it fires: without those that only choose whom it is about or a threshold.
    var decidingFields: Set<String> {
        let conditions = variants.flatMap { [$0.when, $0.clearWhen] }.compactMap(\.self)
        return Set(conditions.flatMap(\.references).flatMap(\.fields) + [ladder?.field].compactMap(\.self))
    }

    var isAboutHealth: Bool { decidingFields.contains { $0.hasPrefix("health.") } }

    var isAboutRenewals: Bool {
        decidingFields.contains { $0.hasPrefix("forecast.") || $0.hasPrefix("contract.") }
    }

    var templates: [Template] {
        labels.map(\.value) + annotations.map(\.value) + playbooks.flatMap(\.templates)
    }

    /// The first whose matchers hold of an alert's labels, which are asked for only where it hangs on them.
    func playbook(under labels: @autoclosure () -> [String: String]) -> RulePlaybook? {
        guard playbooks.contains(where: { !$0.matchers.isEmpty }) else { return playbooks.first }
        let labels = labels()
        return playbooks.first { $0.matchers.allSatisfy { $0.holds(for: labels) } }
    }

    package func annotation(_ name: String) -> Template? { annotations.first { $0.name == name }?.value }

    /// What it needs of history.
    package var lookBacks: [LookBack] {
        (conditions.flatMap(\.references) + templates.flatMap(\.references)).lookBacks
    }
}

extension Reference {
    /// The declared names it hangs on.
    var fields: [String] {
        switch origin {
        case .variable: [name]
        case .function(_, of: let fields, with: _): fields.isEmpty ? impliedFields : fields.flatMap(\.fields)
        }
    }

    /// A function without a field speaks of the band.
    private var impliedFields: [String] { ["health.band"] }
}
