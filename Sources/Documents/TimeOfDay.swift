/// A time on the clock, from `00:00` to `24:00`, which is the end of the day.
package struct TimeOfDay: Sendable, Hashable {
    package let minutesFromMidnight: Int

    package init(minutesFromMidnight: Int) { self.minutesFromMidnight = minutesFromMidnight }

    package var hour: Int { minutesFromMidnight / 60 }
    package var minute: Int { minutesFromMidnight % 60 }

    package static let expectation = "a time of day such as 08:00"

    /// Two digits, a colon, two digits.
    package static func parse(_ text: String) -> TimeOfDay? {
        let digits = text.utf8.map { Int($0) - Int(UInt8(ascii: "0")) }
        guard digits.count == 5, digits[2] == Int(UInt8(ascii: ":")) - Int(UInt8(ascii: "0")) else { return nil }
        guard [0, 1, 3, 4].allSatisfy({ (0...9).contains(digits[$0]) }) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[3] * 10 + digits[4])
        guard minute < 60, hour < 24 || hour == 24 && minute == 0 else { return nil }
        return TimeOfDay(minutesFromMidnight: hour * 60 + minute)
    }
}

extension TimeOfDay: Comparable {
    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.minutesFromMidnight < right.minutesFromMidnight
    }
}

extension TimeOfDay: CustomStringConvertible {
    package var description: String {
        [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
