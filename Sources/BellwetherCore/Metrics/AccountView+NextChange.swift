extension AccountView {
    /// When the next thing of it becomes known, or the hours for reopening a ticket run out: what is dated by a day counts
    /// once that day is over, and that is another day's measurement.
    func nextChange(after asOf: AsOf) -> Moment {
        var next = NextChange(after: asOf.now)
        if let profile = chunk.profiles[row] { next.see(profile.knowledge) }
        for ticket in ticketMarks { ticket.tell(&next) }
        for invoice in invoiceMarks { invoice.tell(&next) }
        for answer in responseMarks { answer.tell(&next) }
        next.see(subscriptions)
        next.see(contracts)
        next.see(renewals)
        next.see(payments)
        next.see(creditNotes)
        next.see(costs)
        next.see(orders)
        next.see(contacts)
        next.see(sentiments)
        next.see(advocacy)
        next.see(measures)
        next.see(invitations)
        for invitation in invitations {
            next.come(invitation.at)
            next.come(invitation.answered)
        }
        next.see(touches)
        for touch in touches { next.come(touch.at) }
        return next.moment
    }
}

/// The earliest of moments that are still to come.
struct NextChange {
    private let now: Moment
    private(set) var moment = Moment.distantFuture

    init(after now: Moment) { self.now = now }

    mutating func come(_ other: Moment?) {
        if let other, other >= now, other < moment { moment = other }
    }

    /// What is not assumed counts from when it was seen.
    mutating func see(_ knowledge: Knowledge) {
        if !knowledge.isAssumed { come(knowledge.observed) }
    }

    mutating func see(_ facts: ArraySlice<some KeyedFact>) {
        for fact in facts { see(fact.knowledge) }
    }
}
