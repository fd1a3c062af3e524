/// A decimal number exactly as written: `mantissa ÷ 10^places`. Money never passes through binary floats.
package struct Decimal: Sendable, Hashable {
    package var mantissa: Int64
    package var places: Int

    package init(mantissa: Int64, places: Int) {
        self.mantissa = mantissa
        self.places = places
    }

    /// In units of `10^-wanted`, rounded half away from zero; `nil` where that does not fit.
    package func units(places wanted: Int) -> Int64? {
        if places <= wanted {
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: Self.power(wanted - places))
            return overflow ? nil : product
        }
        let divisor = Self.power(places - wanted)
        let (quotient, rest) = mantissa.quotientAndRemainder(dividingBy: divisor)
        return quotient + (abs(rest) * 2 >= divisor ? (mantissa < 0 ? -1 : 1) : 0)
    }

    /// Without a fraction, where it has none.
    package var whole: Int64? {
        let divisor = Self.power(places)
        return mantissa % divisor == 0 ? mantissa / divisor : nil
    }

    /// A number that is nothing but a few digits, as most counts are; nothing where it may be some other number.
    static func digits(_ text: ArraySlice<UInt8>) -> Int64? {
        guard (1...18).contains(text.count) else { return nil }
        var number: Int64 = 0
        for byte in text {
            guard byte &- 48 < 10 else { return nil }
            number = number &* 10 &+ Int64(byte &- 48)
        }
        return number
    }

    /// Exactly; `nil` where that does not fit.
    func timesTen(toThe exponent: Int) -> Decimal? {
        guard mantissa != 0 else { return self }
        let left = places - exponent
        if left >= 0 { return left <= 18 ? Decimal(mantissa: mantissa, places: left) : nil }
        guard left >= -18 else { return nil }
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: Self.power(-left))
        return overflow ? nil : Decimal(mantissa: product, places: 0)
    }

    package var double: Double { Double(mantissa) / Double(Self.power(places)) }

    private static func power(_ exponent: Int) -> Int64 {
        (0..<min(max(0, exponent), 18)).reduce(1) { power, _ in power * 10 }
    }
}

/// How a source writes numbers, shown by an example: `1234.56`, `1,234.56`, `1.234,56`, `1 234,56`.
///
/// Groups must be groups of three and the marks exactly these, so that `1.234` never passes for two different
/// numbers under one style. Where several styles are declared, the first that fits counts.
package struct NumberStyle: Sendable, Hashable {
    package let grouping: [UInt8]
    package let decimal: [UInt8]

    package static let plain = NumberStyle(grouping: [], decimal: [UInt8(ascii: ".")])

    package init(grouping: [UInt8], decimal: [UInt8]) {
        self.grouping = grouping
        self.decimal = decimal
    }

    /// Reads an example; `nil` where it is not one of `1234.56`, `1,234.56` and the like.
    package init?(example: String) {
        guard example.utf8.first == UInt8(ascii: "1"), let rest = Self.cut(example, after: "1", before: "234"),
            let mark = Self.cut(rest.after, after: "", before: "56"), mark.after == "", rest.mark != mark.mark,
            !mark.mark.isEmpty
        else { return nil }
        self.init(grouping: Array(rest.mark.utf8), decimal: Array(mark.mark.utf8))
    }

    private static func cut(_ text: String, after start: String, before end: String) -> (mark: String, after: String)? {
        let scalars = Array(text.unicodeScalars.dropFirst(start.unicodeScalars.count))
        let wanted = Array(end.unicodeScalars)
        for skipped in 0...1 where scalars.count >= skipped + wanted.count {
            guard Array(scalars[skipped..<skipped + wanted.count]) == wanted else { continue }
            return (Self.text(scalars.prefix(skipped)), Self.text(scalars.dropFirst(skipped + wanted.count)))
        }
        return nil
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
    }

    /// Digits, groups and decimals in exactly this style, with an optional sign; `nil` for anything else.
    package func read(_ text: ArraySlice<UInt8>) -> Decimal? {
        var rest = text
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        var number = Accumulator()
        guard readWhole(&rest, into: &number) else { return nil }
        if rest.starts(with: decimal) {
            rest = rest.dropFirst(decimal.count)
            guard number.takeDigits(&rest, areDecimals: true) > 0 else { return nil }
        }
        guard !number.overflowed else { return nil }
        let read = Decimal(mantissa: isNegative ? -number.mantissa : number.mantissa, places: number.places)
        return rest.isEmpty ? read : Self.exponent(rest).flatMap(read.timesTen(toThe:))
    }

    /// `E+05`, as spreadsheets write what is too long for a cell.
    private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
        guard text.first == UInt8(ascii: "E") || text.first == UInt8(ascii: "e") else { return nil }
        var digits = text.dropFirst()
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        guard digits.count <= 3, let number = Decimal.digits(digits) else { return nil }
        return isNegative ? -Int(number) : Int(number)
    }

    private func readWhole(_ rest: inout ArraySlice<UInt8>, into number: inout Accumulator) -> Bool {
        let first = number.takeDigits(&rest)
        guard first > 0 else { return rest.starts(with: decimal) && grouping.isEmpty }
        guard !grouping.isEmpty, rest.starts(with: grouping) else { return grouping.isEmpty || first <= 3 }
        guard first <= 3 else { return false }
        while rest.starts(with: grouping) {
            rest = rest.dropFirst(grouping.count)
            guard number.takeDigits(&rest) == 3 else { return false }
        }
        return true
    }

    private struct Accumulator {
        var mantissa: Int64 = 0
        var places = 0
        var overflowed = false

        mutating func takeDigits(_ rest: inout ArraySlice<UInt8>, areDecimals: Bool = false) -> Int {
            var taken = 0
            while let byte = rest.first, (48...57).contains(byte) {
                rest = rest.dropFirst()
                taken += 1
                // Past eighteen digits further decimals change nothing that money could show.
                if areDecimals, places >= 9 { continue }
                let (tenfold, over) = mantissa.multipliedReportingOverflow(by: 10)
                let (sum, past) = tenfold.addingReportingOverflow(Int64(byte - 48))
                overflowed = overflowed || over || past
                mantissa = over || past ? 0 : sum
                if areDecimals { places += 1 }
            }
            return taken
        }
    }
}
