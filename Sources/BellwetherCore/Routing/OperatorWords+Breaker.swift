extension OperatorWords {
    /// Said once, when a rule's breaker trips.
    init(breakerOf rule: String, holding count: Int) {
        self.init(
            topic: "breaker \(rule)",
            lines: [
                "rule '\(rule)' fires for \(count) alerts at once; its messages are held",
                "That many at once is more often a broken export or an edited threshold than so many customers.",
                "Held alerts are told once they are released, and those that clear before are never told.",
            ])
    }
}
