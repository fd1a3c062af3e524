import Documents

/// When a group is told: first, again after changes, and again while nothing changes.
package struct RouteTimers: Sendable, Hashable, Codable {
    /// In seconds from a group's first alert to its first message.
    package var groupWait: Int64
    /// In seconds from one message to the next with something new.
    package var groupInterval: Int64
    /// From one message to a reminder: so many seconds, and so many business days.
    package var repeatSeconds: Int64
    package var repeatBusinessDays: Int

    package init(groupWait: Int64, groupInterval: Int64, repeatSeconds: Int64, repeatBusinessDays: Int = 0) {
        self.groupWait = groupWait
        self.groupInterval = groupInterval
        self.repeatSeconds = repeatSeconds
        self.repeatBusinessDays = repeatBusinessDays
    }

    package static let standard = RouteTimers(groupWait: 600, groupInterval: 14_400, repeatSeconds: 604_800)

    func reminder(after moment: Moment, by calendar: BusinessCalendar) -> Moment {
        let repeated = calendar.moment(repeatBusinessDays, businessDaysAfter: moment) + .seconds(repeatSeconds)
        return max(repeated, moment + .seconds(groupInterval))
    }
}

extension RouteTimers: CustomStringConvertible {
    /// `after 10m, then every 4h, reminders every 7d`
    package var description: String {
        let days = repeatBusinessDays > 0 ? "\(repeatBusinessDays)bd" : ""
        let clock = repeatSeconds > 0 ? WrittenDuration(writing: repeatSeconds).description : ""
        return "after \(WrittenDuration(writing: groupWait)), then every \(WrittenDuration(writing: groupInterval)), "
            + "reminders every \(days + clock)"
    }
}

extension WrittenDuration {
    /// A whole number of minutes, hours or days, as people write it.
    init(writing seconds: Int64) {
        let unit: (Int64, String) =
            switch seconds {
            case let seconds where seconds % 86_400 == 0: (86_400, "d")
            case let seconds where seconds % 3_600 == 0: (3_600, "h")
            case let seconds where seconds % 60 == 0: (60, "m")
            default: (1, "s")
            }
        self = WrittenDuration.parse("\(seconds / unit.0)\(unit.1)") ?? .zero
    }
}
