extension RuleFunction {
    static let drop = lookingBack(
        "drop", "How much lower it is than it was then; 0 where it is not.", example: "drop(health.score, '7d') > 10"
    ) { path, span, sight in comparing(path, span, sight) { now, then in .known(max(0, then - now)) } }
}
