import Documents

/// How a rule does that nobody is told of yet.
///
///     first turn with `shadow: 14d` ──▶ in shadow ──14 days──▶ live: what fires then is told as one list
///     `shadow` taken away ─────────────────────────────────▶ live
///
package struct ShadowRun: Sendable, Hashable, Codable {
    package let since: Moment
    /// What would have been told so far.
    package internal(set) var opened = 0
    package internal(set) var closed = 0
    /// It went live by itself.
    package internal(set) var isOver = false

    package init(since: Moment) { self.since = since }
}

extension Rule {
    /// When it goes live; nothing where it is live.
    package func end(of run: ShadowRun, by calendar: BusinessCalendar) -> Moment? {
        run.isOver || shadow.isZero ? nil : shadow.counted(from: run.since, by: calendar)
    }
}

extension OperatorWords {
    /// Said once, when a rule leaves its shadow.
    init(shadowOf rule: String, _ run: ShadowRun, firing: Int) {
        self.init(
            topic: "shadow \(rule)",
            lines: [
                "rule '\(rule)' has left its shadow and is live",
                "Since \(run.since) it would have opened \(run.opened) alerts and closed \(run.closed).",
                firing == 0 ? "None of them fires now." : "\(firing) of them fire now and are told as one list.",
            ])
    }

    /// Said once, when an edit would newly alert too many.
    init(edit newly: [String: Int]) {
        let total = newly.values.reduce(0, +)
        let rules = newly.keys.sorted()
        let verbs = rules.map { "bellwether confirm \($0)" }
        self.init(
            topic: "edit \(rules.joined(separator: " "))",
            lines: [
                "an edit of rules newly alerts for \(total) at once; it is in force, and its messages are held",
                rules.map { "\($0): \(newly[$0] ?? 0)" }.joined(separator: ", "),
                "If that is meant, let them go: \(verbs.joined(separator: "; ")). If not, change it back: what clears "
                    + "before is never told.",
            ])
    }
}
