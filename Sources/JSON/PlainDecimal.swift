/// Numbers with a fraction, as they were written.
///
/// The shortest text that reads as the same binary number is the text it came from, as long as that had no more than
/// fifteen digits: `12.1` stays `12.1`, so money that passes through here stays exact.
enum PlainDecimal {
    /// Without an exponent: `1e-05` is `0.00001`.
    static func text(of number: Double) -> String {
        let short = number.description
        guard let mark = short.firstIndex(of: "e"), let exponent = Int(short[short.index(after: mark)...]) else {
            return short.hasSuffix(".0") ? String(short.dropLast(2)) : short
        }
        return moved(short[..<mark], by: exponent)
    }

    private static func moved(_ mantissa: Substring, by exponent: Int) -> String {
        let sign = mantissa.hasPrefix("-") ? "-" : ""
        let digits = mantissa.filter(\.isNumber)
        let point =
            (mantissa.drop { $0 == "-" }.firstIndex(of: ".").map {
                mantissa.distance(from: mantissa.startIndex, to: $0) - sign.count
            } ?? digits.count) + exponent
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + trimmed(digits) }
        if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
        let rest = trimmed(String(digits.dropFirst(point)))
        return sign + digits.prefix(point) + (rest.isEmpty ? "" : "." + rest)
    }

    private static func trimmed(_ digits: String) -> String {
        String(digits.reversed().drop { $0 == "0" }.reversed())
    }
}
