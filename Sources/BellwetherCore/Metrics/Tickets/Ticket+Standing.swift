extension Ticket {
    /// Whether it was opened before the moment asked for, and is a request at all.
    func isKnown(at asOf: AsOf) -> Bool { TicketMark(self).isKnown(at: asOf) }

    func isOpen(at asOf: AsOf) -> Bool { TicketMark(self).isOpen(at: asOf) }

    var isUrgent: Bool {
        guard let priority, priority.utf8.count == 6 else { return false }
        return priority.lowercased() == "urgent"
    }
}

extension MeasuringContext {
    /// How many of an account's tickets are such; an account without tickets has 0, provided that a source delivers them.
    func count(_ account: AccountView, _ count: (TicketDigest) -> Int) -> Measured {
        guard delivers(.ticket) else { return .absent(.noData) }
        return .known(Double(count(tickets(of: account))))
    }
}
