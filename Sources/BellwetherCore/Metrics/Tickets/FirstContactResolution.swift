extension Metric {
    /// The share of tickets that one public reply solved for good (M28).
    ///
    /// Of those solved in the last 90 whole days whose five days (120 hours) for reopening are over. What the team opened
    /// itself, spam and merged tickets are left out; no reply at all and yet solved is one touch too. Where no ticket says
    /// how many replies it took, it is not known.
    package static let firstContactResolution = Metric(
        "tickets.fcr", .ratio, .higherIsBetter, from: [.ticket], example: 0.72, in: 0...1,
        "Share of the tickets solved in the last 90 days that took one reply and stayed solved."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        return context.tickets(of: account).firstContact
    }

    /// The same over all tickets received in those days, as some have it (M28).
    package static let firstContactOfReceived = Metric(
        "tickets.fcr_received", .ratio, .higherIsBetter, from: [.ticket], example: 0.6, in: 0...Double.infinity,
        "The same number of tickets over all that came in within the 90 days."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        return context.tickets(of: account).firstContactOfReceived
    }

    /// How many tickets `tickets.fcr` is a share of: solved in those days, with the days for reopening over, telling how
    /// many replies they took.
    package static let firstContactCount = Metric(
        "tickets.fcr_count_90", .count, .neither, from: [.ticket], example: 25, "Tickets behind `tickets.fcr`."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        return .known(Double(context.tickets(of: account).firstContactCount))
    }

    /// How many tickets the times to a solution are of: solved in the last 90 whole days, whenever they were opened.
    package static let resolutionCount = Metric(
        "tickets.solved_count_90", .count, .neither, from: [.ticket], example: 30,
        "Tickets solved in the last 90 days, whenever they were opened: those behind `tickets.art_median`."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        return .known(Double(context.tickets(of: account).resolutionCount))
    }

    /// Minutes from a ticket's opening to its last solution, on average, of those solved in the last 90 whole days (M29).
    ///
    /// By the calendar, nights and waiting included. Open tickets count on neither side.
    package static let resolutionMean = Metric(
        "tickets.art_mean", .minutes, .lowerIsBetter, from: [.ticket], example: 30,
        "Mean time from opening to solution of the tickets solved in the last 90 days."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        return context.tickets(of: account).mean
    }

    /// The middle one, which a single ticket of months does not move (M29).
    package static let resolutionMedian = Metric(
        "tickets.art_median", .minutes, .lowerIsBetter, from: [.ticket], example: 20,
        "Median time from opening to solution of the tickets solved in the last 90 days."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        return context.tickets(of: account).median
    }
}

/// How tickets of a window were solved; accounts are pooled by adding.
struct ResolutionSample: Sendable {
    /// Seconds from opening to solution.
    var durations: [Int64] = []
    var received = 0
    /// Solved, with the days for reopening over, and telling how many replies it took.
    var judged = 0
    var settled = 0
    var atFirstContact = 0
    /// Of the solved ones, those that say how often they were reopened, and how many were.
    var counting = 0
    var reopened = 0
    /// Those that say when they were, and not how often.
    var reopenedByDate = 0

    /// Takes a ticket that is known by now.
    mutating func add(_ ticket: TicketMark, from start: Moment, to end: Moment, at asOf: AsOf) {
        if ticket.created >= start, ticket.created < end, !ticket.isOpenedByAgent { received += 1 }
        guard let solved = ticket.solution(at: asOf), solved >= start, solved < end else { return }
        durations.append(solved.seconds - ticket.created.seconds)
        counting += ticket.countsReopens ? 1 : 0
        reopened += ticket.wasReopened ? 1 : 0
        reopenedByDate += ticket.wasReopened && !ticket.countsReopens ? 1 : 0
        guard !ticket.isOpenedByAgent, Ticket.endOfReopening(from: solved) <= asOf.now else { return }
        settled += 1
        guard ticket.tellsReplies else { return }
        judged += 1
        atFirstContact += ticket.wasSolvedAtOnce ? 1 : 0
    }

    /// Empty again, with room for as many as before.
    mutating func clear() {
        durations.removeAll(keepingCapacity: true)
        (received, judged, settled, atFirstContact) = (0, 0, 0, 0)
        (counting, reopened, reopenedByDate) = (0, 0, 0)
    }

    static func + (left: ResolutionSample, right: ResolutionSample) -> ResolutionSample {
        var sum = left
        sum.durations += right.durations
        sum.received += right.received
        sum.judged += right.judged
        sum.settled += right.settled
        sum.atFirstContact += right.atFirstContact
        sum.counting += right.counting
        sum.reopened += right.reopened
        sum.reopenedByDate += right.reopenedByDate
        return sum
    }

    var mean: Measured {
        guard !durations.isEmpty else { return .absent(.emptyDenominator) }
        return .known(Double(durations.reduce(0, +)) / Double(60 * durations.count))
    }

    var median: Measured { Self.median(ofSorted: durations.sorted()) }

    /// Of an even number, the mean of the middle two.
    static func median(ofSorted sorted: [Int64]) -> Measured {
        guard !sorted.isEmpty else { return .absent(.emptyDenominator) }
        let middle = sorted.count / 2
        let twice = sorted.count % 2 == 1 ? 2 * sorted[middle] : sorted[middle - 1] + sorted[middle]
        return .known(Double(twice) / 120)
    }

    var reopenRate: Measured {
        guard !durations.isEmpty else { return .absent(.emptyDenominator) }
        let telling = reopenedByDate > 0 ? durations.count : counting
        return telling > 0 ? .known(Double(reopened) / Double(telling)) : .absent(.noData)
    }

    var firstContact: Measured {
        guard settled > 0 else { return .absent(.emptyDenominator) }
        return judged > 0 ? .known(Double(atFirstContact) / Double(judged)) : .absent(.noData)
    }

    var firstContactOfReceived: Measured {
        guard received > 0 else { return .absent(.emptyDenominator) }
        return settled > 0 && judged == 0 ? .absent(.noData) : .known(Double(atFirstContact) / Double(received))
    }
}

extension AccountView {
    func resolution(from start: Moment, to end: Moment, at asOf: AsOf) -> ResolutionSample {
        var sample = ResolutionSample()
        for ticket in ticketMarks where ticket.isKnown(at: asOf) { sample.add(ticket, from: start, to: end, at: asOf) }
        return sample
    }
}

extension Ticket {
    /// A ticket that was solved may be reopened for five days.
    static func endOfReopening(from solved: Moment) -> Moment { Moment(seconds: solved.seconds + 120 * 3600) }
}
