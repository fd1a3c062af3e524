import Documents

/// When a group is told: first, again after changes, and again while nothing changes.
package struct RouteTimers: Sendable, Hashable, Codable {
    /// In seconds from a group's first alert to its first message.
    package var groupWait: Int64
    /// In seconds from one message to the next with something new.
    package var groupInterval: Int64
    /// From one message to the first reminder, from that to the second, and so on; the last goes on for good.
    package var repeats: [Repeat]

    /// So many seconds, and so many business days.
    package struct Repeat: Sendable, Hashable, Codable {
        package let seconds: Int64
        package let businessDays: Int

        package init(seconds: Int64, businessDays: Int = 0) {
            self.seconds = seconds
            self.businessDays = businessDays
        }
    }

    package init(groupWait: Int64, groupInterval: Int64, repeats: [Repeat]) {
        self.groupWait = groupWait
        self.groupInterval = groupInterval
        self.repeats = repeats
    }

    package init(groupWait: Int64, groupInterval: Int64, repeatSeconds: Int64, repeatBusinessDays: Int = 0) {
        self.init(
            groupWait: groupWait, groupInterval: groupInterval,
            repeats: [Repeat(seconds: repeatSeconds, businessDays: repeatBusinessDays)])
    }

    package static let standard = RouteTimers(groupWait: 600, groupInterval: 14_400, repeatSeconds: 604_800)

    /// When the next reminder is due, after so many since something changed.
    func reminder(after moment: Moment, given reminders: Int = 0, by calendar: BusinessCalendar) -> Moment {
        guard !repeats.isEmpty else { return .distantFuture }
        let pause = repeats[min(reminders, repeats.count - 1)]
        let repeated = calendar.moment(pause.businessDays, businessDaysAfter: moment) + .seconds(pause.seconds)
        return max(repeated, moment + .seconds(groupInterval))
    }
}

extension RouteTimers: CustomStringConvertible {
    /// `after 10m, then every 4h, reminders every 7d`, or `reminders after 1d, 3d, then every 7d`
    package var description: String {
        let spans = repeats.map(\.description)
        let reminders =
            spans.count < 2
            ? "every \(spans.first ?? "")"
            : "after \(spans.dropLast().joined(separator: ", ")), then every \(spans[spans.count - 1])"
        let first = groupWait == 0 ? "at once" : "after \(WrittenDuration(writing: groupWait))"
        return "\(first), then every \(WrittenDuration(writing: groupInterval)), "
            + "reminders \(reminders)"
    }
}

extension RouteTimers.Repeat: CustomStringConvertible {
    package var description: String {
        let days = businessDays > 0 ? "\(businessDays)bd" : ""
        let clock = seconds > 0 ? WrittenDuration(writing: seconds).description : ""
        return days + clock
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
