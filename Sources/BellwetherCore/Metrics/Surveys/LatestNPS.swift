extension Metric {
    /// Ten times the mean of each contact's latest answer to the NPS question, 0 to 100 (M09).
    ///
    /// The age limit (180 days, or the health model's `max_age`) is put on each answer. Only older ones: stale; none
    /// ever: no data. Answers that are no whole number on their scale are rejected. A scale that begins at 1 is another
    /// question: it is used only where nobody answered the usual one, and never mixed with it.
    package static let latestNPS = Metric(
        "nps.latest", .score, .higherIsBetter, from: [.surveyResponse], example: 70, maxAgeDays: 180,
        "Mean of each contact's latest NPS answer of the last 180 days, times ten."
    ) { account, context in
        guard context.delivers(.surveyResponse) else { return .absent(.noData) }
        let answers = account.responses.filter { $0.isNPS && context.asOf.knows($0.at ?? .distantFuture, $0.knowledge) }
        guard !answers.isEmpty else { return .absent(.noData) }
        let start = context.windowStart(days: context.maxAgeDays["nps.latest"] ?? 180)
        let fresh = answers.filter { $0.at ?? .distantPast >= start }
        let usual = fresh.filter { !$0.beginsAtOne }
        let latest = SurveyResponse.latestByContact(usual.isEmpty ? fresh : usual)
        guard !latest.isEmpty else { return .absent(.stale) }
        return .known(10 * latest.reduce(0, +) / Double(latest.count))
    }
}

extension SurveyResponse {
    var beginsAtOne: Bool { scaleMin == 1 }

    var isNPS: Bool {
        guard survey == "nps", let value, value == value.rounded() else { return false }
        return (beginsAtOne ? 1...10 : 0...10).contains(value)
    }

    /// Of two answers in the same instant the one with the greater id is the later; one without a contact stands alone.
    static func latestByContact(_ answers: [SurveyResponse]) -> [Double] {
        var latest: [String: SurveyResponse] = [:]
        var anonymous: [Double] = []
        for answer in answers {
            guard let contact = answer.contact else {
                anonymous.append(answer.value ?? 0)
                continue
            }
            if let before = latest[contact],
                (before.at ?? .distantPast, before.identity) > (answer.at ?? .distantPast, answer.identity)
            {
                continue
            }
            latest[contact] = answer
        }
        return anonymous + latest.values.compactMap(\.value)
    }
}
