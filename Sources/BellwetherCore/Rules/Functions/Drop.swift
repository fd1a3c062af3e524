extension RuleFunction {
    /// Of a health score only what the customer's own numbers did counts: a survey that grew too old is no drop.
    static let drop = lookingBack(
        "drop",
        "How much lower it is than it was then; 0 where it is not. Of a health score without what measures that expired or appeared did.",
        example: "drop(health.score, '7d') > 10", readingInputs: true
    ) { path, span, sight in
        guard let models = sight.health?.models, !models.models.isEmpty, let score = LookBack.score(ofPath: path) else {
            return sight.comparing(path, span) { now, then in .known(max(0, then - now)) }
        }
        let past = HealthPast(models, making: score.name, over: span, in: sight)
        return PastNumbers { past.drops(of: $0) }
    }
}
