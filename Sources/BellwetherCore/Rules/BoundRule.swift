import CEL

/// A rule whose conditions are tied to one sight. Large, and asked for each alert: it is not copied for that.
final class BoundRule: Sendable {
    let rule: Rule
    private let appliesTo: BoundCondition?
    /// One for each level, the mildest first; one for a rule that has none.
    private let levels: [BoundLevel]
    private let sight: Sight
    /// The stale source that holds it.
    let heldBy: String?
    /// Where such a source holds some of its subjects, and not others.
    let rowHold: RowHold?

    init(_ rule: Rule, in sight: Sight, heldBy: String? = nil, rowHold: RowHold? = nil) {
        self.rule = rule
        self.heldBy = heldBy
        self.rowHold = rowHold
        self.sight = sight
        appliesTo = rule.appliesTo.map { sight.bound($0, under: rule.thresholds) }
        levels = rule.variants.map { BoundLevel($0, in: sight) }
    }

    /// The stale source that holds it for this subject.
    func source(holding row: SubjectRow) -> String? {
        heldBy ?? rowHold.flatMap { $0.source(holding: row, in: sight.accounts) }
    }

    /// Whether any of its levels holds.
    func truth(for row: SubjectRow) -> Truth {
        guard isOnLadder(row) else { return .doesNotHold }
        return rule.truth(applies: appliesTo?.truth(for: row)) { anyLevel(for: row) }
    }

    /// Above its ladder, and behind it, a rule does not hold.
    private func isOnLadder(_ row: SubjectRow) -> Bool {
        rule.ladder.map { sight.standing(of: row, on: $0) != nil } ?? true
    }

    private func anyLevel(for row: SubjectRow) -> Truth {
        var unknown: Truth?
        for level in levels {
            switch level.when.truth(for: row) {
            case .holds: return .holds
            case .doesNotHold: continue
            case .unknown(let absences): unknown = unknown ?? .unknown(absences)
            }
        }
        return unknown ?? .doesNotHold
    }

    /// What an alert is told: once it fires, `clear_when` alone ends it, where that is given.
    func observation(
        of row: SubjectRow, whileFiring isFiring: Bool, closing reason: @autoclosure () -> ClosingReason
    ) -> Alert.Observation {
        switch appliesTo?.truth(for: row) {
        case .doesNotHold: return .ended(.superseded)
        case .unknown(let absences) where !isFiring || rule.clearWhen == nil:
            return .unknown(fields: absences.map(\.name))
        case .holds, .unknown, nil: break
        }
        guard isOnLadder(row) else { return .doesNotHold(reason()) }
        guard rule.levels.isEmpty else { return .levels(levels.map { $0.reading(of: row) }, reason()) }
        let level = levels[0]
        guard isFiring, let clears = level.clears(row) else {
            return Self.observation(of: level.holds(row), closing: reason())
        }
        return Self.observation(of: clears.negated, closing: reason())
    }

    private static func observation(
        of holds: LevelStanding.Answer, closing reason: @autoclosure () -> ClosingReason
    ) -> Alert.Observation {
        switch holds {
        case .yes: .holds
        case .no: .doesNotHold(reason())
        case .unknown(let fields): .unknown(fields: fields)
        }
    }
}

/// One level of a rule, tied to one sight; absences count as the rule's `missing` says.
private struct BoundLevel: Sendable {
    private let rule: Rule
    let when: BoundCondition
    private let clearWhen: BoundCondition?

    init(_ rule: Rule, in sight: Sight) {
        self.rule = rule
        when = sight.bound(rule.when, under: rule.thresholds)
        clearWhen = rule.clearWhen.map { sight.bound($0, under: rule.thresholds) }
    }

    func reading(of row: SubjectRow) -> LevelStanding.Reading {
        LevelStanding.Reading(severity: rule.severity ?? .info, holds: holds(row), clears: clears(row))
    }

    func holds(_ row: SubjectRow) -> LevelStanding.Answer { answer(when, row, absentMeans: rule.missing == .fire) }

    /// `missing` says what an absence means for firing, whichever condition cannot be decided.
    func clears(_ row: SubjectRow) -> LevelStanding.Answer? {
        clearWhen.map { answer($0, row, absentMeans: rule.missing == .ok) }
    }

    private func answer(
        _ condition: BoundCondition, _ row: SubjectRow, absentMeans yes: Bool
    ) -> LevelStanding.Answer {
        switch condition.truth(for: row) {
        case .holds: .yes
        case .doesNotHold: .no
        case .unknown(let absences):
            rule.missing == nil ? .unknown(absences.map(\.name)) : yes ? .yes : .no
        }
    }
}
