extension Metric {
    /// How easy it was: the mean answer, easier being higher (M10).
    ///
    /// A 4 of 5 is good and a 4 of 7 is middling: where scales are mixed there is no such mean, and `ces.score` tells.
    /// Forms on which low is easy say so (`inverted`) and are turned round.
    package static let effortMean = Metric(
        "ces.mean", .points, .higherIsBetter, from: [.surveyResponse], example: 5.6,
        "Mean answer to how easy it was, in the last 90 days, on the survey's own scale."
    ) { account, context in context.measured(.ces, of: account, \.mean) }

    /// The same from 0 to 100, whatever the scale (M10).
    package static let effortScore = Metric(
        "ces.score", .score, .higherIsBetter, from: [.surveyResponse], example: 76.67,
        "How easy it was, 0 to 100, in the last 90 days."
    ) { account, context in context.measured(.ces, of: account) { $0.rescaled.map { $0 * 100 } } }
}
