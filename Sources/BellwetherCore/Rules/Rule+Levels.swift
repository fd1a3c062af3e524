package import CEL
package import Diagnostics
package import Documents

extension Rule {
    /// One of the grades of badness that a rule tells apart; its name is the severity of its alerts.
    package struct Level: Sendable {
        package let severity: AlertSeverity
        package let when: Condition
        package let clearWhen: Condition?
        /// The rule's own, with those that the level has another number for.
        package internal(set) var thresholds: [Threshold]
        package let hold: WrittenDuration
        /// Where its name stands.
        package let place: Place
    }

    /// The rule at each of its levels, the mildest first; itself where it has none.
    package var variants: [Rule] { levels.isEmpty ? [self] : levels.map(at) }

    /// The rule as it is at one level: with that level's condition, thresholds and time. A level that is not there any
    /// more is the one below it, and the mildest stands for what has not reached any yet.
    package func at(_ severity: AlertSeverity?) -> Rule {
        let level = severity.flatMap { wanted in levels.last { $0.severity <= wanted } } ?? levels.first
        return level.map(at) ?? self
    }

    private func at(_ level: Level) -> Rule {
        var rule = self
        rule.when = level.when
        rule.clearWhen = level.clearWhen
        rule.thresholds = level.thresholds
        rule.hold = level.hold
        rule.severity = level.severity
        return rule
    }

    /// What tells apart the words of a rule at different levels.
    var levelID: String { severity.map { "\(id)/\($0.rawValue)" } ?? id }
}
