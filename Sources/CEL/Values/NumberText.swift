/// Doubles as text, and text as numbers.
enum NumberText {
    /// The shortest digits that read back as the same number, in the way people write them: `48.2`, `1000000`.
    static func shortest(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15, abs(value) >= 1e-6 || value == 0 else { return general(value) }
        let (digits, point) = decimal(value)
        let text = positional(digits, point)
        return value.sign == .minus ? "-" + text : text
    }

    /// C's and Go's `%g` with the shortest digits: `1`, `1e+06`, `1.5e-05`; this is the language's `string()`.
    static func general(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        let sign = value.sign == .minus ? "-" : ""
        guard value.isFinite else { return sign + "Infinity" }
        let (digits, point) = decimal(value)
        let exponent = point - 1
        return sign + ((-4..<6).contains(exponent) ? positional(digits, point) : scientific(digits, exponent))
    }

    /// Decimal digits with an optional sign, fraction and exponent, or one of the names of what is not finite.
    static func double(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        let unsigned = bytes.first.map { $0 == .plus || $0 == .minus } == true ? bytes.dropFirst() : bytes[...]
        let names = ["inf", "infinity", "nan"]
        if names.contains(String(decoding: unsigned, as: UTF8.self).lowercased()) { return Double(text) }
        guard isDecimal(unsigned) else { return nil }
        return Double(text)
    }

    static func integer<Number: FixedWidthInteger>(_ text: String, as type: Number.Type) -> Number? {
        Number(text, radix: 10)
    }

    private static func isDecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        var digits = rest.dropDigits()
        if rest.first == .dot {
            rest = rest.dropFirst()
            digits += rest.dropDigits()
        }
        guard digits > 0 else { return false }
        if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if let sign = rest.first, sign == .plus || sign == .minus { rest = rest.dropFirst() }
            guard rest.dropDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// The shortest digits, and where the decimal point stands among them: 0.0125 is 125 and -1.
    private static func decimal(_ value: Double) -> (digits: [UInt8], point: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        let text = Array(value.magnitude.description.utf8)
        for (index, byte) in text.enumerated() {
            if byte == .dot {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        var place = (point ?? digits.count) + exponent
        while digits.count > 1, digits.first == .zero {
            digits.removeFirst()
            place -= 1
        }
        while digits.count > 1, digits.last == .zero { digits.removeLast() }
        return value == 0 ? ([.zero], 1) : (digits, place)
    }

    /// The shortest digits of a number that is not below 0.
    static func positional(_ value: Double) -> String {
        let (digits, point) = decimal(value)
        return positional(digits, point)
    }

    private static func positional(_ digits: [UInt8], _ point: Int) -> String {
        let whole = point <= 0 ? [.zero] : padded(Array(digits.prefix(point)), to: point)
        let fraction = [UInt8](repeating: .zero, count: max(0, -point)) + digits.dropFirst(max(0, point))
        return String(decoding: fraction.isEmpty ? whole : whole + [.dot] + fraction, as: UTF8.self)
    }

    private static func scientific(_ digits: [UInt8], _ exponent: Int) -> String {
        let mantissa = digits.count == 1 ? digits : [digits[0], .dot] + digits.dropFirst()
        let size = String(exponent.magnitude)
        return String(decoding: mantissa, as: UTF8.self) + (exponent < 0 ? "e-" : "e+")
            + (size.utf8.count < 2 ? "0" : "") + size
    }

    private static func padded(_ digits: [UInt8], to count: Int) -> [UInt8] {
        digits + [UInt8](repeating: .zero, count: max(0, count - digits.count))
    }
}

extension ArraySlice<UInt8> {
    /// Takes the leading digits away; how many there were.
    fileprivate mutating func dropDigits() -> Int {
        let digits = prefix { UInt8.digits.contains($0) }
        self = dropFirst(digits.count)
        return digits.count
    }
}

extension Double {
    /// The same number as an integer, if it is a whole one that fits. (`Int64(exactly:)` would need the C math library.)
    func whole<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        guard self >= Double(Number.min), self < Double(Number.max) else { return nil }
        let number = Number(self)
        return Double(number) == self ? number : nil
    }
}

extension UInt8 {
    static let plus = UInt8(ascii: "+")
    static let minus = UInt8(ascii: "-")
    static let dot = UInt8(ascii: ".")
    static let zero = UInt8(ascii: "0")
    static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
}
