package import CEL
package import Diagnostics
package import Documents

/// A rule tried on given values, as its writer asks for under `tests:`.
package struct RuleTest: Sendable {
    package enum Expectation: Sendable, Hashable {
        /// At once.
        case firing
        /// Exactly then, if nothing changes: not a second earlier.
        case firingAfter(WrittenDuration)
        /// The same, and at that level of the rule: at once, or exactly then.
        case atLevel(AlertSeverity, after: WrittenDuration)
        /// It holds, and waits for its time.
        case pending
        case quiet
        /// It cannot be decided.
        case held
    }

    package let name: String?
    /// By the names that conditions read; what is not given is absent.
    package let given: [String: Value]
    package let expectation: Expectation
    package let place: Place

    package init(name: String? = nil, given: [String: Value], expectation: Expectation, place: Place) {
        self.name = name
        self.given = given
        self.expectation = expectation
        self.place = place
    }

    package struct Result: Sendable, Hashable {
        package let rule: String
        package let place: Place
        package let hasPassed: Bool
        /// What was expected, what came, and why: `expected firing after 2d, but it is quiet: …`.
        package let words: String
    }

    /// What the rule makes of the given values.
    package func run(on rule: Rule) -> Result {
        let outcome = outcome(of: rule)
        let hasPassed = meets(outcome)
        let words =
            hasPassed
            ? "\(outcome.words), as expected"
            : "expected \(expectation.words), but it is \(outcome.words): \(explanation(of: rule))"
        return Result(rule: rule.id, place: place, hasPassed: hasPassed, words: words)
    }
}

extension RuleTest {
    fileprivate enum Outcome {
        case quiet
        case held(fields: [String])
        /// The rule at each level that holds, the mildest first; at least one.
        case holds([Rule])
    }

    private func outcome(of rule: Rule) -> Outcome {
        let truths = rule.variants.map { ($0, truth(of: $0)) }
        let holding = truths.filter { $0.1 == .holds }.map(\.0)
        if !holding.isEmpty { return .holds(holding) }
        for case (_, .unknown(let absences)) in truths { return .held(fields: absences.map(\.name)) }
        return .quiet
    }

    private func truth(of rule: Rule) -> Truth {
        func truth(_ condition: Condition) -> Truth {
            condition.truth { value(of: condition.references[$0], under: rule.thresholds) }
        }
        if let ladder = rule.ladder {
            guard case .double(let days) = given[ladder.field] else {
                return .unknown([Unknown(ladder.field, because: AbsenceReason.noData.key)])
            }
            if ladder.step(daysLeft: Int(days)) == nil { return .doesNotHold }
        }
        return rule.truth(applies: rule.appliesTo.map(truth)) { truth(rule.when) }
    }

    private func meets(_ outcome: Outcome) -> Bool {
        switch (expectation, outcome) {
        case (.quiet, .quiet), (.held, .held): true
        case (.firing, .holds(let rules)): rules.contains(where: \.firesAtOnce)
        case (.pending, .holds(let rules)): !rules.contains(where: \.firesAtOnce)
        case (.firingAfter(let wanted), .holds): outcome.first.map { isFiring($0, after: wanted) } ?? false
        case (.atLevel(let level, after: let wanted), .holds(let rules)):
            // The highest level whose time has come by then, and not a second earlier.
            rules.last { Self.moment($0.hold) <= Self.moment(wanted) }
                .map { $0.severity == level && isFiring($0, after: wanted) } ?? false
        default: false
        }
    }

    private func isFiring(_ rule: Rule, after wanted: WrittenDuration) -> Bool {
        rule.count == nil && Self.moment(rule.hold) == Self.moment(wanted)
    }

    /// Runs the alert's own clock from a Monday morning.
    fileprivate static func moment(_ hold: WrittenDuration) -> Moment {
        hold.counted(from: Moment(seconds: 1_767_603_600), by: BusinessCalendar(zone: .utc))
    }

    private static let afterAllExceptions = Day(number: .max)

    private func explanation(of rule: Rule) -> String {
        rule.variants.map { variant in
            let reasons = variant.when.explanation { value(of: variant.when.references[$0], under: variant.thresholds) }
            return variant.severity.map { "\($0.rawValue): \(reasons)" } ?? reasons
        }.joined(separator: "; ")
    }

    /// Exceptions from thresholds end some day, and a test must not end with them: they do not count.
    private func value(of reference: Reference, under thresholds: [Threshold]) -> Value {
        if let threshold = thresholds.first(where: { $0.path == reference.name }) {
            return .double(threshold.effective(on: Self.afterAllExceptions) { given[$0.name] }.value)
        }
        return given[reference.name] ?? .unknown(reference.name, because: AbsenceReason.noData.key)
    }
}

extension RuleTest.Outcome {
    fileprivate var words: String {
        switch self {
        case .quiet: "quiet"
        case .held(let fields):
            "held, since \(Suggestion.inProse(fields)) \(fields.count == 1 ? "is" : "are") not known"
        case .holds(let rules):
            rules.map { rule in
                let counted = rule.count.map { "after \($0.times) of \($0.of) evaluations" }
                let time = counted ?? (rule.hold.isZero ? "at once" : "after \(rule.hold)")
                return "firing " + (rule.severity.map { "as \($0.rawValue) " } ?? "") + time
            }.joined(separator: ", ")
        }
    }

    /// What fires first.
    fileprivate var first: Rule? {
        switch self {
        case .quiet, .held: nil
        case .holds(let rules): rules.min { RuleTest.moment($0.hold) < RuleTest.moment($1.hold) }
        }
    }
}

extension RuleTest.Expectation {
    var words: String {
        switch self {
        case .firing: "firing at once"
        case .firingAfter(let duration): "firing after \(duration)"
        case .atLevel(let level, after: let duration):
            "firing as \(level.rawValue) \(duration.isZero ? "at once" : "after \(duration)")"
        case .pending: "pending"
        case .quiet: "quiet"
        case .held: "held"
        }
    }
}

extension Rule {
    fileprivate var firesAtOnce: Bool { hold.isZero && (count?.times ?? 1) <= 1 }

    /// The outcome of both conditions: absences count as `missing` says, and whom it does not apply to it passes by.
    func truth(applies: Truth?, holds: () -> Truth) -> Truth {
        switch applies {
        case .doesNotHold: return .doesNotHold
        case .unknown(let absences): return .unknown(absences)
        case .holds, nil: return decided(holds())
        }
    }

    func decided(_ truth: Truth) -> Truth {
        guard case .unknown = truth else { return truth }
        switch missing {
        case .fire: return .holds
        case .ok: return .doesNotHold
        case nil: return truth
        }
    }
}
