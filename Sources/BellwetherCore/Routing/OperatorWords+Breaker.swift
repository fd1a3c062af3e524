extension OperatorWords {
    /// Said when a rule's breaker trips.
    init(breakerOf rule: String, holding count: Int) {
        self.init(
            topic: "breaker \(rule)",
            lines: [
                "rule '\(rule)' fires for \(count) alerts at once; its messages are held",
                "That many at once is more often a broken export or an edited threshold than so many customers.",
                "Look at `bellwether alerts`; `bellwether confirm \(rule)` lets them go. What clears before is never told.",
            ])
    }

    /// Said again, ever more rarely, as long as nobody confirms.
    init(breakerOf rule: String, stillHolding count: Int, since then: Moment, at now: Moment) {
        self.init(
            topic: "breaker \(rule)",
            lines: [
                "messages of rule '\(rule)' are still held: \(Wording.count(count, "alert")), "
                    + "the oldest for \(Wording.span(from: then, to: now))",
                "Nobody is told of them, nor reminded. If they are true, let them go: bellwether confirm \(rule).",
                "If not, mend the export or the rule: what clears before is never told.",
            ])
    }

    /// Said when few enough are left of what was held.
    init(lettingGo rule: String, of count: Int) {
        self.init(
            topic: "breaker \(rule)",
            lines: [
                "rule '\(rule)': what is left of what was held is told now, \(Wording.count(count, "alert"))",
                "The others cleared. So few are no flood any more.",
            ])
    }
}
