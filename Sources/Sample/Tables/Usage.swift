import BellwetherCore

/// What an account's people did on a day. A day without anybody has no row, as in most exports.
struct UsageRow: Sendable {
    let day: Day
    let accountID: String
    let activeUsers: Int
    let boards, reports, exports, automations, apiCalls: Int

    static let table = Table<UsageRow>(
        "usage.csv",
        [
            .init("day") { $0.day },
            .init("account_id") { $0.accountID },
            .init("active_users") { $0.activeUsers },
            .init("ev_boards") { $0.boards },
            .init("ev_reports") { $0.reports },
            .init("ev_exports") { $0.exports },
            .init("ev_automations") { $0.automations },
            .init("ev_api") { $0.apiCalls },
        ])
}

extension Customer {
    func usageRow(on day: Day, seed: UInt64) -> UsageRow? {
        guard days.contains(day) else { return nil }
        var chance = Chance(seed: seed, for: "usage", number * 100_000 + Int(day.number))
        let users = activeUsers(on: day, by: &chance)
        guard users > 0 else { return nil }
        func events(_ perUser: ClosedRange<Double>) -> Int { Int(Double(users) * chance.between(perUser)) }
        let isLarge = role.tier != .starter
        return UsageRow(
            day: day, accountID: id, activeUsers: users, boards: events(4...9), reports: events(0.3...1.4),
            exports: events(0...0.5), automations: isLarge ? events(0.5...3) : 0,
            apiCalls: usesAPI ? events(12...40) : 0)
    }

    /// The larger ones have connected other systems.
    private var usesAPI: Bool { role.tier == .enterprise || (role.tier == .growth && number % 3 == 0) }

    private func activeUsers(on day: Day, by chance: inout Chance) -> Int {
        let busiest = Double(role.seats) * role.course.use.level(daysAgo: lastDay - day)
        let turnout = day.isPlanningDay ? 1 : chance.between(0.86...0.98)
        return Int(busiest * day.presence(in: role.country) * turnout + 0.5)
    }
}

extension Day {
    /// Every second Tuesday plans the next two weeks: whoever works with the tool at all opens it.
    fileprivate var isPlanningDay: Bool { weekday == .tuesday && (Int(number) / 7) % 2 == 0 }

    /// The share of people at work, less at weekends, on holidays, at the turn of the year, and in a southern August.
    fileprivate func presence(in country: Country) -> Double {
        let (_, month, day) = civil
        switch (month, day) {
        case (1, 1), (5, 1), (12, 25), (12, 26): return 0
        case (1, ...6), (12, 23...): return 0.4
        case (8, _) where country.closesInAugust && !isPlanningDay: return byWeekday * 0.6
        default: return byWeekday
        }
    }

    private var byWeekday: Double {
        switch weekday {
        case .monday: 0.95
        case .tuesday: 1
        case .wednesday: 0.98
        case .thursday: 0.96
        case .friday: 0.84
        case .saturday: 0.05
        case .sunday: 0.04
        }
    }
}
