/// What a digest says.
extension Wording {
    /// `Mon 23 Nov: 2 accounts new, 1 worse, 5 still open, 1 recovered`
    static func digestSubject(
        on day: Day, _ events: [Event], _ unchanged: [Event], hasTasks: Bool = false
    ) -> String {
        let counts = DigestCounts(events, unchanged).words
        let others = hasTasks ? "tasks that are due" : "dates that come near"
        return "Your accounts on \(self.day(day)): \(counts.isEmpty ? others : counts)"
    }

    static func digestHeadline(of notification: Notification) -> String {
        let counts = DigestCounts(notification.events, notification.unchanged).words
        guard !counts.isEmpty else {
            let hasTasks = notification.tasksDue?.isEmpty == false
            return "Your accounts today: \(hasTasks ? "tasks that are due" : "dates that come near")"
        }
        let open = notification.events.filter { $0.kind != .closed } + notification.unchanged
        return join(["Your accounts today: \(counts)", atStake(open.byAccount())])
    }

    /// `Acme GmbH: 12,400 EUR renews 1 Jan (9 days)`, at most five.
    static func comingDates(_ dates: [ComingDate], on today: Day) -> [String] {
        let shown = dates.prefix(mostDates).map { date in
            let amount = date.amountMinor.map { money($0, date.currency) } ?? ""
            let days = date.day - today
            let away = days == 0 ? "today" : days == 1 ? "tomorrow" : "\(days) days"
            let when = join([date.verb, "\(shortDay(date.day)) (\(away))"], by: " ")
            return "\(Inert.name(date.accountName)): \(join([amount, when], by: " "))"
        }
        let more = dates.count - shown.count
        return shown + (more > 0 ? ["and \(more) more"] : [])
    }

    static let mostDates = 5

    /// `Mon 23 Nov`
    package static func day(_ day: Day) -> String {
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return "\(names[day.weekday.rawValue]) \(shortDay(day))"
    }

    /// `23 Nov`
    static func shortDay(_ day: Day) -> String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (_, month, number) = day.civil
        return "\(number) \(names[month - 1])"
    }

    /// `Mon 23 Nov 09:15`, by the clock of a zone.
    package static func local(_ moment: Moment, in zone: Zone) -> String {
        let second = zone.secondOfDay(at: moment)
        let time = [second / 3600, second / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(day(zone.day(of: moment))) \(time)"
    }
}

/// How many accounts a digest tells of, each counted once, by the first thing there is to say of it.
private struct DigestCounts {
    let words: String

    init(_ events: [Event], _ unchanged: [Event]) {
        let opened = Self.accounts(events.filter { $0.kind == .opened })
        let worse = Self.accounts(events.filter { $0.kind == .worsened }).subtracting(opened)
        let open = Self.accounts(unchanged).subtracting(opened).subtracting(worse)
        let over = Self.accounts(events.endings)
        let counts = [
            (opened.count, "new"), (worse.count, "worse"), (open.count, "still open"), (over.count, "closed"),
        ]
        let said = counts.filter { $0.0 > 0 }
        words = said.enumerated().map { index, part in
            index == 0 ? "\(Wording.count(part.0, "account")) \(part.1)" : "\(part.0) \(part.1)"
        }.joined(separator: ", ")
    }

    private static func accounts(_ events: [Event]) -> Set<String> { Set(events.map(\.story.accountID)) }
}
