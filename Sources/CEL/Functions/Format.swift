extension Function {
    /// `'%s owes %.2f'.format([name, amount])`
    static let format = Function(
        "format", [Overload(.member, [.string, .list(.dyn)], .string)],
        help:
            "The text with values in place of %s, %d, %f, %e, %x, %X, %o and %b; %.2f has two digits, %% is a percent sign.",
        example: "'%s: %.1f'.format([account.name, health.score])",
        body: Body(binary: { format, arguments in
            guard case .string(let format) = format, case .list(let arguments) = arguments else {
                return .noOverload("format", format, arguments)
            }
            do throws(EvaluationError) {
                var formatter = Formatter(format, arguments)
                return .string(try formatter.text())
            } catch {
                return .failure(error)
            }
        }).costing(.linear))
}

/// Follows one format.
private struct Formatter {
    private let format: [UInt8]
    private let arguments: [Value]
    private var used = 0
    private var result: [UInt8] = []

    init(_ format: String, _ arguments: [Value]) {
        self.format = Array(format.utf8)
        self.arguments = arguments
    }

    mutating func text() throws(EvaluationError) -> String {
        var place = 0
        while place < format.count {
            guard format[place] == UInt8(ascii: "%") else {
                result.append(format[place])
                place += 1
                continue
            }
            place += 1
            try clause(&place)
            guard result.count <= Text.longest else { throw .tooMuchWork }
        }
        guard used == arguments.count else {
            throw .badFormat("'format' is given \(arguments.count) values, and the text has places for \(used)")
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func clause(_ place: inout Int) throws(EvaluationError) {
        if place < format.count, format[place] == UInt8(ascii: "%") {
            result.append(format[place])
            place += 1
            return
        }
        let precision = try precision(&place)
        guard place < format.count else { throw .badFormat("'%' at the end of a format is written '%%'") }
        let mark = Unicode.Scalar(format[place])
        place += 1
        guard used < arguments.count else {
            throw .badFormat("'format' is given \(arguments.count) values, and the text has more places")
        }
        let argument = arguments[used]
        used += 1
        guard let text = try text(of: argument, as: mark, precision) else {
            throw .badFormat("'%\(mark)' does not take \(argument.typeInWords)")
        }
        result += Array(text.utf8)
    }

    private static let mostDigits = 1_000

    private func precision(_ place: inout Int) throws(EvaluationError) -> Int? {
        guard place < format.count, format[place] == .dot else { return nil }
        let digits = format[(place + 1)...].prefix { UInt8.digits.contains($0) }
        place += 1 + digits.count
        guard let precision = Int(String(decoding: digits, as: UTF8.self)), precision <= Self.mostDigits else {
            throw .badFormat("a number of digits, at most \(Self.mostDigits), stands behind '%.'")
        }
        return precision
    }

    private func text(
        of value: Value, as mark: Unicode.Scalar, _ precision: Int?
    ) throws(EvaluationError) -> String? {
        guard precision == nil || mark == "f" || mark == "e" else {
            throw .badFormat("'%\(mark)' takes no number of digits")
        }
        switch mark {
        case "s": return value.formatted
        case "d": return value.isNumber ? value.formatted : nil
        case "f": return value.asDouble.map { NumberText.fixed($0, places: precision ?? 6) }
        case "e": return value.asDouble.map { NumberText.exponential($0, places: precision ?? 6) }
        case "x": return hexadecimal(value, uppercase: false)
        case "X": return hexadecimal(value, uppercase: true)
        case "o": return value.digits(radix: 8)
        case "b":
            if case .bool(let value) = value { return value ? "1" : "0" }
            return value.digits(radix: 2)
        default:
            throw .badFormat("'%\(mark)' is not among %s, %d, %f, %e, %x, %X, %o and %b; a percent sign is '%%'")
        }
    }

    private func hexadecimal(_ value: Value, uppercase: Bool) -> String? {
        switch value {
        case .string(let text): hexadecimal(Array(text.utf8), uppercase)
        case .bytes(let bytes): hexadecimal(bytes, uppercase)
        default: value.digits(radix: 16, uppercase: uppercase)
        }
    }

    private func hexadecimal(_ bytes: [UInt8], _ uppercase: Bool) -> String {
        let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension Value {
    /// As `%s` writes it; nothing for what has no text, such as a fact.
    fileprivate var formatted: String? {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .uint(let value): String(value)
        case .double(let value): NumberText.plain(value)
        case .string(let value): value
        case .bytes(let value): String(leniently: value)
        case .timestamp(let seconds, let nanoseconds): TimeText.timestamp(seconds, nanoseconds)
        case .duration(let nanoseconds): TimeText.duration(nanoseconds)
        case .type(let name): name
        case .list(let elements): Self.formatted(elements).map { "[\($0.joined(separator: ", "))]" }
        case .map(let map): Self.formatted(map)
        case .optional, .record, .unknown, .failure: nil
        }
    }

    private static func formatted(_ values: [Value]) -> [String]? {
        let texts = values.compactMap(\.formatted)
        return texts.count == values.count ? texts : nil
    }

    /// In the order of the keys as they are written.
    private static func formatted(_ map: MapValue) -> String? {
        guard let keys = formatted(map.entries.map(\.key)), let values = formatted(map.entries.map(\.value)) else {
            return nil
        }
        let entries = zip(keys, values).sorted { $0.0.precedes($1.0) }
        return "{\(entries.map { "\($0): \($1)" }.joined(separator: ", "))}"
    }

    fileprivate var asDouble: Double? {
        switch self {
        case .int(let value): Double(value)
        case .uint(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    fileprivate func digits(radix: Int, uppercase: Bool = false) -> String? {
        switch self {
        case .int(let value): String(value, radix: radix, uppercase: uppercase)
        case .uint(let value): String(value, radix: radix, uppercase: uppercase)
        default: nil
        }
    }
}

extension String {
    /// With U+FFFD in place of bytes that are not UTF-8, one for all that stand together.
    fileprivate init(leniently bytes: [UInt8]) {
        var text = ""
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var isBehindError = false
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar):
                text.unicodeScalars.append(scalar)
                isBehindError = false
            case .error:
                if !isBehindError { text.unicodeScalars.append("\u{FFFD}") }
                isBehindError = true
            case .emptyInput:
                self = text
                return
            }
        }
    }
}
