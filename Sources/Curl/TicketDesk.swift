/// The tickets that are out: so many at once, and none after closing.
final class TicketDesk: Sendable {
    private struct Contents {
        var out: [ObjectIdentifier: Ticket] = [:]
        var isClosed = false
    }

    private let limit: Int
    private let contents = Locked(Contents())

    init(atMost limit: Int) {
        self.limit = limit
    }

    func issue() throws(TransferError) -> Ticket {
        let ticket = Ticket()
        try contents.withLock { contents throws(TransferError) in
            guard !contents.isClosed else { throw .closed(afterSending: false) }
            guard contents.out.count < limit else { throw .tooBusy }
            contents.out[ObjectIdentifier(ticket)] = ticket
        }
        return ticket
    }

    func takeBack(_ ticket: Ticket) {
        contents.withLock { $0.out[ObjectIdentifier(ticket)] = nil }
    }

    /// Closes, once, and settles what is out. `false` the second time.
    func close() -> Bool {
        let left: [Ticket]? = contents.withLock { contents in
            guard !contents.isClosed else { return nil }
            contents.isClosed = true
            return Array(contents.out.values)
        }
        for ticket in left ?? [] { ticket.settle { .failure(.closed(afterSending: $0)) } }
        return left != nil
    }
}
