extension RuleFunction {
    static let change = lookingBack(
        "change", "How much it rose (or fell, below 0) since then.", example: "change(health.score, '30d') <= -15",
        as: \.change
    ) { path, span, sight in comparing(path, span, sight) { now, then in .known(now - then) } }
}

extension RuleFunction {
    /// A number made of what a field is and what it was.
    static func comparing(
        _ path: String, _ span: Span, _ sight: Sight, _ combine: @escaping @Sendable (Double, Double) -> Measured
    ) -> PastReader {
        let now = sight.current(path)
        let then = sight.ago(path, span)
        return { slot in
            switch (now(slot), then(slot)) {
            case (.known(let now), .known(let then)): combine(now, then)
            case (.absent(let reason), _), (.known, .absent(let reason)): .absent(reason)
            }
        }
    }
}
