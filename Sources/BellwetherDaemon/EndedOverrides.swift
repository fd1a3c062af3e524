import BellwetherCore

/// Notices exceptions from thresholds that have ended, so that the operator hears of each once.
struct EndedOverrides: Sendable, Hashable {
    /// The exceptions whose end the operator knows of, by id.
    private(set) var told: Set<String>

    init(_ told: Set<String> = []) { self.told = told }

    /// What to say about exceptions that have ended since; what is taken out of the files is forgotten.
    mutating func words(on overrides: [ThresholdOverride], on today: Day) -> [OperatorWords] {
        let ended = overrides.filter { !$0.isInForce(on: today) }
        let new = ended.filter { !told.contains($0.id) }
        told = Set(ended.map(\.id))
        return new.map { override in
            OperatorWords(
                topic: "exception \(override.id)",
                lines: [
                    "the exception of '\(override.rule)' ended on \(override.until): \(override.inWords)",
                    "What the rule says itself holds again. \(override.owner) asked for it: \(override.reason)",
                    "Take it away, or give it another 'until': \(override.place)",
                ])
        }
    }
}
