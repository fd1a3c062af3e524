/// Sums over an account's days of use, in one pass over a slice of its column and without copies: these run over
/// millions of rows, once for every day that the first start makes up for.
extension AccountView {
    /// The account's days of use from `start` up to but without `end`.
    func usage(from start: Day, to end: Day) -> ArraySlice<UsageDay> {
        let days = usage
        let first = days.firstPlace { $0.day >= start }
        return days[first..<days[first...].firstPlace { $0.day >= end }]
    }

    func seatDays(from start: Day, to end: Day) -> ArraySlice<SeatDay> {
        let days = seatDays
        let first = days.firstPlace { $0.day >= start }
        return days[first..<days[first...].firstPlace { $0.day >= end }]
    }

    func eventCount(from start: Day, to end: Day) -> Int {
        usage(from: start, to: end).withUnsafeBufferPointer { days in
            var sum = 0
            for day in days { sum += Int(day.count) }
            return sum
        }
    }

    /// Days with anybody active or any event: both columns are ordered by day, and are walked together.
    func activeDayCount(from start: Day, to end: Day) -> Int {
        usage(from: start, to: end).withUnsafeBufferPointer { events in
            seatDays(from: start, to: end).withUnsafeBufferPointer { seats in
                var count = 0
                var last: Int32 = .min
                var seat = 0
                func mark(_ day: Day) {
                    if day.number != last { count += 1 }
                    last = day.number
                }
                for event in events where event.count > 0 {
                    while seat < seats.count, seats[seat].day <= event.day {
                        if seats[seat].activeUsers > 0 { mark(seats[seat].day) }
                        seat += 1
                    }
                    mark(event.day)
                }
                while seat < seats.count {
                    if seats[seat].activeUsers > 0 { mark(seats[seat].day) }
                    seat += 1
                }
                return count
            }
        }
    }

    /// The largest number of people active on one day; `nil` where no day tells.
    func largestActiveUsers(from start: Day, to end: Day) -> Int? {
        seatDays(from: start, to: end).withUnsafeBufferPointer { days in
            var largest: Int32 = -1
            for day in days { largest = max(largest, day.activeUsers) }
            return largest < 0 ? nil : Int(largest)
        }
    }

    /// Paid seats as known now: the latest seat day that tells, else the account's, else the largest subscription's.
    /// Not a sum, since an add-on is sold to the same people.
    func seats(at asOf: AsOf) -> Int? {
        let known = seatDays[..<seatDays.firstPlace { $0.day >= asOf.today }].last { $0.seats >= 0 }
        if let known { return Int(known.seats) }
        return profile?.seats ?? subscriptions.filter { $0.isRunning(at: asOf) }.compactMap(\.seats).max()
    }
}

extension ArraySlice {
    /// The first place from which on the condition holds, which once true stays true.
    func firstPlace(where holds: (Element) -> Bool) -> Index {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension MeasuringContext {
    /// What it means that an account has no rows: sources leave out days without use, so it is 0 for one who could
    /// have used it; for others nothing is known.
    func withoutUse(_ account: AccountView) -> Measured {
        let hasHistory = !account.usage.isEmpty || !account.seatDays.isEmpty || !account.userDays.isEmpty
        return hasHistory || account.isActivePaying(in: self) ? .known(0) : .absent(.noData)
    }

    /// People who use it: distinct users where a source tells them apart; with daily counts alone, the largest of the
    /// last 30 whole days. Never the last day, or everybody would be red after a weekend.
    func activeUsers(of account: AccountView) -> Measured {
        if delivers(.userDay), !account.userDays.isEmpty {
            return .known(Double(account.userMonth(before: asOf.today).users))
        }
        guard delivers(.seatDay) || delivers(.userDay) else { return .absent(.noData) }
        let days = account.seatDays(from: asOf.today - 30, to: asOf.today)
        guard !days.isEmpty else { return withoutUse(account) }
        guard let users = account.largestActiveUsers(from: asOf.today - 30, to: asOf.today) else {
            return .absent(.noData)
        }
        return .known(Double(users))
    }
}
