extension NumberText {
    /// With so many digits behind the point, halves to the even neighbour: `%.2f`.
    static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return general(value) }
        var exact = ExactDecimal(value)
        exact.round(toDigits: exact.point + places)
        let text = positional(exact.digits, point: exact.point, places: places)
        return sign(value) + text
    }

    /// With one digit before the point, so many behind it, and an exponent: `%.2e`.
    static func exponential(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return general(value) }
        var exact = ExactDecimal(value)
        exact.round(toDigits: places + 1)
        let exponent = exact.digits.isEmpty ? 0 : exact.point - 1
        let text = positional(exact.digits, point: exact.digits.isEmpty ? 0 : 1, places: places)
        let size = String(exponent.magnitude)
        return sign(value) + text + (exponent < 0 ? "e-" : "e+") + (size.utf8.count < 2 ? "0" : "") + size
    }

    /// The shortest digits that read back as the same number, never with an exponent.
    static func plain(_ value: Double) -> String {
        guard value.isFinite else { return general(value) }
        return sign(value) + positional(value)
    }

    private static func sign(_ value: Double) -> String { value.sign == .minus ? "-" : "" }

    private static func positional(_ digits: [UInt8], point: Int, places: Int) -> String {
        let characters = digits.map { $0 + .zero }
        let whole = point <= 0 ? [.zero] : Array(characters.prefix(point))
        let missing = max(0, point - characters.count)
        var text = whole + [UInt8](repeating: .zero, count: missing)
        guard places > 0 else { return String(decoding: text, as: UTF8.self) }
        let fraction = [UInt8](repeating: .zero, count: max(0, -point)) + characters.dropFirst(max(0, point))
        text.append(.dot)
        text += fraction.prefix(places)
        text += [UInt8](repeating: .zero, count: max(0, places - fraction.count))
        return String(decoding: text, as: UTF8.self)
    }
}
