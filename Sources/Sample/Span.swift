import BellwetherCore

/// The days the company's files tell of.
///
/// Everything is placed by how many days ago it was, counted from the day after the last: what Bellwether calls
/// `as_of` when it reads such files on the following morning.
struct Span: Sendable {
    /// The last day of the files.
    let until: Day
    let days: Int

    var first: Day { until - max(days, 1) + 1 }
    var today: Day { until + 1 }
    /// Bills reach back a year and a month at least: who pays once a year has then been billed.
    var billedFrom: Day { min(first, until - 400) }
}

extension Day {
    /// An instant of the day, in UTC.
    func at(hour: Int, minute: Int = 0) -> Moment {
        Moment(seconds: Int64(number) * 86_400 + Int64(hour * 3600 + minute * 60))
    }

    var isWorkday: Bool { weekday != .saturday && weekday != .sunday }

    /// The day itself, or the Friday before where nobody works.
    var orWorkdayBefore: Day {
        switch weekday {
        case .saturday: self - 1
        case .sunday: self - 2
        case .monday, .tuesday, .wednesday, .thursday, .friday: self
        }
    }
}

extension Moment {
    /// The day it falls on, in UTC.
    var day: Day { Day(number: Int32(seconds / 86_400)) }

    /// The moment itself, or some time of the next day at work where nobody is.
    var inOfficeHours: Moment {
        let hour = Int(seconds % 86_400) / 3600
        guard !(7..<18).contains(hour) || !day.isWorkday else { return self }
        var workday = hour < 7 ? day : day + 1
        while !workday.isWorkday { workday = workday + 1 }
        // Spread over the day by the hour it comes from, as if by chance.
        return workday.at(hour: 8 + hour * 5 % 9, minute: Int(seconds % 3600) / 60)
    }

    func adding(hours: Int, minutes: Int = 0) -> Moment { self + .seconds(hours * 3600 + minutes * 60) }
}
