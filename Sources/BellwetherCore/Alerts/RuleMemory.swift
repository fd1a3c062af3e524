/// What alerts remember of a rule between turns.
package struct RuleMemory: Sendable, Hashable, Codable {
    /// Its first turn: what held then is told as one list.
    package let firstSeen: Moment
    /// What it meant when it was last evaluated; tells an edit that clears from a recovery.
    package internal(set) var meaning: String
    /// What decided how severe its alerts are; nothing where an earlier version did not keep it.
    package internal(set) var grading: String?
    /// Since when no file has it; it may only be moving from one file to another.
    package internal(set) var missingSince: Moment?
    /// How it did or does while nobody is told.
    package internal(set) var shadow: ShadowRun?

    package init(firstSeen: Moment, meaning: String, missingSince: Moment? = nil) {
        self.firstSeen = firstSeen
        self.meaning = meaning
        self.missingSince = missingSince
    }
}
