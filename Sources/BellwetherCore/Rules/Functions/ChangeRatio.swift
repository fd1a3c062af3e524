extension RuleFunction {
    /// Of a past value of zero there is no ratio.
    static let changeRatio = lookingBack(
        "change_ratio", "By what share of its value then it rose (or fell, below 0): -0.2 is a fifth less.",
        example: "change_ratio(clv.forward, '90d') <= -0.15", as: { _ in Unit(.ratio, isChange: true) }
    ) { path, span, sight in
        sight.comparing(path, span) { now, then in
            then == 0 ? .absent(.emptyDenominator) : .known((now - then) / then)
        }
    }
}
