/// A moment on the clock and calendar of one zone, by the Gregorian calendar carried back to the year 1.
struct CalendarTime {
    var year: Int
    var month: Int
    var day: Int
    var secondOfDay: Int

    /// Seconds since 1970 on that zone's clock.
    init(seconds: Int64) {
        let (days, second) = seconds.quotientAndRemainder(dividingByFloor: 86_400)
        secondOfDay = Int(second)
        // Howard Hinnant's "chrono-compatible low-level date algorithms": eras of 400 years from 1 March of year 0.
        let shifted = Int(days) + 719_468
        let (era, dayOfEra) = shifted.quotientAndRemainder(dividingByFloor: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Counted from 0.
    var dayOfYear: Int { Self.days(year, month, day) - Self.days(year, 1, 1) }

    /// Sunday is 0.
    var dayOfWeek: Int { Int((Int64(Self.days(year, month, day)) + 4).quotientAndRemainder(dividingByFloor: 7).1) }

    /// Days since 1 January 1970.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shiftedYear.quotientAndRemainder(dividingByFloor: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension FixedWidthInteger {
    /// Rounded down, so that the remainder of what lies before 1970 is positive too.
    func quotientAndRemainder(dividingByFloor divisor: Self) -> (Self, Self) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
