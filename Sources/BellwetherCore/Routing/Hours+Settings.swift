import Diagnostics
package import Documents

extension Hours {
    /// `hours: { days: mon-fri, from: "08:00", to: "18:00", timezone: Europe/Berlin }`
    ///
    /// A zone is a table read from the system, so whoever has read it hands in how to find it.
    package static func read(from settings: Settings, zone findZone: (String) -> Zone?) -> Hours? {
        let days = settings.optional("days", .weekdays, default: Set(Day.Weekday.allCases))
        let from = settings.required("from", .timeOfDay)
        let to = settings.required("to", .timeOfDay)
        let zone = settings.zone("timezone", findZone)
        guard let from, let to else { return nil }
        guard from != to else {
            settings.report(.emptyHours(at: settings.placeOfValue("to") ?? settings.place))
            return nil
        }
        return Hours(days: days, from: from, to: to, zone: zone)
    }
}

extension Settings {
    /// Says so where there is no such zone.
    func zone(_ key: String, _ findZone: (String) -> Zone?) -> Zone? {
        guard let name = optional(key, .text) else { return nil }
        let zone = findZone(name)
        if zone == nil, let place = placeOfValue(key) { report(.unknownZone(name, at: place)) }
        return zone
    }
}

extension Setting where Value == Set<Day.Weekday> {
    /// `mon-fri`, `sat`, `mon,wed,fri`, or a list of these.
    package static var weekdays: Setting {
        Setting<[String]>.textList.converted(to: "weekdays such as mon-fri, or a list of them") { parts in
            var days: Set<Day.Weekday> = []
            for part in parts.flatMap({ $0.split(separator: ",") }) {
                guard let range = Day.Weekday.range(String(part)) else { return nil }
                days.formUnion(range)
            }
            return days.isEmpty ? nil : days
        }
    }
}

extension Day.Weekday {
    /// `mon`, or `fri-mon`, which goes over the weekend.
    static func range(_ text: String) -> [Day.Weekday]? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
        guard (1...2).contains(ends.count), let first = Day.Weekday(String(ends[0])),
            let last = Day.Weekday(String(ends[ends.count - 1]))
        else { return nil }
        let length = (last.rawValue - first.rawValue + 7) % 7
        return (0...length).map { allCases[(first.rawValue + $0) % 7] }
    }

    private init?(_ text: String) {
        guard let index = Self.shortNames.firstIndex(of: String(text.lowercased().prefix(3))),
            (3...9).contains(text.utf8.count), "\(Self.allCases[index])".hasPrefix(text.lowercased())
        else { return nil }
        self = Self.allCases[index]
    }

    private static let shortNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}

extension Diagnostic {
    static func unknownZone(_ name: String, at place: Place) -> Diagnostic {
        error("time zone \(Printable.quoted(name)) is not known", at: place, help: "write it as Europe/Berlin")
    }

    static func emptyHours(at place: Place) -> Diagnostic {
        error("'from' and 'to' must differ", at: place, help: "from 00:00 to 24:00 is the whole day")
    }
}
