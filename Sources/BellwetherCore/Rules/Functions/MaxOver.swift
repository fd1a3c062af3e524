extension RuleFunction {
    static let maxOver = lookingBack(
        "max_over", "Its highest value over the span, today's included.",
        example: "max_over(usage.active_days_30, '8w') == 0"
    ) { path, span, sight in extreme(path, span, sight, Swift.max) }
}
