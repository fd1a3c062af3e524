/// The days on which people work: Monday to Friday, but for holidays.
package struct BusinessCalendar: Sendable, Hashable {
    package let zone: Zone
    package let holidays: Set<Day>

    package init(zone: Zone, holidays: Set<Day> = []) {
        self.zone = zone
        self.holidays = holidays
    }

    package func isBusinessDay(_ day: Day) -> Bool {
        switch day.weekday {
        case .saturday, .sunday: false
        case .monday, .tuesday, .wednesday, .thursday, .friday: !holidays.contains(day)
        }
    }

    /// The same time of day, so many business days on.
    package func moment(_ count: Int, businessDaysAfter moment: Moment) -> Moment {
        guard count > 0 else { return moment }
        var day = zone.day(of: moment)
        var left = count
        // A calendar of holidays only must not hang us.
        var tries = count * 2 + 3_660
        while left > 0, tries > 0 {
            day = day + 1
            tries -= 1
            if isBusinessDay(day) { left -= 1 }
        }
        return zone.moment(of: day, second: zone.secondOfDay(at: moment))
    }
}
