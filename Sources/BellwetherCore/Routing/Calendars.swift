import Diagnostics
package import Documents

/// The days on which people work, by region; each named as accounts name their region.
package struct Calendars: Sendable, Hashable {
    /// Of accounts whose region has no calendar of its own.
    package let standard: BusinessCalendar
    package let byRegion: [String: BusinessCalendar]

    package init(standard: BusinessCalendar, byRegion: [String: BusinessCalendar] = [:]) {
        self.standard = standard
        self.byRegion = byRegion
    }
}

extension Calendars {
    /// `calendars: { default: [2026-12-25], DACH: [2026-12-24..2027-01-01, 2027-05-01] }`
    package static func read(from settings: Settings, zone: Zone) -> Calendars {
        let written = settings.optional("calendars", .map(of: .list(of: .days)), default: [])
        var calendars: [String: BusinessCalendar] = [:]
        for calendar in written {
            calendars[calendar.name] = BusinessCalendar(zone: zone, holidays: Set(calendar.value.flatMap { $0 }))
        }
        let standard = calendars.removeValue(forKey: "default") ?? BusinessCalendar(zone: zone)
        return Calendars(standard: standard, byRegion: calendars)
    }
}

extension Setting where Value == [Day] {
    /// `2026-12-25`, or `2026-12-24..2027-01-01` with both ends.
    fileprivate static var days: Setting {
        Setting<String>.anyText.converted(to: "a day such as 2026-12-25, or days such as 2026-12-24..2027-01-01") {
            text in
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            if parts.count == 1 { return Day(text).map { [$0] } }
            guard parts.count == 3, parts[1].isEmpty, let first = Day(parts[0]), let last = Day(parts[2]),
                first <= last, last - first <= 366
            else { return nil }
            return (0...(last - first)).map { first + $0 }
        }
    }
}
