/// What the metrics of an account's tickets need, from one walk over them.
struct TicketDigest: Sendable {
    /// Opened and not solved; and of those the urgent ones.
    let open: Int
    let openUrgent: Int
    /// Opened in the last 30 whole days.
    let recent: Int
    /// Of those solved in the last 90 whole days:
    let resolutionCount, firstContactCount: Int
    let mean, median, firstContact, firstContactOfReceived, reopenRate: Measured

    /// - Parameter sample: room that is used anew for each account.
    init(of tickets: ArraySlice<TicketMark>, in context: MeasuringContext, using sample: inout ResolutionSample) {
        let asOf = context.asOf
        let windows = context.windows
        var counts = (open: 0, urgent: 0, recent: 0)
        sample.clear()
        for ticket in tickets where ticket.isKnown(at: asOf) {
            if ticket.created >= windows.last30, ticket.created < windows.today { counts.recent += 1 }
            if ticket.isOpen(at: asOf) {
                counts.open += 1
                counts.urgent += ticket.isUrgent ? 1 : 0
            }
            sample.add(ticket, from: windows.last90, to: windows.today, at: asOf)
        }
        (open, openUrgent, recent) = counts
        sample.durations.sort()
        (resolutionCount, firstContactCount) = (sample.durations.count, sample.judged)
        mean = sample.mean
        median = ResolutionSample.median(ofSorted: sample.durations)
        firstContact = sample.firstContact
        firstContactOfReceived = sample.firstContactOfReceived
        reopenRate = sample.reopenRate
    }
}

extension MeasuringContext {
    func tickets(of account: AccountView) -> TicketDigest {
        if let digests = account.digests, !digests.tickets.isEmpty { return digests.tickets[account.place] }
        var sample = ResolutionSample()
        return TicketDigest(of: account.ticketMarks, in: self, using: &sample)
    }
}
