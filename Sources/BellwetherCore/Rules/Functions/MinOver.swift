extension RuleFunction {
    static let minOver = lookingBack(
        "min_over", "Its lowest value over the span, today's included.", example: "min_over(health.score, '14d') < 40"
    ) { path, span, sight in extreme(path, span, sight, Swift.min) }

    static func extreme(
        _ path: String, _ span: Span, _ sight: Sight, _ choose: @escaping @Sendable (Double, Double) -> Double
    ) -> PastReader {
        let window = Window(path, span, sight)
        return { slot in
            let (extreme, absence) = window.fold(slot, into: Double?.none) { result, value, _ in
                result = result.map { choose($0, value) } ?? value
            }
            return absence.map(Measured.absent) ?? Measured(extreme)
        }
    }
}
