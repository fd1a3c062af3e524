package import Documents

/// The hours in which a receiver may be sent to: weekdays but for holidays, from when to when; past midnight where `to`
/// is earlier.
///
/// A range that ends on the next morning belongs to the day on which it began: `days: fri, from: 22:00, to: 06:00`
/// holds into Saturday.
package struct Hours: Sendable, Hashable {
    package let days: Set<Day.Weekday>
    package let from: TimeOfDay
    package let to: TimeOfDay
    /// Else the recipient's, else the installation's.
    package let zone: Zone?

    package init(days: Set<Day.Weekday>, from: TimeOfDay, to: TimeOfDay, zone: Zone? = nil) {
        self.days = days
        self.from = from
        self.to = to
        self.zone = zone
    }

    private var isOvernight: Bool { to <= from }

    package func contains(_ moment: Moment, in zone: Zone, holidays: Set<Day> = []) -> Bool {
        let zone = self.zone ?? zone
        let today = zone.day(of: moment)
        let minute = zone.secondOfDay(at: moment) / 60
        let fromOn = minute >= from.minutesFromMidnight
        let beforeTo = minute < to.minutesFromMidnight
        guard isOvernight else { return isOn(today, holidays) && fromOn && beforeTo }
        return isOn(today, holidays) && fromOn || isOn(today - 1, holidays) && beforeTo
    }

    /// The moment itself if it lies within, else when they next begin.
    package func opening(from moment: Moment, in zone: Zone, holidays: Set<Day> = []) -> Moment {
        guard !contains(moment, in: zone, holidays: holidays) else { return moment }
        let own = self.zone ?? zone
        let today = own.day(of: moment)
        let openings = (0...60).map { today + $0 }.filter { isOn($0, holidays) }
            .map { own.moment(of: $0, second: from.minutesFromMidnight * 60) }
        return openings.first { $0 > moment } ?? moment
    }

    private func isOn(_ day: Day, _ holidays: Set<Day>) -> Bool {
        days.contains(day.weekday) && !holidays.contains(day)
    }
}
