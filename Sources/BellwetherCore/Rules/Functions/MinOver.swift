extension RuleFunction {
    static let minOver = lookingBack(
        "min_over", "Its lowest value over the span, today's included.", example: "min_over(health.score, '14d') < 40"
    ) { path, span, sight in extreme(path, span, sight, Swift.min) }

    static func extreme(
        _ path: String, _ span: Span, _ sight: Sight, _ choose: @escaping @Sendable (Double, Double) -> Double
    ) -> PastNumbers {
        Window(path, span, sight).folding(
            into: { Double?.none },
            { extreme, value, _ in extreme = extreme.map { choose($0, value) } ?? value },
            { Measured($0) })
    }
}
