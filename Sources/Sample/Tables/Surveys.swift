import BellwetherCore

/// An answer to a survey.
struct SurveyRow: Sendable {
    let id, accountID, contactID, kind: String
    let scale: ClosedRange<Int>
    let value: Int
    let comment: String
    let at: Moment
    var ticketID = ""

    static let table = Table<SurveyRow>(
        "surveys.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("contact_id") { $0.contactID },
            .init("kind") { $0.kind },
            .init("scale_min") { $0.scale.lowerBound },
            .init("scale_max") { $0.scale.upperBound },
            .init("value") { $0.value },
            .init("comment") { $0.comment },
            .init("at") { $0.at },
            .init("ticket_id") { $0.ticketID },
        ])
}

extension Customer {
    func surveyRows(after tickets: [TicketRow], seed: UInt64) -> [SurveyRow] {
        guard !isInternal else { return [] }
        var chance = random(for: "surveys", seed: seed)
        var answers = earlierOpinions(by: &chance)
        if let opinion = role.course.opinion {
            answers.append(nps(opinion.nps, daysAgo: opinion.daysAgo, from: contacts[0], by: &chance))
        }
        if let trouble = role.course.trouble {
            let ago = chance.between(trouble.daysAgo.upperBound - 9...trouble.daysAgo.upperBound)
            answers.append(nps(trouble.nps, daysAgo: ago, from: contacts[0], by: &chance))
        }
        answers += tickets.compactMap { satisfaction(with: $0, by: &chance) }
        return answers.filter { days.contains($0.at.day) }.sorted { $0.at < $1.at }.enumerated().map { index, answer in
            SurveyRow(
                id: "SV-\(1000 + number)-\(index + 1)", accountID: id, contactID: answer.contactID, kind: answer.kind,
                scale: answer.scale, value: answer.value, comment: answer.comment, at: answer.at,
                ticketID: answer.ticketID)
        }
    }

    /// The campaigns of the years before: friendlier than today where something went wrong since.
    private func earlierOpinions(by chance: inout Chance) -> [SurveyRow] {
        let usual = max(7, role.course.opinion?.nps ?? chance.between(6...9))
        return [215, 395, 570].flatMap { campaign in
            contacts.prefix(2).compactMap { contact -> SurveyRow? in
                let value = min(10, usual + chance.between(-1...1))
                let answer = nps(value, daysAgo: campaign + chance.between(0...20), from: contact, by: &chance)
                return chance.happens(45) ? answer : nil
            }
        }
    }

    private func nps(_ value: Int, daysAgo: Int, from contact: ContactRow, by chance: inout Chance) -> SurveyRow {
        SurveyRow(
            id: "", accountID: id, contactID: contact.id, kind: "nps", scale: 0...10, value: value,
            comment: chance.pick(Phrases.comment(nps: value, in: role.country.language)),
            at: (lastDay - daysAgo).at(hour: chance.between(7...19), minute: chance.between(0...59)))
    }

    private func satisfaction(with ticket: TicketRow, by chance: inout Chance) -> SurveyRow? {
        guard let solved = ticket.solved, chance.happens(22) else { return nil }
        let isContent = ticket.reopens == 0 && ticket.priority != "urgent"
        let answered = solved.adding(hours: chance.between(1...40)).inOfficeHours
        return SurveyRow(
            id: "", accountID: id, contactID: ticket.contactID, kind: "csat", scale: 1...5,
            value: isContent ? chance.pick([5, 5, 5, 4, 4, 3]) : chance.pick([4, 3, 2, 2, 1]), comment: "",
            at: answered,
            ticketID: ticket.id)
    }
}
