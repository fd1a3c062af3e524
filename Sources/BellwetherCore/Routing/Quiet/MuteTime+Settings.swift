import Diagnostics
package import Documents

extension MuteTime {
    /// `time_intervals:` at the top of the file, as Alertmanager writes it; by name.
    package static func read(from sections: [Settings], zone: (String) -> Zone?) -> [String: MuteTime] {
        var found: [String: MuteTime] = [:]
        for section in sections {
            let name = section.required("name", .name)
            let spans = section.sections("time_intervals").map { Span.read(from: $0, zone: zone) }
            if !section.has("time_intervals") { _ = section.required("time_intervals", .flag) }
            guard let name else { continue }
            if found[name] != nil, let place = section.placeOfValue("name") {
                section.report(.muteTimeTwice(name, at: place))
            }
            found[name] = MuteTime(spans)
        }
        return found
    }
}

extension MuteTime.Span {
    fileprivate static func read(from settings: Settings, zone findZone: (String) -> Zone?) -> MuteTime.Span {
        var span = MuteTime.Span()
        span.times = settings.sections("times").compactMap { section in
            guard let from = section.required("start_time", .timeOfDay),
                let to = section.required("end_time", .timeOfDay)
            else { return nil }
            if from == to { section.report(.emptyHours(at: section.place)) }
            return MuteTime.TimeRange(from: from, to: to)
        }
        span.weekdays = settings.optional("weekdays", .weekdayRanges, default: [])
        span.daysOfMonth = settings.optional("days_of_month", .list(of: .dayOfMonthRange), default: [])
        span.months = settings.optional("months", .list(of: .monthRange), default: [])
        span.years = settings.optional("years", .list(of: .yearRange), default: [])
        span.dates = settings.optional("dates", .list(of: .dateRange), default: [])
        span.holidays = settings.optional("holidays", .flag, default: false)
        if let name = settings.optional("location", .text) {
            span.zone = findZone(name)
            if span.zone == nil, let place = settings.placeOfValue("location") {
                settings.report(.unknownZone(name, at: place))
            }
        }
        return span
    }
}

// MARK: Ranges

/// `a:b`, or `a` alone.
private func range<Bound: Comparable>(_ text: String, _ read: (String) -> Bound?) -> ClosedRange<Bound>? {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0.filter { $0 != " " }) }
    guard (1...2).contains(ends.count), let first = read(ends[0]), let last = read(ends[ends.count - 1]), first <= last
    else { return nil }
    return first...last
}

extension Setting where Value == ClosedRange<Int> {
    fileprivate static var dayOfMonthRange: Setting {
        Setting<String>.anyText.converted(to: "days of the month such as 1:5 or -3:-1") { text in
            let ends = text.split(separator: ":").compactMap { Int($0) }
            guard (1...2).contains(ends.count), ends.count == text.split(separator: ":").count,
                ends.allSatisfy({ (1...31).contains(abs($0)) })
            else { return nil }
            let (first, last) = (ends[0], ends[ends.count - 1])
            // From the first to the last of a month is every day, however it is written.
            guard (first < 0) == (last < 0) else { return first > 0 ? first...31 : nil }
            return first <= last ? first...last : nil
        }
    }

    fileprivate static var monthRange: Setting {
        Setting<String>.anyText.converted(to: "months such as january:march or 12") { text in
            range(text) { Self.month($0) }
        }
    }

    fileprivate static var yearRange: Setting {
        Setting<String>.anyText.converted(to: "years such as 2026 or 2026:2028") { text in
            range(text) { Int($0).flatMap { (1970...9999).contains($0) ? $0 : nil } }
        }
    }

    private static func month(_ text: String) -> Int? {
        if let number = Int(text) { return (1...12).contains(number) ? number : nil }
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        return names.firstIndex { $0 == text.lowercased() || $0.prefix(3) == text.lowercased() }.map { $0 + 1 }
    }
}

extension Setting where Value == ClosedRange<Day> {
    fileprivate static var dateRange: Setting {
        Setting<String>.anyText.converted(to: "dates such as 2026-12-24 or 2026-12-24:2027-01-02") { text in
            range(text) { Day($0) }
        }
    }
}

extension Setting where Value == Set<Day.Weekday> {
    /// As Alertmanager writes them, `monday:friday`, or as `hours` has them, `mon-fri`.
    fileprivate static var weekdayRanges: Setting {
        Setting<[String]>.textList.converted(to: "weekdays such as monday:friday, or a list of them") { parts in
            var days: Set<Day.Weekday> = []
            for part in parts {
                guard let found = Day.Weekday.range(part.replacingColons) else { return nil }
                days.formUnion(found)
            }
            return days.isEmpty ? nil : days
        }
    }
}

extension String {
    fileprivate var replacingColons: String { String(map { $0 == ":" ? "-" : $0 }) }
}

extension Diagnostic {
    static func muteTimeTwice(_ name: String, at place: Place) -> Diagnostic {
        error("time interval \(Printable.quoted(name)) must be defined once", at: place)
    }
}
