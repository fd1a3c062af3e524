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

/// How many accounts and groups a digest tells of, each counted once, by the first thing there is to say of it.
private struct DigestCounts {
    let words: String

    init(_ events: [Event], _ unchanged: [Event]) {
        let parts = DigestParts(events, unchanged)
        let over = events.endings
        let counts = [
            (parts.opened, "new"), (parts.worse, "worse"), (parts.nearer, "more urgent"), (parts.open, "still open"),
            (over, "closed"),
        ].map { (news: $0.0.byAccount(), what: $0.1) }.filter { !$0.news.isEmpty }
        let areAccounts = counts.allSatisfy { $0.news.allSatisfy { !$0.main.subject.isGroup } }
        words = counts.enumerated().map { index, part in
            let number = index == 0 || !areAccounts ? Wording.subjects(part.news) : "\(part.news.count)"
            return "\(number) \(part.what)"
        }.joined(separator: ", ")
    }
}
