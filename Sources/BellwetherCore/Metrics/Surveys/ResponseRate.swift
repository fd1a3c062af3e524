extension Metric {
    /// Of the people asked in the last 90 whole days, the share that has answered by now (M07: told apart from what they
    /// answered, in which whoever did not answer has no part).
    ///
    /// From 5 invitations on. Whoever was asked yesterday counts too, and may still answer.
    package static let satisfactionResponseRate = Metric(
        "csat.response_rate", .ratio, .higherIsBetter, from: [.surveyInvitation], example: 0.22, in: 0...1,
        "Share of those asked about satisfaction in the last 90 days who have answered."
    ) { account, context in context.responseRate("csat", of: account) }

    /// The same for the NPS question.
    package static let promoterResponseRate = Metric(
        "nps.response_rate", .ratio, .higherIsBetter, from: [.surveyInvitation], example: 0.4, in: 0...1,
        "Share of those asked the NPS question in the last 90 days who have answered."
    ) { account, context in context.responseRate("nps", of: account) }

    /// The same for effort.
    package static let effortResponseRate = Metric(
        "ces.response_rate", .ratio, .higherIsBetter, from: [.surveyInvitation], example: 0.3, in: 0...1,
        "Share of those asked how easy it was in the last 90 days who have answered."
    ) { account, context in context.responseRate("ces", of: account) }
}

extension GroupMetric {
    package static let groupSatisfactionResponseRate = GroupMetric(
        "group.csat_response_rate", .ratio, .higherIsBetter, from: [.surveyInvitation], example: 0.22,
        "Share of those asked about satisfaction in the period who have answered."
    ) { $0.asked("csat").rate }

    package static let groupPromoterResponseRate = GroupMetric(
        "group.nps_response_rate", .ratio, .higherIsBetter, from: [.surveyInvitation], example: 0.4,
        "Share of those asked the NPS question in the period who have answered."
    ) { $0.asked("nps").rate }

    package static let groupEffortResponseRate = GroupMetric(
        "group.ces_response_rate", .ratio, .higherIsBetter, from: [.surveyInvitation], example: 0.3,
        "Share of those asked how easy it was in the period who have answered."
    ) { $0.asked("ces").rate }
}

/// Who was asked, and who answered; accounts are pooled by adding.
struct AskedSample: Sendable {
    var asked = 0
    var answered = 0

    var rate: Measured {
        guard asked > 0 else { return .absent(.emptyDenominator) }
        guard asked >= SurveySample.leastAnswers else { return .absent(.insufficientSample) }
        return .known(Double(answered) / Double(asked))
    }
}

extension AccountView {
    func asked(_ survey: String, from start: Moment, to end: Moment, at asOf: AsOf) -> AskedSample {
        var sample = AskedSample()
        for invitation in invitations where invitation.survey == survey {
            guard let at = invitation.at, at >= start, at < end, asOf.knows(at, invitation.knowledge) else { continue }
            sample.asked += 1
            let isAnswered = invitation.answered.map { $0 < asOf.now } ?? invitation.isAnswered
            sample.answered += isAnswered ? 1 : 0
        }
        return sample
    }
}

extension MeasuringContext {
    fileprivate func responseRate(_ survey: String, of account: AccountView) -> Measured {
        guard delivers(.surveyInvitation) else { return .absent(.noData) }
        return account.asked(survey, from: windows.last90, to: windows.today, at: asOf).rate
    }
}

extension AccountGroup {
    fileprivate func asked(_ survey: String) -> AskedSample {
        let (start, end) = instants
        return accounts.reduce(into: AskedSample()) { sum, account in
            let sample = account.asked(survey, from: start, to: end, at: context.asOf)
            sum.asked += sample.asked
            sum.answered += sample.answered
        }
    }
}
