import CEL

/// An answer to a survey, and whether it is what its contact last said.
struct ResponseInSight: Sendable {
    let response: SurveyResponse
    /// `nil` for surveys of one's own: nobody but their maker knows what is on their scale.
    let isLatest: Bool?
}

extension ResponseInSight {
    private struct Question: Hashable {
        let kind: ResponseMark.Kind
        let contact: Int32
    }

    /// An account's answers that are known by now.
    ///
    /// The latest is each contact's last one that is on its scale (M09): who was a detractor and praises us since is none
    /// any more, and an answer off the scale takes nothing back. One without a contact stands alone. Of two in the same
    /// instant the one with the greater id is the later, and stands later.
    static func all(of account: AccountView, at asOf: AsOf) -> [ResponseInSight] {
        let known = zip(account.responses, account.responseMarks).filter { $0.1.isKnown(at: asOf) }
        var latest: [Question: Int] = [:]
        for (place, (_, mark)) in known.enumerated() where mark.isValid && mark.contact >= 0 {
            let question = Question(kind: mark.kind, contact: mark.contact)
            if let before = latest[question], known[before].1.at > mark.at { continue }
            latest[question] = place
        }
        return known.enumerated().map { place, answer in
            let (response, mark) = answer
            let question = Question(kind: mark.kind, contact: mark.contact)
            let isLatest = mark.isValid && (mark.contact < 0 || latest[question] == place)
            return ResponseInSight(response: response, isLatest: mark.kind == .other ? nil : isLatest)
        }
    }
}

extension RecordField<ResponseInSight> {
    static let response: [RecordField] = [
        text("survey", "nps, csat, ces or custom.", example: "nps") { $0.response.survey },
        number("value", .count, "The answer.", example: "9") { answer, _ in Measured(answer.response.value) },
        flag("latest", "The last one of its contact to this survey that is on the scale.", example: "true") {
            answer, _ in answer.isLatest
        },
        moment("at", "When it was answered.", example: "2026-11-19T10:00:00Z") { answer, _ in answer.response.at },
        number("age_days", .days, "Calendar days ago.", example: "2") { answer, asOf in
            Measured(answer.response.at.map { asOf.today - asOf.zone.day(of: $0) })
        },
    ]
}
