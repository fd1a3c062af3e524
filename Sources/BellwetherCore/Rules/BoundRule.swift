import CEL

/// A rule whose conditions are tied to one sight.
struct BoundRule: Sendable {
    let rule: Rule
    private let appliesTo: BoundCondition?
    private let when: BoundCondition
    private let clearWhen: BoundCondition?
    /// The stale source that holds it.
    let heldBy: String?

    init(_ rule: Rule, in sight: Sight, heldBy: String?) {
        self.rule = rule
        self.heldBy = heldBy
        appliesTo = rule.appliesTo.map { sight.bound($0, under: rule.thresholds) }
        when = sight.bound(rule.when, under: rule.thresholds)
        clearWhen = rule.clearWhen.map { sight.bound($0, under: rule.thresholds) }
    }

    func truth(for row: SubjectRow) -> Truth {
        rule.truth(applies: appliesTo?.truth(for: row)) { when.truth(for: row) }
    }

    /// What an alert is told: once it fires, `clear_when` alone ends it, where that is given.
    func observation(of row: SubjectRow, whileFiring isFiring: Bool, closing reason: ClosingReason) -> Alert.Observation
    {
        if appliesTo?.truth(for: row) == .doesNotHold { return .ended(.superseded) }
        guard isFiring, let clearWhen else { return Self.observation(truth(for: row), reason) }
        switch clearWhen.truth(for: row) {
        case .holds: return .doesNotHold(reason)
        case .doesNotHold: return .holds
        case .unknown(let absences):
            // `missing` says what an absence means for firing, whichever condition cannot be decided.
            switch rule.missing {
            case .fire: return .holds
            case .ok: return .doesNotHold(reason)
            case nil: return .unknown(fields: absences.map(\.name))
            }
        }
    }

    private static func observation(_ truth: Truth, _ reason: ClosingReason) -> Alert.Observation {
        switch truth {
        case .holds: .holds
        case .doesNotHold: .doesNotHold(reason)
        case .unknown(let absences): .unknown(fields: absences.map(\.name))
        }
    }
}
