extension Day: CustomStringConvertible {
    /// `2026-03-02`
    package var description: String {
        String(unsafeUninitializedCapacity: 10) { text in
            write(into: text)
            return 10
        }
    }

    /// Reads `2026-03-02` and nothing else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = digits(bytes[0..<4]), let month = digits(bytes[5..<7]), let day = digits(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension Moment: CustomStringConvertible {
    /// `2026-03-02T09:00:00Z`
    package var description: String {
        let day = Day(number: Int32(seconds.floorDivided(by: 86_400)))
        let rest = Int(seconds - Int64(day.number) * 86_400)
        // Every alert's id has one: written digit by digit, which is a good deal faster than joining strings.
        return String(unsafeUninitializedCapacity: 20) { text in
            day.write(into: text)
            text[10] = UInt8(ascii: "T")
            writeDigits(rest / 3600, to: text, at: 11, digits: 2)
            text[13] = UInt8(ascii: ":")
            writeDigits(rest / 60 % 60, to: text, at: 14, digits: 2)
            text[16] = UInt8(ascii: ":")
            writeDigits(rest % 60, to: text, at: 17, digits: 2)
            text[19] = UInt8(ascii: "Z")
            return 20
        }
    }

    /// Reads RFC 3339 with a zone, `2026-03-02T09:00Z` to `2026-03-02 09:00:00.123+01:00`; a fraction is cut off.
    package init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        guard bytes.count >= 17, let day = Day(String(decoding: bytes.prefix(10), as: UTF8.self)),
            [UInt8(ascii: "T"), UInt8(ascii: " ")].contains(bytes[10]), bytes[13] == UInt8(ascii: ":"),
            let hour = digits(bytes[11..<13]), let minute = digits(bytes[14..<16]), hour < 24, minute < 60
        else { return nil }
        bytes = bytes[16...]
        var second = 0
        if bytes.first == UInt8(ascii: ":") {
            guard bytes.count >= 3, let value = digits(bytes[17..<19]), value < 61 else { return nil }
            second = min(value, 59)
            bytes = bytes[19...]
            if bytes.first == UInt8(ascii: ".") { bytes = bytes.dropFirst().drop { (48...57).contains($0) } }
        }
        guard let offset = Moment.offset(bytes) else { return nil }
        self.init(seconds: Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset))
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        if bytes.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
        guard bytes.count == 6, let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
            return nil
        }
        let start = bytes.startIndex
        guard bytes[start + 3] == UInt8(ascii: ":"), let hours = digits(bytes[start + 1..<start + 3]),
            let minutes = digits(bytes[start + 4..<start + 6]), hours < 24, minutes < 60
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

extension Int64 {
    /// Division that rounds down, also below zero.
    package func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

private func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
    }
    return value
}

extension Day {
    fileprivate func write(into text: UnsafeMutableBufferPointer<UInt8>) {
        let (year, month, day) = civil
        writeDigits(year, to: text, at: 0, digits: 4)
        text[4] = UInt8(ascii: "-")
        writeDigits(month, to: text, at: 5, digits: 2)
        text[7] = UInt8(ascii: "-")
        writeDigits(day, to: text, at: 8, digits: 2)
    }
}

/// The last digits: four of a year are all that ISO 8601 writes.
private func writeDigits(_ number: Int, to text: UnsafeMutableBufferPointer<UInt8>, at place: Int, digits: Int) {
    var rest = number.magnitude
    for digit in stride(from: place + digits - 1, through: place, by: -1) {
        text[digit] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
    }
}
