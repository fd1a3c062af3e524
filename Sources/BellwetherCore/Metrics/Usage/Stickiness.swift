extension Metric {
    /// How often those who use it do: the mean number of users a day over all users of the last 30 whole days (M26).
    ///
    /// Users are people told apart, which daily counts do not do: without days of users (`user_day`) it is not known, and
    /// `usage.daily_users_30` is what there is. An account younger than 30 days has no month yet.
    package static let stickiness = Metric(
        "usage.stickiness", .ratio, .higherIsBetter, from: [.userDay], of: .customers,
        over: .monthOfUsers, example: 0.25, in: 0...1,
        "Daily over monthly users of the last 30 days; 1 is everybody every day."
    ) { account, context in
        guard context.delivers(.userDay) else { return .absent(.noData) }
        if let started = account.profile?.started, context.asOf.today - started < 30 {
            return .absent(.insufficientSample)
        }
        guard context.counts(.monthOfUsers, of: account) else { return .absent(.noData) }
        let month = account.userMonth(before: context.asOf.today)
        guard month.users > 0 else { return .absent(.emptyDenominator) }
        return .known(Double(month.userDays) / Double(UserMonth.days * month.users))
    }

    /// People who used it on a day, on average over the last 30 whole days, whether or not they are told apart (M26).
    package static let dailyUsers = Metric(
        "usage.daily_users_30", .count, .higherIsBetter, from: [.userDay, .seatDay], of: .customers,
        over: .monthOfPeople, example: 30,
        "People active on a day, on average over the last 30 days."
    ) { account, context in
        guard context.delivers(.userDay) || context.delivers(.seatDay) else { return .absent(.noData) }
        guard context.counts(.monthOfPeople, of: account) else { return .absent(.noData) }
        let month = account.userMonth(before: context.asOf.today)
        let today = context.asOf.today
        let count = account.tellsUsers(before: today) ? month.userDays : account.countedUserDays(before: today)
        return count > 0 ? .known(Double(count) / Double(UserMonth.days)) : context.withoutUse(account)
    }

    /// How many people used it in the last 30 whole days; with daily counts alone, the most on one day (M27).
    package static let users = Metric(
        "usage.users_30", .count, .higherIsBetter, from: [.userDay, .seatDay], of: .customers,
        over: .monthOfUsers, example: 42,
        "People active in the last 30 days; where days only are counted, the most on one day."
    ) { account, context in context.activeUsers(of: account) }
}

/// Who used it in 30 days.
struct UserMonth: Sendable {
    static let days = 30

    /// People told apart, and on how many days each was there, added up.
    var users = 0
    var userDays = 0
}

extension AccountView {
    func userMonth(before end: Day) -> UserMonth {
        let days = userDays
        let first = days.firstPlace { $0.day >= end - UserMonth.days }
        var seen: Set<Int32> = []
        var month = UserMonth()
        for day in days[first..<days[first...].firstPlace { $0.day >= end }] where day.count > 0 {
            month.userDays += 1
            if seen.insert(day.user).inserted { month.users += 1 }
        }
        return month
    }

    /// The daily counts of the same days, added up.
    fileprivate func countedUserDays(before end: Day) -> Int {
        seatDays(from: end - UserMonth.days, to: end).reduce(0) { $0 + Int(max(0, $1.activeUsers)) }
    }
}
