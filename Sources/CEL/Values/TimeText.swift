/// Timestamps and durations as text: RFC 3339 and `1h30m`.
enum TimeText {
    static func timestamp(_ seconds: Int64, _ nanoseconds: Int32) -> String {
        let time = CalendarTime(seconds: seconds)
        let date = [padded(time.year, 4), padded(time.month, 2), padded(time.day, 2)].joined(separator: "-")
        let clock = [time.secondOfDay / 3600, time.secondOfDay / 60 % 60, time.secondOfDay % 60]
        return date + "T" + clock.map { padded($0, 2) }.joined(separator: ":") + fraction(Int64(nanoseconds)) + "Z"
    }

    /// In seconds: `5400s`, `1.5s`.
    static func duration(_ nanoseconds: Int64) -> String {
        let size = nanoseconds.magnitude
        let sign = nanoseconds < 0 ? "-" : ""
        return sign + String(size / 1_000_000_000) + fraction(Int64(size % 1_000_000_000)) + "s"
    }

    /// RFC 3339 with a zone; nothing else, and no leap second.
    static func timestamp(from text: String) -> Value? {
        var reader = Reader(text)
        guard let year = reader.number(digits: 4), reader.take("-"),
            let month = reader.number(digits: 2), reader.take("-"),
            let day = reader.number(digits: 2), reader.take("T"),
            let hour = reader.number(digits: 2), reader.take(":"),
            let minute = reader.number(digits: 2), reader.take(":"),
            let second = reader.number(digits: 2),
            let nanoseconds = reader.fraction(), let offset = reader.offset(), reader.isAtEnd,
            (1...12).contains(month), (1...CalendarTime.length(ofMonth: month, in: year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = CalendarTime.days(year, month, day)
        let seconds = Int64(days * 86_400 + hour * 3600 + minute * 60 + second - offset)
        return .timestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }

    /// Such as `-1.5h` or `1h30m`; units are h, m, s, ms, us and ns. Exact to the nanosecond, what is below is dropped.
    static func duration(from text: String) -> Value? {
        var reader = Reader(text)
        let isNegative = reader.take("-")
        if !isNegative { _ = reader.take("+") }
        if reader.rest == [.zero] { return .duration(nanoseconds: 0) }
        guard !reader.isAtEnd else { return nil }
        var total: UInt64 = 0
        while !reader.isAtEnd {
            guard let part = reader.quantity() else { return nil }
            let (sum, isOver) = total.addingReportingOverflow(part)
            guard !isOver else { return nil }
            total = sum
        }
        guard total <= UInt64(Int64.max) else { return nil }
        return .duration(nanoseconds: isNegative ? -Int64(total) : Int64(total))
    }

    /// `+01:00`, `-02:30`, or `02:00` without a sign: seconds east of UTC.
    static func offset(from text: String) -> Int? {
        var reader = Reader(text)
        let sign = reader.take("-") ? -1 : 1
        if sign > 0 { _ = reader.take("+") }
        guard let hours = reader.number(digits: 2), reader.take(":"), let minutes = reader.number(digits: 2),
            reader.isAtEnd, hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private static func fraction(_ nanoseconds: Int64) -> String {
        guard nanoseconds > 0 else { return "" }
        var digits = padded(Int(nanoseconds), 9)
        while digits.last == "0" { digits.removeLast() }
        return "." + digits
    }

    private static func padded(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}

/// Reads a short text from left to right.
private struct Reader {
    var rest: ArraySlice<UInt8>

    init(_ text: String) { rest = Array(text.utf8)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func number(digits count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(UInt8.digits.contains) else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - .zero) }
    }

    /// Nanoseconds from `.5`; none is 0.
    mutating func fraction() -> Int? {
        guard take(".") else { return 0 }
        let digits = rest.prefix { UInt8.digits.contains($0) }
        guard (1...9).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 - .zero) }
        return (digits.count..<9).reduce(value) { value, _ in value * 10 }
    }

    /// `Z` or `+01:00`, in seconds.
    mutating func offset() -> Int? {
        if take("Z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(digits: 2), take(":"), let minutes = number(digits: 2),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    /// A number with its unit, such as `1.5h`, in nanoseconds.
    mutating func quantity() -> UInt64? {
        let whole = rest.prefix { UInt8.digits.contains($0) }
        rest = rest.dropFirst(whole.count)
        var part: ArraySlice<UInt8> = []
        if take(".") {
            part = rest.prefix { UInt8.digits.contains($0) }
            rest = rest.dropFirst(part.count)
        }
        guard !(whole.isEmpty && part.isEmpty), let unit = unit() else { return nil }
        guard let count = whole.isEmpty ? 0 : UInt64(String(decoding: whole, as: UTF8.self)) else { return nil }
        let (nanoseconds, isOver) = count.multipliedReportingOverflow(by: unit)
        guard !isOver else { return nil }
        let (sum, isOverToo) = nanoseconds.addingReportingOverflow(Self.share(part, of: unit))
        return isOverToo ? nil : sum
    }

    /// The digits behind the point, of a unit, rounded down; past the eighteenth they cannot count.
    private static func share(_ digits: ArraySlice<UInt8>, of unit: UInt64) -> UInt64 {
        var sum: UInt64 = 0
        var scale: UInt64 = 1
        for digit in digits.prefix(18) {
            sum = sum * 10 + UInt64(digit - .zero)
            scale *= 10
        }
        let (high, low) = sum.multipliedFullWidth(by: unit)
        return scale.dividingFullWidth((high, low)).quotient
    }

    private mutating func unit() -> UInt64? {
        let units: [(String, UInt64)] = [
            ("ms", 1_000_000), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ns", 1),
            ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ]
        for (name, size) in units where rest.starts(with: Array(name.utf8)) {
            rest = rest.dropFirst(name.utf8.count)
            return size
        }
        return nil
    }
}
