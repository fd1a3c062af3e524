import BellwetherCore

/// A request to the help desk.
struct TicketRow: Sendable {
    let id, accountID, contactID: String
    let created: Moment
    var firstReply, solved: Moment?
    var status: String
    let priority, topic, subject: String
    var agentReplies: Int
    var reopens = 0

    static let table = Table<TicketRow>(
        "tickets.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("contact_id") { $0.contactID },
            .init("created_at") { $0.created },
            .init("first_reply_at") { $0.firstReply },
            .init("solved_at") { $0.solved },
            .init("status") { $0.status },
            .init("priority") { $0.priority },
            .init("topic") { $0.topic },
            .init("subject") { $0.subject },
            .init("agent_replies") { $0.agentReplies },
            .init("reopens") { $0.reopens },
        ])

    var isOpenUrgent: Bool { priority == "urgent" && solved == nil }

    mutating func solve(at moment: Moment) {
        solved = moment
        status = "solved"
        agentReplies += 1
    }
}

extension Customer {
    func ticketRows(seed: UInt64) -> [TicketRow] {
        var chance = random(for: "tickets", seed: seed)
        var tickets = everydayTickets(by: &chance)
        if let trouble = role.course.trouble {
            for _ in 0..<trouble.urgent {
                var ticket = ticket(on: lastDay - trouble.daysAgo.upperBound, priority: "urgent", by: &chance)
                ticket.solve(at: (lastDay - trouble.daysAgo.lowerBound).at(hour: chance.between(9...16)))
                tickets.append(ticket)
            }
        }
        let opened = chance.between(left == nil ? 2...9 : 34...60)
        for _ in 0..<role.course.openUrgent {
            tickets.append(ticket(on: lastDay - opened - chance.between(0...2), priority: "urgent", by: &chance))
        }
        return numbered(tickets.filter { days.contains($0.created.day) })
    }

    /// More people ask more; who has fallen silent asks nothing.
    private func everydayTickets(by chance: inout Chance) -> [TicketRow] {
        let perDay = min(0.4, 0.6 / 30 + Double(role.seats) / 40 / 30)
        return days.compactMap { day -> TicketRow? in
            let isSilent = role.course.lastTouch > 60 && lastDay - day < role.course.lastTouch + 20
            guard day.isWorkday, chance.happens(perDay * 140), !isSilent else { return nil }
            // The urgent ones of the last weeks are the role's own.
            let urgent = lastDay - day < 35 ? 0 : 5
            let priority = chance.pick(weighing: [("low", 25), ("normal", 50), ("high", 20), ("urgent", urgent)])
            var ticket = ticket(on: day, priority: priority, by: &chance)
            let solved = ticket.created.adding(hours: chance.between(TicketRow.hoursToSolve[priority] ?? 1...1))
                .inOfficeHours
            if solved.day <= until { ticket.solve(at: solved) }
            ticket.reopens = ticket.solved != nil && chance.happens(8) ? 1 : 0
            return ticket
        }
    }

    private func ticket(on day: Day, priority: String, by chance: inout Chance) -> TicketRow {
        let created = day.orWorkdayBefore.at(hour: chance.between(7...16), minute: chance.between(0...59))
        let replied = created.adding(hours: chance.between(0...5), minutes: chance.between(4...59))
        let topic = chance.pick(priority == "urgent" ? Phrases.urgentTopics : Phrases.topics)
        return TicketRow(
            id: "", accountID: id, contactID: chance.pick(contacts).id, created: created,
            firstReply: replied.day <= until ? replied : nil, status: "open", priority: priority, topic: topic.name,
            subject: chance.pick(topic.subjects(in: role.country.language)), agentReplies: chance.between(0...3))
    }

    private func numbered(_ tickets: [TicketRow]) -> [TicketRow] {
        tickets.sorted { $0.created < $1.created }.enumerated().map { index, ticket in
            ticket.numbered("TK-\(1000 + number)-\(index + 1)", closedBy: until)
        }
    }
}

extension TicketRow {
    static let hoursToSolve: [String: ClosedRange<Int>] = [
        "urgent": 3...28, "high": 6...70, "normal": 8...140, "low": 20...320,
    ]

    /// A solved ticket closes by itself after four days; one that is answered has an answer.
    fileprivate func numbered(_ id: String, closedBy until: Day) -> TicketRow {
        TicketRow(
            id: id, accountID: accountID, contactID: contactID, created: created, firstReply: firstReply,
            solved: solved,
            status: solved.map { $0.day + 4 <= until ? "closed" : "solved" } ?? status, priority: priority,
            topic: topic,
            subject: subject, agentReplies: firstReply == nil ? 0 : max(1, agentReplies), reopens: reopens)
    }
}
