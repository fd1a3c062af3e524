extension Metric {
    /// Promoters less detractors, in points from -100 to 100 (M09).
    ///
    /// Whole answers from 0 to 10; 9 and 10 promote, 0 to 6 detract. Of each contact the latest answer of the last 90
    /// whole days, at least 5 of them. What is off the scale is rejected; a scale that begins at 1 is another question,
    /// used only where nobody answered the usual one and never mixed with it.
    package static let netPromoterScore = Metric(
        "nps.score", .points, .higherIsBetter, from: [.surveyResponse], example: 10,
        "Promoters less detractors, -100 to 100, of the last 90 days; of 5 people or more."
    ) { account, context in
        guard context.delivers(.surveyResponse) else { return .absent(.noData) }
        return context.recentPromoters(of: account).score
    }

    /// How many people stand behind it (M09).
    package static let netPromoterCount = Metric(
        "nps.count_90", .count, .neither, from: [.surveyResponse], example: 10,
        "People who answered the NPS question in the last 90 days."
    ) { account, context in
        guard context.delivers(.surveyResponse) else { return .absent(.noData) }
        return .known(Double(context.recentPromoters(of: account).count))
    }

    /// Answers that cannot be: fractions, or off the scale (M09).
    package static let netPromoterRejected = Metric(
        "nps.rejected_90", .count, .lowerIsBetter, from: [.surveyResponse], example: 0,
        "Answers to the NPS question of the last 90 days that are not on its scale."
    ) { account, context in
        guard context.delivers(.surveyResponse) else { return .absent(.noData) }
        return .known(Double(context.recentPromoters(of: account).rejected))
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

    /// - Parameter answers: those of a window.
    init(_ answers: [SurveyResponse]) {
        let valid = answers.filter(\.isNPS)
        rejected = answers.count - valid.count
        let usual = valid.filter { !$0.beginsAtOne }
        isNonStandard = usual.isEmpty && !valid.isEmpty
        for value in SurveyResponse.latestByContact(usual.isEmpty ? valid : usual) {
            count += 1
            promoters += value >= 9 ? 1 : 0
            detractors += value <= 6 ? 1 : 0
        }
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
        PromoterSample(
            responses.filter { response in
                guard response.survey == "nps", let at = response.at else { return false }
                return at >= start && at < end && asOf.knows(at, response.knowledge)
            })
    }
}

extension MeasuringContext {
    fileprivate func recentPromoters(of account: AccountView) -> PromoterSample {
        account.promoters(from: windowStart(days: 90), to: todayStart, at: asOf)
    }
}
