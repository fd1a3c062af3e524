package import Documents

/// A named time in which nothing is told to whoever's route is muted by it; what waits is looked at again at its end.
///
/// As Alertmanager's `time_intervals`: the fields of a span all hold at once, and any span is enough. Beyond that, a
/// range of times may go past midnight, and days may be given as dates or as the holidays of the installation.
package struct MuteTime: Sendable, Hashable {
    package let spans: [Span]

    package init(_ spans: [Span]) {
        self.spans = spans
    }

    package struct Span: Sendable, Hashable {
        /// From when to when; past midnight where the end comes first. None is the whole day.
        package var times: [TimeRange] = []
        package var weekdays: Set<Day.Weekday> = []
        /// Days of the month; −1 is the last.
        package var daysOfMonth: [ClosedRange<Int>] = []
        package var months: [ClosedRange<Int>] = []
        package var years: [ClosedRange<Int>] = []
        package var dates: [ClosedRange<Day>] = []
        package var holidays = false
        /// Else the reader's own, else the installation's.
        package var zone: Zone?

        package init() {}
    }

    package struct TimeRange: Sendable, Hashable {
        package let from: TimeOfDay
        package let to: TimeOfDay

        package init(from: TimeOfDay, to: TimeOfDay) {
            self.from = from
            self.to = to
        }

        fileprivate var isOvernight: Bool { to <= from }
    }

    package func contains(_ moment: Moment, in zone: Zone, holidays: Set<Day> = []) -> Bool {
        spans.contains { $0.contains(moment, in: zone, holidays) }
    }

    /// When something may next change, after a moment: the end of a range, its beginning, or midnight.
    func nextEdge(after moment: Moment, in zone: Zone) -> Moment {
        spans.map { $0.nextEdge(after: moment, in: zone) }.min() ?? moment + .seconds(86_400)
    }
}

extension MuteTime.Span {
    fileprivate func contains(_ moment: Moment, in zone: Zone, _ holidays: Set<Day>) -> Bool {
        let zone = self.zone ?? zone
        let today = zone.day(of: moment)
        let minute = zone.secondOfDay(at: moment) / 60
        guard !times.isEmpty else { return isOn(today, holidays) }
        return times.contains { range in
            let fromOn = minute >= range.from.minutesFromMidnight
            let beforeTo = minute < range.to.minutesFromMidnight
            guard range.isOvernight else { return isOn(today, holidays) && fromOn && beforeTo }
            // What ends in the morning belongs to the day on which it began.
            return isOn(today, holidays) && fromOn || isOn(today - 1, holidays) && beforeTo
        }
    }

    private func isOn(_ day: Day, _ holidays: Set<Day>) -> Bool {
        let (year, month, number) = day.civil
        let length = Day.length(of: month, in: year)
        return (weekdays.isEmpty || weekdays.contains(day.weekday))
            && (daysOfMonth.isEmpty || daysOfMonth.contains { Self.holds($0, number, of: length) })
            && (months.isEmpty || months.contains { $0.contains(month) })
            && (years.isEmpty || years.contains { $0.contains(year) })
            && (!hasDays || isNamed(day, holidays))
    }

    private var hasDays: Bool { !dates.isEmpty || holidays }

    private func isNamed(_ day: Day, _ all: Set<Day>) -> Bool {
        dates.contains { $0.contains(day) } || holidays && all.contains(day)
    }

    /// Both ends are cut to the month: 29:31 in February is its last days.
    private static func holds(_ range: ClosedRange<Int>, _ number: Int, of length: Int) -> Bool {
        let first = range.lowerBound < 0 ? length + 1 + range.lowerBound : range.lowerBound
        let last = range.upperBound < 0 ? length + 1 + range.upperBound : range.upperBound
        return number >= max(1, first) && number <= min(length, last)
    }

    fileprivate func nextEdge(after moment: Moment, in zone: Zone) -> Moment {
        let zone = self.zone ?? zone
        let today = zone.day(of: moment)
        let ends = times.flatMap { [$0.from, $0.to] }.map {
            zone.moment(of: today, second: $0.minutesFromMidnight * 60)
        }
        return (ends + [zone.start(of: today + 1)]).filter { $0 > moment }.min() ?? moment + .seconds(86_400)
    }
}

extension Quiet {
    /// From a moment on, the first at which none of the times named mutes, and one of those active holds.
    func opening(
        from moment: Moment, muted: [String], active: [String], in zone: Zone, holidays: Set<Day>
    ) -> Moment {
        let muting = muted.compactMap { muteTimes[$0] }
        let activating = active.compactMap { muteTimes[$0] }
        guard !muting.isEmpty || !activating.isEmpty else { return moment }
        var candidate = moment
        // Two years of edges: who is never told anything is told at the end of that.
        for _ in 0..<4_000 {
            let isMuted = muting.contains { $0.contains(candidate, in: zone, holidays: holidays) }
            let isActive =
                activating.isEmpty || activating.contains { $0.contains(candidate, in: zone, holidays: holidays) }
            if !isMuted, isActive { return candidate }
            let edges = (muting + activating).map { $0.nextEdge(after: candidate, in: zone) }
            candidate = edges.min() ?? candidate + .seconds(86_400)
        }
        return candidate
    }
}
