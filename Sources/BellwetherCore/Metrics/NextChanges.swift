import Columns

/// When the next thing of some accounts of one chunk becomes known, or the hours for reopening a ticket run out: what is
/// dated by a day counts once that day is over, and that is another day's measurement.
struct NextChanges {
    private let rows: [Int]
    private let now: Moment
    /// Of every row of the chunk.
    private(set) var moments: ContiguousArray<Moment>

    /// - Parameters:
    ///   - rows: those asked for.
    ///   - before: what the others keep.
    init(of rows: [Int], in chunk: AccountChunk, after now: Moment, over before: ContiguousArray<Moment>) {
        self.rows = rows
        self.now = now
        moments = before
        for row in rows {
            moments[row] = .distantFuture
            if let profile = chunk.profiles[row] { tell(row) { $0.see(profile.knowledge) } }
        }
        take(chunk.ticketMarks) { $0.tell(&$1) }
        take(chunk.invoiceMarks) { $0.tell(&$1) }
        take(chunk.responseMarks) { $0.tell(&$1) }
        see(chunk.subscriptions)
        see(chunk.contracts)
        see(chunk.renewals)
        see(chunk.payments)
        see(chunk.creditNotes)
        see(chunk.costs)
        see(chunk.orders)
        see(chunk.contacts)
        see(chunk.sentiments)
        see(chunk.advocacy)
        see(chunk.measures)
        see(chunk.invitations)
        take(chunk.invitations) {
            $1.come($0.at)
            $1.come($0.answered)
        }
        see(chunk.touches)
        take(chunk.touches) { $1.come($0.at) }
    }

    private mutating func see(_ column: Ragged<some KeyedFact>) { take(column) { $1.see($0.knowledge) } }

    private mutating func take<Fact>(_ column: Ragged<Fact>, _ told: (borrowing Fact, inout NextChange) -> Void) {
        guard !column.isEmpty else { return }
        for row in rows {
            let facts = column[row]
            guard !facts.isEmpty else { continue }
            tell(row) { next in for place in facts.indices { told(facts[place], &next) } }
        }
    }

    private mutating func tell(_ row: Int, _ body: (inout NextChange) -> Void) {
        var next = NextChange(after: now, until: moments[row])
        body(&next)
        moments[row] = next.moment
    }
}

/// The earliest of moments that are still to come.
struct NextChange {
    private let now: Moment
    private(set) var moment: Moment

    init(after now: Moment, until moment: Moment = .distantFuture) {
        self.now = now
        self.moment = moment
    }

    mutating func come(_ other: Moment?) {
        if let other, other >= now, other < moment { moment = other }
    }

    /// What is not assumed counts from when it was seen.
    mutating func see(_ knowledge: Knowledge) {
        if !knowledge.isAssumed { come(knowledge.observed) }
    }
}
