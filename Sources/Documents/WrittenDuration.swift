/// A span of time as somebody wrote it: `30m`, `2d`, `1d12h`, `3bd`, `0`.
///
/// The parts are kept as written, since a day is 24 hours in `for` and timers but a calendar day in windows.
package struct WrittenDuration: Sendable, Hashable {
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        case second = "s"
        case minute = "m"
        case hour = "h"
        case day = "d"
        case week = "w"
        /// A day on which the calendar has people at work.
        case businessDay = "bd"

        /// How long it lasts by the clock; a business day has no fixed length.
        package var seconds: Int64 {
            switch self {
            case .second: 1
            case .minute: 60
            case .hour: 3_600
            case .day: 86_400
            case .week: 604_800
            case .businessDay: 0
            }
        }
    }

    package struct Part: Sendable, Hashable {
        package let amount: Int64
        package let unit: Unit
    }

    /// In the order in which they were written, each unit at most once; none for `0`.
    package let parts: [Part]
    /// The clock part, a day being 24 hours.
    package let seconds: Int64
    package let businessDays: Int

    package static let zero = WrittenDuration(parts: [], seconds: 0, businessDays: 0)

    private init(parts: [Part], seconds: Int64, businessDays: Int) {
        self.parts = parts
        self.seconds = seconds
        self.businessDays = businessDays
    }

    package var isZero: Bool { seconds == 0 && businessDays == 0 }
}

extension WrittenDuration {
    /// What a duration must be, for a message.
    package static let expectation = "a duration such as 30m or 2d"

    /// Reads amounts with their units, without blanks; nothing else, and nothing that would overflow.
    package static func parse(_ text: String) -> WrittenDuration? {
        if text.utf8.elementsEqual("0".utf8) { return .zero }
        var rest = Substring(text).utf8
        var parts: [Part] = []
        while !rest.isEmpty {
            guard let part = takePart(from: &rest), !parts.contains(where: { $0.unit == part.unit }) else { return nil }
            parts.append(part)
        }
        return WrittenDuration(parts)
    }

    /// Ten years: nobody waits for longer, and moments further on could not be counted.
    private static let longest: Int64 = 3_653 * 86_400

    /// What was probably meant: `48h` by '48 hours', `2d` by '2D' or 'P2D'.
    static func cure(for written: String) -> String? {
        let words = [
            "seconds": "s", "second": "s", "secs": "s", "sec": "s", "minutes": "m", "minute": "m", "mins": "m",
            "min": "m", "hours": "h", "hour": "h", "hrs": "h", "days": "d", "day": "d", "weeks": "w", "week": "w",
        ]
        let numbers = ["one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "seven": "7", "ten": "10"]
        var parts: [String] = []
        for scalar in written.lowercased().unicodeScalars {
            let isDigit = ("0"..."9").contains(scalar)
            guard isDigit || ("a"..."z").contains(scalar) else {
                if scalar == " " { continue }
                return tooLong(written)
            }
            let wasDigit = parts.last?.unicodeScalars.first.map { ("0"..."9").contains($0) }
            if wasDigit == isDigit {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            } else {
                parts.append(String(scalar))
            }
        }
        if parts.count == 1,
            let (number, word) = numbers.first(where: { parts[0].hasPrefix($0.key) }).map({
                ($0.value, String(parts[0].dropFirst($0.key.count)))
            })
        {
            parts = [number, word]
        }
        let meant = parts.drop { $0 == "p" || $0 == "pt" }.map { words[$0] ?? $0 }.joined()
        guard meant != written, !meant.isEmpty, let duration = parse(meant), !duration.isZero else {
            return tooLong(written)
        }
        return "did you mean '\(meant)'?"
    }

    private static func tooLong(_ written: String) -> String? {
        let digits = written.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty else { return nil }
        if Unit(rawValue: String(written.dropFirst(digits.count))) != nil { return "ten years are the longest" }
        return digits.count == written.count ? "give it a unit, such as \(written)d" : nil
    }

    private init?(_ parts: [Part]) {
        guard !parts.isEmpty else { return nil }
        var seconds: Int64 = 0
        var businessDays: Int64 = 0
        for part in parts {
            let (length, tooLong) = part.amount.multipliedReportingOverflow(by: part.unit.seconds)
            let (sum, tooMuch) = seconds.addingReportingOverflow(length)
            guard !tooLong, !tooMuch else { return nil }
            seconds = sum
            if part.unit == .businessDay { businessDays = part.amount }
        }
        guard seconds <= Self.longest, businessDays <= 2_600, let days = Int(exactly: businessDays) else { return nil }
        self.init(parts: parts, seconds: seconds, businessDays: days)
    }

    private static func takePart(from rest: inout Substring.UTF8View) -> Part? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest[digits.endIndex...]
        let letters = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        rest = rest[letters.endIndex...]
        guard let amount = Int64(Substring(digits)), let unit = Unit(rawValue: String(Substring(letters))) else {
            return nil
        }
        return Part(amount: amount, unit: unit)
    }
}

extension WrittenDuration: CustomStringConvertible {
    /// As it was written, without leading zeros: `1d12h`.
    package var description: String {
        parts.isEmpty ? "0" : parts.map { "\($0.amount)\($0.unit.rawValue)" }.joined()
    }
}
