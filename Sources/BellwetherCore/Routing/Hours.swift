package import Documents

/// The hours in which a receiver may be sent to: weekdays, from when to when; past midnight where `to` is earlier.
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

    package func contains(_ moment: Moment, in zone: Zone) -> Bool {
        let zone = self.zone ?? zone
        let today = zone.day(of: moment)
        let minute = zone.secondOfDay(at: moment) / 60
        let fromOn = minute >= from.minutesFromMidnight
        let beforeTo = minute < to.minutesFromMidnight
        guard isOvernight else { return days.contains(today.weekday) && fromOn && beforeTo }
        return days.contains(today.weekday) && fromOn || days.contains((today - 1).weekday) && beforeTo
    }

    /// The moment itself if it lies within, else when they next begin.
    package func opening(from moment: Moment, in zone: Zone) -> Moment {
        guard !contains(moment, in: zone) else { return moment }
        let own = self.zone ?? zone
        let today = own.day(of: moment)
        let openings = (0...8).map { today + $0 }.filter { days.contains($0.weekday) }
            .map { own.moment(of: $0, second: from.minutesFromMidnight * 60) }
        return openings.first { $0 > moment } ?? moment
    }
}
