/// An instant, in whole seconds since 1970-01-01T00:00:00Z.
///
/// Whole seconds make exact round trips through SQLite and JSON, and nothing about a customer is finer.
package struct Moment: Sendable, Hashable, Comparable, Codable {
    package var seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    package init(from decoder: any Decoder) throws {
        seconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds)
    }

    package static let distantPast = Moment(seconds: -62_135_596_800)
    package static let distantFuture = Moment(seconds: 253_402_300_799)

    package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }
    package static func + (moment: Moment, duration: Duration) -> Moment {
        Moment(seconds: moment.seconds + duration.components.seconds)
    }
    package static func - (moment: Moment, duration: Duration) -> Moment {
        Moment(seconds: moment.seconds - duration.components.seconds)
    }
    package static func - (left: Moment, right: Moment) -> Duration { .seconds(left.seconds - right.seconds) }
}

/// A calendar day, counted from 1970-01-01; which instants it covers depends on the zone.
package struct Day: Sendable, Hashable, Comparable, Strideable, Codable {
    package var number: Int32

    package init(number: Int32) {
        self.number = number
    }

    /// `nil` where the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Day.length(of: month, in: year)).contains(day)
        else { return nil }
        // Days from civil, after Howard Hinnant's "chrono-compatible low-level date algorithms".
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    package enum Weekday: Int, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    }

    /// 1970-01-01 was a Thursday.
    package var weekday: Weekday {
        Weekday.allCases[((Int(number) + 3) % 7 + 7) % 7]
    }

    /// The same day of the month so many months on, or the month's last where it has no such day.
    package func adding(months: Int) -> Day {
        let (year, month, day) = civil
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        return Day(year: newYear, month: newMonth, day: min(day, Day.length(of: newMonth, in: newYear))) ?? self
    }

    package static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    package func distance(to other: Day) -> Int { Int(other.number) - Int(number) }
    /// What lies beyond all days is the last of them: a source may write any number of days.
    package func advanced(by days: Int) -> Day {
        let (sum, isBeyond) = Int(number).addingReportingOverflow(days)
        return Day(number: isBeyond ? (days < 0 ? .min : .max) : Int32(clamping: sum))
    }
    package static func + (day: Day, days: Int) -> Day { day.advanced(by: days) }
    package static func - (day: Day, days: Int) -> Day { day.advanced(by: -days) }
    package static func - (left: Day, right: Day) -> Int { right.distance(to: left) }
}
