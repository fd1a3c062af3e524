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
        return context.surveys(of: account).latestNPS
    }
}

extension SurveyResponse {
    var beginsAtOne: Bool { scaleMin == 1 }

    /// A whole number from 0 to 10; where the source says so, from 1 to 10. Other scales ask another question.
    var isNPS: Bool {
        guard survey == "nps", let value, value == value.rounded() else { return false }
        guard scaleMin ?? 0 == 0 || beginsAtOne, scaleMax ?? 10 == 10 else { return false }
        return (beginsAtOne ? 1...10 : 0...10).contains(value)
    }
}

/// Each contact's latest answer to the NPS question among some; one without a contact stands alone.
///
/// The room it needs is used anew for each account.
struct LatestAnswers: Sendable {
    /// By the contact's code, the place of its latest answer; -1 where it gave none.
    private var places: [Int] = []

    /// Of two answers in the same instant the one with the greater id is the later, and stands later.
    ///
    /// - Parameter counts: which valid answers are asked for. Those on a scale from 1 are told of only where there are no
    ///   others.
    /// - Returns: whether those on the usual scale were told of.
    @discardableResult
    mutating func forEach(
        of answers: UnsafeBufferPointer<ResponseMark>, where counts: (ResponseMark) -> Bool, _ body: (Double) -> Void
    ) -> Bool {
        let isUsual = answers.contains { !$0.beginsAtOne && Self.isNPS($0) && counts($0) }
        places.removeAll(keepingCapacity: true)
        let codes = answers.reduce(0) { max($0, Int($1.contact) + 1) }
        places.append(contentsOf: repeatElement(-1, count: codes))
        for (place, answer) in answers.enumerated()
        where answer.beginsAtOne != isUsual && Self.isNPS(answer) && counts(answer) {
            guard answer.contact >= 0 else {
                body(answer.value)
                continue
            }
            let before = places[Int(answer.contact)]
            if before < 0 || answers[before].at <= answer.at { places[Int(answer.contact)] = place }
        }
        for place in places where place >= 0 { body(answers[place].value) }
        return isUsual
    }

    private static func isNPS(_ answer: ResponseMark) -> Bool { answer.kind == .nps && answer.isValid }
}
