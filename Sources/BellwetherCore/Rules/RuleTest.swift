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
        let hasPassed = meets(outcome, rule)
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
        case holds(for: WrittenDuration)
    }

    private func outcome(of rule: Rule) -> Outcome {
        let read = { value(of: $0, under: rule.thresholds) }
        func truth(_ condition: Condition) -> Truth {
            condition.truth { index in read(condition.references[index]) }
        }
        switch rule.truth(applies: rule.appliesTo.map(truth), holds: { truth(rule.when) }) {
        case .holds: return .holds(for: rule.hold)
        case .doesNotHold: return .quiet
        case .unknown(let absences): return .held(fields: absences.map(\.name))
        }
    }

    private func meets(_ outcome: Outcome, _ rule: Rule) -> Bool {
        switch (expectation, outcome) {
        case (.quiet, .quiet), (.held, .held): true
        case (.firing, .holds(let hold)): hold.isZero
        case (.pending, .holds(let hold)): !hold.isZero
        case (.firingAfter(let wanted), .holds): isFiring(rule, after: wanted)
        default: false
        }
    }

    /// Runs the alert's own clock from a Monday morning.
    private func isFiring(_ rule: Rule, after wanted: WrittenDuration) -> Bool {
        let calendar = BusinessCalendar(zone: .utc)
        let monday = Moment(seconds: 1_767_603_600)
        let timing = Alert.Timing(hold: rule.hold, keepFiringFor: rule.keepFiringFor, calendar: calendar)
        return timing.fires(pendingSince: monday) == wanted.counted(from: monday, by: calendar)
    }

    private func explanation(of rule: Rule) -> String {
        rule.when.explanation { value(of: rule.when.references[$0], under: rule.thresholds) }
    }

    private func value(of reference: Reference, under thresholds: [Threshold]) -> Value {
        if let threshold = thresholds.first(where: { $0.path == reference.name }) {
            return .double(threshold.value(for: threshold.by.flatMap { given[$0.name] }))
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
        case .holds(let hold): hold.isZero ? "firing at once" : "firing after \(hold)"
        }
    }
}

extension RuleTest.Expectation {
    var words: String {
        switch self {
        case .firing: "firing at once"
        case .firingAfter(let duration): "firing after \(duration)"
        case .pending: "pending"
        case .quiet: "quiet"
        case .held: "held"
        }
    }
}

extension Rule {
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
