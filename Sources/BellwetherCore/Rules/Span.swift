import Documents

/// How far a function looks back: `'30d'`, `'2w'`, `'5bd'`. Days are days of the calendar.
struct Span: Sendable, Hashable {
    let written: WrittenDuration

    init?(_ text: String) {
        guard let written = WrittenDuration.parse(text), !written.isZero, written.approximateSeconds <= Self.longest
        else { return nil }
        self.written = written
    }

    /// Daily history is kept for 800 days.
    private static let longest: Int64 = 730 * 86_400

    func start(before asOf: AsOf) -> Moment { written.counted(backFrom: asOf.now, in: asOf.zone) }

    /// How much older than asked for a value may be: a day, or a tenth of the span.
    var tolerance: Duration { .seconds(max(86_400, written.approximateSeconds / 10)) }

    /// Enough whole days of history for the span with its tolerance.
    var daysKept: Int { Int((written.approximateSeconds + tolerance.components.seconds) / 86_400) + 2 }
}

extension WrittenDuration {
    /// With five business days to a week.
    var approximateSeconds: Int64 { seconds + Int64(businessDays) * 7 * 86_400 / 5 }

    /// For windows: weeks and days are days of the calendar, hours and less are time on the clock.
    func counted(backFrom moment: Moment, in zone: Zone) -> Moment {
        let days = parts.reduce(0) { $0 + $1.calendarDays }
        let clock = parts.reduce(0) { $0 + ($1.calendarDays == 0 ? $1.amount * $1.unit.seconds : 0) }
        let day = (zone.day(of: moment) - days).goingBack(businessDays: businessDays)
        return zone.moment(of: day, second: zone.secondOfDay(at: moment)) - .seconds(clock)
    }

    /// For `for` and timers: a day is 24 hours; a business day is the same time on the next day people work.
    func counted(from moment: Moment, by calendar: BusinessCalendar) -> Moment {
        calendar.moment(businessDays, businessDaysAfter: moment + .seconds(seconds))
    }
}

extension WrittenDuration.Part {
    fileprivate var calendarDays: Int {
        switch unit {
        case .week: Int(amount) * 7
        case .day: Int(amount)
        case .second, .minute, .hour, .businessDay: 0
        }
    }
}

extension Day {
    /// So many days from Monday to Friday back; look-backs do not know about holidays.
    func goingBack(businessDays count: Int) -> Day {
        let calendar = BusinessCalendar(zone: .utc)
        var day = self
        for _ in 0..<count {
            repeat { day = day - 1 } while !calendar.isBusinessDay(day)
        }
        return day
    }
}
