extension OperatorWords {
    /// Said once, when a rule's breaker trips.
    init(breakerOf rule: String, holding count: Int) {
        self.init(
            topic: "breaker \(rule)",
            lines: [
                "rule '\(rule)' fires for \(count) alerts at once; its messages are held",
                "That many at once is more often a broken export or an edited threshold than so many customers.",
                "Look at `bellwether alerts`; `bellwether confirm \(rule)` lets them go. What clears before is never told.",
            ])
    }
}
