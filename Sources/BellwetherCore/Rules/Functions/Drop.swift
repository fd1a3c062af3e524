extension RuleFunction {
    /// Of a health score and of a lifetime value only what the customer's own numbers did counts: a survey that grew too
    /// old is no drop, and neither is churn among others.
    static let drop = lookingBack(
        "drop",
        "How much lower it is than it was then; 0 where it is not. Of a health score without what measures that expired or appeared did; of `clv.forward` at today's churn, so that only the account's own MRR and band count.",
        example: "drop(health.score, '7d') > 10", readingInputs: true
    ) { path, span, sight in
        if path == OwnLifetime.path, let own = OwnLifetime(over: span, in: sight) {
            return PastNumbers { own.drops(of: $0) }
        }
        guard let models = sight.health?.models, !models.models.isEmpty, let score = LookBack.score(ofPath: path) else {
            return sight.comparing(path, span) { now, then in .known(max(0, then - now)) }
        }
        let past = HealthPast(models, making: score.name, over: span, in: sight)
        return PastNumbers { past.drops(of: $0) }
    }
}
