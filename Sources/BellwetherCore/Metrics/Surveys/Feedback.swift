extension Metric {
    /// Calendar days since somebody last wrote something: a comment on a survey, of whatever kind (M37).
    package static let daysSinceFeedback = Metric(
        "feedback.days_since", .days, .lowerIsBetter, from: [.surveyResponse], example: 31,
        "Days since the customer last wrote a comment on a survey."
    ) { account, context in
        guard context.delivers(.surveyResponse) else { return .absent(.noData) }
        let comments = account.responses.compactMap { response -> Moment? in
            guard let at = response.at, response.hasComment, context.asOf.knows(at, response.knowledge) else {
                return nil
            }
            return at
        }
        return comments.max().map { .known(Double(context.asOf.today - context.asOf.zone.day(of: $0))) }
            ?? .absent(.noData)
    }
}

extension SurveyResponse {
    fileprivate var hasComment: Bool { comment?.isEmpty == false || feedbackKind != nil }
}
