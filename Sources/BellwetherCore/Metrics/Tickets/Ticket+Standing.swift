extension Ticket {
    private var isNoRequest: Bool {
        switch status {
        case "spam", "merged", "deleted", "suspended": true
        default: false
        }
    }

    private var isOver: Bool {
        switch status {
        case "solved", "closed", "resolved", "done": true
        default: false
        }
    }

    /// Whether it was opened before the moment asked for, and is a request at all.
    func isKnown(at asOf: AsOf) -> Bool {
        guard let created, !isNoRequest else { return false }
        return asOf.knows(created, knowledge)
    }

    /// Its status is today's; asked of an earlier moment, what was solved since was still open.
    func isOpen(at asOf: AsOf) -> Bool {
        guard isKnown(at: asOf) else { return false }
        if let solved { return !asOf.knows(solved, knowledge) }
        return !isOver
    }

    var isUrgent: Bool {
        guard let priority, priority.utf8.count == 6 else { return false }
        return priority.lowercased() == "urgent"
    }
}

extension MeasuringContext {
    /// How many of an account's tickets are such; an account without tickets has 0, provided that a source delivers them.
    func count(_ account: AccountView, where isSuch: (Ticket) -> Bool) -> Measured {
        guard delivers(.ticket) else { return .absent(.noData) }
        return .known(Double(account.tickets.count(where: isSuch)))
    }

    /// Opened in the last 30 whole days.
    func isRecent(_ ticket: Ticket, from start: Moment, to end: Moment) -> Bool {
        guard let created = ticket.created, ticket.isKnown(at: asOf) else { return false }
        return created >= start && created < end
    }
}
