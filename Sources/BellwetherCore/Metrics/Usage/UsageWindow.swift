extension AccountView {
    /// Whether some day that is over tells people apart.
    func tellsUsers(before today: Day) -> Bool { userDays.first.map { $0.day < today } ?? false }

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
        let today = asOf.today
        let hasHistory =
            account.usage.first.map { $0.day < today } == true
            || account.seatDays.first.map { $0.day < today } == true || account.tellsUsers(before: today)
        return hasHistory || account.isActivePaying(in: self) ? .known(0) : .absent(.noData)
    }

    /// People who use it: distinct users where a source tells them apart; with daily counts alone, the largest of the
    /// last 30 whole days. Never the last day, or everybody would be red after a weekend.
    func activeUsers(of account: AccountView) -> Measured {
        if delivers(.userDay), account.tellsUsers(before: asOf.today) {
            guard counts(.monthOfUsers, of: account) else { return .absent(.noData) }
            return .known(Double(account.userMonth(before: asOf.today).users))
        }
        guard delivers(.seatDay) || delivers(.userDay) else { return .absent(.noData) }
        let usage = usage(of: account)
        guard usage.hasSeatDays else {
            return counts(.monthOfPeople, of: account) ? withoutUse(account) : .absent(.noData)
        }
        guard let users = usage.largestActiveUsers else { return .absent(.noData) }
        return .known(Double(users))
    }

    /// Paid seats as known now: the latest seat day that tells, else the account's, else the largest subscription's.
    /// Not a sum, since an add-on is sold to the same people.
    func seats(of account: AccountView) -> Int? {
        usage(of: account).seats ?? account.chunk.profiles[account.row]?.seats
            ?? account.subscriptions.filter { $0.isRunning(at: asOf) }.compactMap(\.seats).max()
    }
}
