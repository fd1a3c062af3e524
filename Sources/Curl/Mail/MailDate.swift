/// An instant as mail headers write it: `Mon, 23 Nov 2026 09:15:00 +0000`.
package struct MailDate: Sendable, Hashable, CustomStringConvertible {
    private let secondsSince1970: Int64

    package init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    package var description: String {
        let days = Self.floorDivided(secondsSince1970, 86_400)
        let second = secondsSince1970 - days * 86_400
        let (year, month, day) = Self.civil(days)
        let weekday = Self.weekdays[Int(days - Self.floorDivided(days, 7) * 7)]
        let time = [second / 3600, second / 60 % 60, second % 60].map(Self.twoDigits).joined(separator: ":")
        return "\(weekday), \(day) \(Self.months[month - 1]) \(year) \(time) +0000"
    }

    /// Howard Hinnant's days-to-civil: eras of 400 years, years that begin in March.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int, day: Int64) {
        let shifted = days + 719_468
        let era = floorDivided(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = Int(fromMarch < 10 ? fromMarch + 3 : fromMarch - 9)
        let day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func floorDivided(_ number: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
