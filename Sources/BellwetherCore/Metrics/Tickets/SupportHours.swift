import Diagnostics
package import Documents

/// The hours in which support answers: on some weekdays, but for the holidays where the customer is.
package struct SupportHours: Sendable, Hashable {
    /// Else the installation's.
    private let zone: Zone?
    /// Seconds of the day.
    private let from, length: Int
    /// By place in the week from Monday on, how many working weekdays come before.
    private let daysBefore: [Int]
    private let isOn: [Bool]
    /// Numbers of days on which nobody works though it is one of those weekdays, in order.
    private let holidays: [Int]
    private let holidaysByRegion: [String: [Int]]

    /// Monday to Friday, nine to five.
    package static let standard = SupportHours(.ofSupport)

    /// - Parameter hours: of one day; they end after they begin.
    package init(_ hours: Hours, holidays: Set<Day> = [], byRegion: [String: Set<Day>] = [:]) {
        let weekdays = Day.Weekday.allCases.map(hours.days.contains)
        let numbers = { (days: Set<Day>) in
            days.filter { hours.days.contains($0.weekday) }.map { Int($0.number) }.sorted()
        }
        zone = hours.zone
        from = hours.from.minutesFromMidnight * 60
        length = max(0, hours.to.minutesFromMidnight - hours.from.minutesFromMidnight) * 60
        isOn = weekdays
        daysBefore = weekdays.indices.map { place in weekdays[..<place].count { $0 } }
        self.holidays = numbers(holidays)
        holidaysByRegion = byRegion.mapValues(numbers)
    }

    /// How long support was there between two moments.
    ///
    /// Counted by the clock on the wall, so that a day on which clocks change is a day like any other.
    func seconds(from start: Moment, to end: Moment, in installation: Zone, region: String?) -> Int64 {
        guard start < end else { return 0 }
        let zone = zone ?? installation
        let holidays = region.flatMap { holidaysByRegion[$0] } ?? holidays
        return max(0, total(until: end, in: zone, holidays) - total(until: start, in: zone, holidays))
    }

    /// Since the Monday before 1970, when nobody had a day off yet.
    private func total(until moment: Moment, in zone: Zone, _ holidays: [Int]) -> Int64 {
        let number = Int(zone.day(of: moment).number)
        let week = (number + 3 - Self.place(of: number)) / 7
        let place = Self.place(of: number)
        let before = week * isOn.count { $0 } + daysBefore[place] - holidays.count { $0 < number }
        let second = isOn[place] && !holidays.contains(number) ? zone.secondOfDay(at: moment) : 0
        return Int64(before * length + min(max(0, second - from), length))
    }

    /// 1970-01-01 was a Thursday.
    private static func place(of number: Int) -> Int { ((number + 3) % 7 + 7) % 7 }
}

extension SupportHours {
    /// `support_hours: { days: mon-fri, from: "09:00", to: "17:00", timezone: Europe/Berlin }`
    package static func read(
        from settings: Settings?, calendars: Calendars, zone: (String) -> Zone?
    ) -> SupportHours {
        let byRegion = calendars.byRegion.mapValues(\.holidays)
        var hours = Hours.ofSupport
        if let settings, let written = Hours.read(from: settings, zone: zone) {
            hours = written
            if written.to < written.from, let place = settings.placeOfValue("to") {
                settings.report(.supportOvernight(at: place))
            }
        }
        return SupportHours(hours, holidays: calendars.standard.holidays, byRegion: byRegion)
    }
}

extension Hours {
    /// Monday to Friday, nine to five.
    package static let ofSupport = Hours(
        days: [.monday, .tuesday, .wednesday, .thursday, .friday], from: TimeOfDay(minutesFromMidnight: 9 * 60),
        to: TimeOfDay(minutesFromMidnight: 17 * 60))
}

extension Diagnostic {
    fileprivate static func supportOvernight(at place: Place) -> Diagnostic {
        error(
            "'to' must be later than 'from' in 'support_hours'", at: place,
            help: "support around the clock is from 00:00 to 24:00")
    }
}
