/// What the metrics of an account's use need, from one walk back over its latest days: these are millions of rows.
struct UsageDigest: Sendable {
    /// Of the last 30 whole days: those with any event or anybody active.
    var activeDays = 0
    var events = 0
    /// Of the 30 days before.
    var eventsBefore = 0
    /// The most people on one of the last 30 days; `nil` where no day tells.
    var largestActiveUsers: Int?
    /// Whether any of the last 30 days counts people at all.
    var hasSeatDays = false
    /// Paid seats by the latest day that tells.
    var seats: Int?

    init(of account: AccountView, before today: Day) {
        account.usage.withUnsafeBufferPointer { events in
            account.seatDays.withUnsafeBufferPointer { seats in
                var walk = Walk(events: events, seats: seats, before: today)
                takeMonth(&walk, since: today - 30)
                while let day = walk.nextEventDay, day >= today - 60 { eventsBefore += walk.takeEvents(of: day).sum }
                guard self.seats == nil, account.chunk.tellsSeats else { return }
                while let day = walk.nextSeatDay, self.seats == nil { takeSeats(walk.takeSeats(of: day)) }
            }
        }
    }

    private mutating func takeMonth(_ walk: inout Walk, since first: Day) {
        while let day = walk.nextDay, day >= first {
            let used = walk.takeEvents(of: day)
            let told = walk.takeSeats(of: day)
            events += used.sum
            activeDays += used.isAny || told.map { $0.activeUsers > 0 } ?? false ? 1 : 0
            takeSeats(told)
            guard let told else { continue }
            hasSeatDays = true
            if told.activeUsers >= 0 { largestActiveUsers = max(largestActiveUsers ?? 0, Int(told.activeUsers)) }
        }
    }

    private mutating func takeSeats(_ day: SeatDay?) {
        if let day, day.seats >= 0, seats == nil { seats = Int(day.seats) }
    }

    /// Both columns are ordered by day, and are walked together from their ends.
    private struct Walk {
        let events: UnsafeBufferPointer<UsageDay>
        let seats: UnsafeBufferPointer<SeatDay>
        private var event: Int
        private var seat: Int

        init(events: UnsafeBufferPointer<UsageDay>, seats: UnsafeBufferPointer<SeatDay>, before today: Day) {
            self.events = events
            self.seats = seats
            (event, seat) = (events.count, seats.count)
            while event > 0, events[event - 1].day >= today { event -= 1 }
            while seat > 0, seats[seat - 1].day >= today { seat -= 1 }
        }

        var nextEventDay: Day? { event > 0 ? events[event - 1].day : nil }
        var nextSeatDay: Day? { seat > 0 ? seats[seat - 1].day : nil }

        var nextDay: Day? {
            guard let event = nextEventDay else { return nextSeatDay }
            return nextSeatDay.map { max(event, $0) } ?? event
        }

        mutating func takeEvents(of day: Day) -> (sum: Int, isAny: Bool) {
            var (sum, isAny) = (0, false)
            while event > 0, events[event - 1].day == day {
                sum += Int(events[event - 1].count)
                isAny = isAny || events[event - 1].count > 0
                event -= 1
            }
            return (sum, isAny)
        }

        /// There is one for a day.
        mutating func takeSeats(of day: Day) -> SeatDay? {
            guard seat > 0, seats[seat - 1].day == day else { return nil }
            seat -= 1
            return seats[seat]
        }
    }
}

extension MeasuringContext {
    func usage(of account: AccountView) -> UsageDigest {
        if let digests = account.digests, !digests.usage.isEmpty { return digests.usage[account.place] }
        return UsageDigest(of: account, before: asOf.today)
    }
}
