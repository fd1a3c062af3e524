extension Metric {
    /// CSAT as most people mean it: the share of satisfied answers (M07).
    ///
    /// Satisfied is one of the two best of five. Answers of the last 90 whole days, at least 5; who was asked and did not
    /// answer counts nowhere.
    package static let satisfiedShare = Metric(
        "csat.share", .ratio, .higherIsBetter, from: [.surveyResponse], example: 0.7, in: 0...1,
        "Share of satisfied answers (4 or 5 of 5) in the last 90 days; of 5 answers or more."
    ) { account, context in context.measured(.csat, of: account, \.shareContent) }

    /// The mean answer as a share of the best possible (M08): on 1 to 5 never below 0.2. Another number than
    /// `csat.share`, and never called that.
    package static let satisfactionMean = Metric(
        "csat.mean", .ratio, .higherIsBetter, from: [.surveyResponse], example: 0.7477,
        "Mean satisfaction as a share of the best answer, in the last 90 days."
    ) { account, context in context.measured(.csat, of: account, \.shareOfMaximum) }

    /// The mean answer on the way from the worst to the best, so that 0 is the worst (M08).
    package static let satisfactionRescaled = Metric(
        "csat.mean_rescaled", .ratio, .higherIsBetter, from: [.surveyResponse], example: 0.6846, in: 0...1,
        "Mean satisfaction from 0, the worst answer, to 1, the best, in the last 90 days."
    ) { account, context in context.measured(.csat, of: account, \.rescaled) }

    /// How many answers stand behind it.
    package static let satisfactionCount = Metric(
        "csat.count_90", .count, .neither, from: [.surveyResponse], example: 12,
        "Answers about satisfaction in the last 90 days."
    ) { account, context in context.measured(.csat, of: account) { .known(Double($0.count)) } }
}
