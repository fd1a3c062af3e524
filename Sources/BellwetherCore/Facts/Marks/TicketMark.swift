/// What metrics ask of a ticket, in 32 bytes.
///
/// A million tickets are walked in every turn, and their texts lie all over memory. What a text says is found out once,
/// when the ticket is taken over.
struct TicketMark: Sendable {
    private struct Flags: OptionSet, Sendable {
        let rawValue: UInt16
        static let isRequest = Flags(rawValue: 1)
        static let isOver = Flags(rawValue: 2)
        static let hasSolution = Flags(rawValue: 4)
        static let isUrgent = Flags(rawValue: 8)
        static let isOpenedByAgent = Flags(rawValue: 16)
        static let tellsReplies = Flags(rawValue: 32)
        static let tookOneReply = Flags(rawValue: 64)
        static let countsReopens = Flags(rawValue: 128)
        static let wasReopened = Flags(rawValue: 256)
        static let wasReopenedSoon = Flags(rawValue: 512)
    }

    let created: Moment
    private let solved: Moment
    /// From when on it may be known at all.
    private let seen: Moment
    private let flags: Flags

    init(_ ticket: Ticket) {
        let solution = Self.isOpenAgain(ticket) ? nil : ticket.solved
        created = ticket.created ?? .distantFuture
        solved = solution ?? .distantFuture
        seen = ticket.knowledge.isAssumed ? .distantPast : ticket.knowledge.observed
        var flags: Flags = []
        func set(_ flag: Flags, _ isSo: Bool) { if isSo { flags.insert(flag) } }
        set(.isRequest, ticket.created != nil && !Self.isNoRequest(ticket.status))
        set(.isOver, Self.isOver(ticket.status))
        set(.hasSolution, solution != nil)
        set(.isUrgent, ticket.isUrgent)
        set(.isOpenedByAgent, ticket.isOpenedByAgent)
        set(.tellsReplies, ticket.agentReplies != nil)
        set(.tookOneReply, ticket.agentReplies.map { $0 <= 1 } ?? false)
        set(.countsReopens, ticket.reopens != nil)
        set(.wasReopened, ticket.reopens ?? 0 > 0 || ticket.reopened != nil)
        set(.wasReopenedSoon, Self.wasReopenedSoon(ticket))
        self.flags = flags
    }

    /// Whether it was opened before the moment asked for, and is a request at all.
    func isKnown(at asOf: AsOf) -> Bool {
        flags.contains(.isRequest) && created < asOf.now && seen <= asOf.now
    }

    /// Its status is today's; asked of an earlier moment, what was solved since was still open.
    func isOpen(at asOf: AsOf) -> Bool {
        guard isKnown(at: asOf) else { return false }
        return flags.contains(.hasSolution) ? solved >= asOf.now : !flags.contains(.isOver)
    }

    /// When it was solved, of one that is known by now; `nil` where it was not, or is known only later.
    func solution(at asOf: AsOf) -> Moment? {
        flags.contains(.hasSolution) && solved < asOf.now ? solved : nil
    }

    /// When it becomes known, is solved, or can no longer be reopened.
    func tell(_ next: inout NextChange) {
        next.come(seen)
        next.come(created)
        guard flags.contains(.hasSolution) else { return }
        next.come(solved)
        next.come(Ticket.endOfReopening(from: solved))
    }

    var isUrgent: Bool { flags.contains(.isUrgent) }
    /// The team itself opened it.
    var isOpenedByAgent: Bool { flags.contains(.isOpenedByAgent) }
    var tellsReplies: Bool { flags.contains(.tellsReplies) }
    /// It says how often it was reopened; others say when, or nothing.
    var countsReopens: Bool { flags.contains(.countsReopens) }
    var wasReopened: Bool { flags.contains(.wasReopened) }
    /// One reply at most, and it was not reopened within the days for that.
    var wasSolvedAtOnce: Bool { flags.contains(.tookOneReply) && !flags.contains(.wasReopenedSoon) }
}

extension TicketMark {
    private static func isNoRequest(_ status: String?) -> Bool { status.map(Ticket.noRequest.contains) ?? false }

    private static func isOver(_ status: String?) -> Bool { status.map(Ticket.over.contains) ?? false }

    /// Systems keep the day of the last solution when a ticket is reopened: it waits again all the same.
    private static func isOpenAgain(_ ticket: Ticket) -> Bool {
        guard let solved = ticket.solved, let status = ticket.status, !isOver(status) else { return false }
        return isWaiting(status) || ticket.reopened.map { $0 > solved } ?? false
    }

    private static func isWaiting(_ status: String) -> Bool { Ticket.waiting.contains(status) }

    /// A source that does not tell when it was reopened tells that it was.
    private static func wasReopenedSoon(_ ticket: Ticket) -> Bool {
        guard let reopened = ticket.reopened, let solved = ticket.solved else { return ticket.reopens ?? 0 > 0 }
        return reopened <= Ticket.endOfReopening(from: solved)
    }
}

extension Ticket {
    fileprivate static let noRequest: Set = ["spam", "merged", "deleted", "suspended"]
    fileprivate static let over: Set = ["solved", "closed", "resolved", "done"]
    fileprivate static let waiting: Set = [
        "open", "new", "reopened", "pending", "hold", "on_hold", "waiting", "in_progress",
    ]

    /// The words of its status that mean something.
    static let words = noRequest.union(over).union(waiting)
}
