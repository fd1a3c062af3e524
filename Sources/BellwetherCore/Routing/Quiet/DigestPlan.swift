package import Documents

/// When a receiver's people get their digest: what is new, worse, still open and over, as one message.
package struct DigestPlan: Sendable, Hashable {
    package let at: TimeOfDay
    package let days: Set<Day.Weekday>
    /// Whether everything waits for it; else only what a day's budget left over.
    package let isOnly: Bool
    /// Whose it is, where many read it: their tasks stand in it, and of dates those of its members' accounts alone.
    package let team: String?
    /// By whose clock; that of its readers where there is none.
    package let zone: Zone?

    package init(
        at: TimeOfDay, days: Set<Day.Weekday> = DigestPlan.workdays, isOnly: Bool = false, team: String? = nil,
        zone: Zone? = nil
    ) {
        self.at = at
        self.days = days
        self.isOnly = isOnly
        self.team = team
        self.zone = zone
    }

    package static let workdays: Set<Day.Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]

    /// For what a budget left over where no digest was asked for.
    static let ofLeftovers = DigestPlan(at: TimeOfDay.parse("09:00") ?? .midnight)

    /// The next time for it after a moment, by the clock where the reader is.
    func next(after moment: Moment, by calendar: BusinessCalendar, in zone: Zone) -> Moment {
        let today = zone.day(of: moment)
        let second = at.minutesFromMidnight * 60
        let candidates = (0...30).map { today + $0 }.filter {
            days.contains($0.weekday) && !calendar.holidays.contains($0)
        }
        .map { zone.moment(of: $0, second: second) }
        return candidates.first { $0 > moment } ?? moment + .seconds(86_400)
    }
}

extension TimeOfDay {
    fileprivate static let midnight = TimeOfDay.parse("00:00") ?? { preconditionFailure("00:00 is a time of day") }()
}

/// A date of an account that comes near, for digests.
package struct ComingDate: Sendable, Hashable {
    package let accountID, accountName: String
    package let owner: String?
    package let day: Day
    /// `renews`, `auto-renews`, `notice by`
    package let verb: String
    package let amountMinor: Int64?
    package let currency: String
    /// Where it leads, as the account's alerts do.
    package internal(set) var link: Story.Link?

    package init(
        accountID: String, accountName: String, owner: String?, day: Day, verb: String, amountMinor: Int64?,
        currency: String
    ) {
        self.accountID = accountID
        self.accountName = accountName
        self.owner = owner
        self.day = day
        self.verb = verb
        self.amountMinor = amountMinor
        self.currency = currency
    }

    /// The account and the day.
    var id: String { "\(accountID) \(day)" }

    /// How many days ahead a date is listed, and on which of them it is news by itself.
    static let horizon = 14
    private static let marks = [14, 7, 1]

    func isNews(since last: Day, on today: Day) -> Bool {
        Self.marks.contains { day - $0 > last && day - $0 <= today }
    }

    func weight(on today: Day) -> Double { Double(amountMinor ?? 0) / Double(max(0, day - today) + 30) }
}
