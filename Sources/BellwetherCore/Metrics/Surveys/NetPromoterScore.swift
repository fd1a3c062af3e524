extension Metric {
    /// Promoters less detractors, in points from -100 to 100 (M09).
    ///
    /// Whole answers from 0 to 10; 9 and 10 promote, 0 to 6 detract. Of each contact the latest answer of the last 90
    /// whole days, at least 5 of them. What is off the scale is rejected; a scale that begins at 1 is another question,
    /// used only where nobody answered the usual one and never mixed with it.
    package static let netPromoterScore = Metric(
        "nps.score", .points, .higherIsBetter, from: [.surveyResponse], example: 10, in: -100...100,
        "Promoters less detractors, -100 to 100, of the last 90 days; of 5 people or more."
    ) { account, context in
        guard context.delivers(.surveyResponse) else { return .absent(.noData) }
        return context.surveys(of: account).promoters.score
    }

    /// How many people stand behind it (M09).
    package static let netPromoterCount = Metric(
        "nps.count_90", .count, .neither, from: [.surveyResponse], example: 10,
        "People who answered the NPS question in the last 90 days."
    ) { account, context in
        guard context.delivers(.surveyResponse) else { return .absent(.noData) }
        return .known(Double(context.surveys(of: account).promoters.count))
    }

    /// Answers that cannot be: fractions, or off the scale (M09).
    package static let netPromoterRejected = Metric(
        "nps.rejected_90", .count, .lowerIsBetter, from: [.surveyResponse], example: 0,
        "Answers to the NPS question of the last 90 days that are not on its scale."
    ) { account, context in
        guard context.delivers(.surveyResponse) else { return .absent(.noData) }
        return .known(Double(context.surveys(of: account).promoters.rejected))
    }
}

extension Metric {
    /// Whether the score stands on a scale from 1 to 10, which is another question than the usual one from 0 (M09).
    package static let netPromoterNonStandard = Metric(
        "nps.non_standard_scale", .count, .lowerIsBetter, from: [.surveyResponse], example: 0, in: 0...1,
        "1 where the NPS answers of the last 90 days are on a scale from 1 to 10, and 0 where from 0 to 10."
    ) { account, context in
        guard context.delivers(.surveyResponse) else { return .absent(.noData) }
        let promoters = context.surveys(of: account).promoters
        guard promoters.count > 0 else { return .absent(.emptyDenominator) }
        return .known(promoters.isNonStandard ? 1 : 0)
    }
}

/// How people answered the NPS question, each counted once.
struct PromoterSample: Sendable {
    var promoters = 0
    var detractors = 0
    var count = 0
    var rejected = 0
    /// Answers on a scale from 1 to 10.
    var isNonStandard = false

    init() {}

    /// What the answers of a window that are known by now come to.
    init(
        _ answers: UnsafeBufferPointer<ResponseMark>, from start: Moment, to end: Moment, at asOf: AsOf,
        using latest: inout LatestAnswers
    ) {
        func isMeant(_ answer: ResponseMark) -> Bool {
            answer.at >= start && answer.at < end && answer.isKnown(at: asOf)
        }
        rejected = answers.count { $0.kind == .nps && !$0.isValid && isMeant($0) }
        var counts = (all: 0, promoters: 0, detractors: 0)
        let isUsual = latest.forEach(of: answers, where: isMeant) { value in
            counts.all += 1
            counts.promoters += value >= 9 ? 1 : 0
            counts.detractors += value <= 6 ? 1 : 0
        }
        (count, promoters, detractors) = counts
        isNonStandard = !isUsual && count > 0
    }

    static func + (left: PromoterSample, right: PromoterSample) -> PromoterSample {
        var sum = left
        sum.promoters += right.promoters
        sum.detractors += right.detractors
        sum.count += right.count
        sum.rejected += right.rejected
        sum.isNonStandard = left.isNonStandard || right.isNonStandard
        return sum
    }

    var score: Measured {
        guard count > 0 else { return .absent(.emptyDenominator) }
        guard count >= SurveySample.leastAnswers else { return .absent(.insufficientSample) }
        return .known(100 * Double(promoters - detractors) / Double(count))
    }
}

extension AccountView {
    func promoters(from start: Moment, to end: Moment, at asOf: AsOf) -> PromoterSample {
        var latest = LatestAnswers()
        return responseMarks.withUnsafeBufferPointer {
            PromoterSample($0, from: start, to: end, at: asOf, using: &latest)
        }
    }
}
