extension RuleFunction {
    static let change = lookingBack(
        "change", "How much it rose (or fell, below 0) since then.", example: "change(health.score, '30d') <= -15",
        as: \.change
    ) { path, span, sight in sight.comparing(path, span) { now, then in .known(now - then) } }
}
