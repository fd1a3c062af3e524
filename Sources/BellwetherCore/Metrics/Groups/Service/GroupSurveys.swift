extension GroupMetric {
    /// NPS of all people who answered in the period, pooled: never a mean of accounts' scores (M09).
    package static let groupNPS = GroupMetric(
        "group.nps", .points, .higherIsBetter, from: [.surveyResponse], example: 10,
        "Promoters less detractors, -100 to 100, of all who answered in the period."
    ) { $0.promoters.score }

    /// How many people that is (M09).
    package static let groupNPSCount = GroupMetric(
        "group.nps_count", .count, .neither, from: [.surveyResponse], example: 107,
        "People who answered the NPS question in the period."
    ) { .known(Double($0.promoters.count)) }

    /// The share of satisfied answers, pooled (M07).
    package static let groupCSAT = GroupMetric(
        "group.csat", .ratio, .higherIsBetter, from: [.surveyResponse], example: 0.6916,
        "Share of satisfied answers (4 or 5 of 5) in the period."
    ) { $0.survey(.csat).shareContent }

    /// The mean answer as a share of the best, pooled (M08).
    package static let groupCSATMean = GroupMetric(
        "group.csat_mean", .ratio, .higherIsBetter, from: [.surveyResponse], example: 0.7477,
        "Mean satisfaction as a share of the best answer, in the period."
    ) { $0.survey(.csat).shareOfMaximum }

    /// How easy it was, 0 to 100, pooled over scales (M10).
    package static let groupCES = GroupMetric(
        "group.ces", .score, .higherIsBetter, from: [.surveyResponse], example: 76.67,
        "How easy it was, 0 to 100, in the period."
    ) { $0.survey(.ces).rescaled.map { $0 * 100 } }
}

extension AccountGroup {
    /// The period's first and last instants.
    var instants: (start: Moment, end: Moment) {
        let zone = context.asOf.zone
        return (zone.start(of: period.start), zone.start(of: period.end))
    }

    func survey(_ kind: SurveyKind) -> SurveySample {
        let (start, end) = instants
        return accounts.reduce(SurveySample()) { $0 + $1.survey(kind, from: start, to: end, at: context.asOf) }
    }

    /// A scale from 1 is used only where nobody of the whole group answered the usual one: scales are never pooled.
    var promoters: PromoterSample {
        let (start, end) = instants
        let samples = accounts.map { $0.promoters(from: start, to: end, at: context.asOf) }.filter { $0.count > 0 }
        let usual = samples.filter { !$0.isNonStandard }
        return (usual.isEmpty ? samples : usual).reduce(PromoterSample(), +)
    }
}
