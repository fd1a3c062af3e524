/// What a plain scalar means by the core schema of YAML 1.2 (section 10.3.2 of its specification).
///
/// The patterns are matched before Swift is asked to convert: `Double("inf")` and `Double("0x1p3")` succeed, but
/// are texts in YAML.
enum CoreSchema {
    /// Nothing where it is a number that 64 bits cannot hold.
    static func resolve(_ text: String) -> Node.Content? {
        if isNull(text) { return .null }
        if let value = bool(text) { return .bool(value) }
        switch form(of: text) {
        case .integer(let radix): return integer(text, radix: radix).map(Node.Content.integer)
        case .real: return real(text).map(Node.Content.real)
        case .text: return .text(text)
        }
    }

    static func isNull(_ text: String) -> Bool {
        switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    static func bool(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    static func integer(_ text: String, radix: Int) -> Int64? {
        Int64(radix == 10 ? text[...] : text.dropFirst(2), radix: radix)
    }

    /// Nothing where the number is too large for a double, or so small that it would become zero.
    static func real(_ text: String) -> Double? {
        switch text.drop(while: { $0 == "+" || $0 == "-" }) {
        case ".inf", ".Inf", ".INF": return text.utf8.first == UInt8(ascii: "-") ? -.infinity : .infinity
        case ".nan", ".NaN", ".NAN": return .nan
        default: break
        }
        guard let value = Double(text), value.isFinite else { return nil }
        let mantissa = text.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let isWrittenZero = !mantissa.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
        return value.isZero == isWrittenZero ? value : nil
    }
}

// MARK: Patterns

extension CoreSchema {
    enum Form: Equatable {
        case integer(radix: Int)
        case real
        case text
    }

    /// Which of the schema's patterns a scalar matches.
    static func form(of text: String) -> Form {
        // Most texts are told from numbers by their first byte.
        guard let first = text.utf8.first, first < UInt8(ascii: ":") else { return .text }
        var rest = Substring(text).utf8
        if rest.starts(with: "0x".utf8) { return form(ofDigits: rest.dropFirst(2), radix: 16) }
        if rest.starts(with: "0o".utf8) { return form(ofDigits: rest.dropFirst(2), radix: 8) }
        let isSigned = skip("+-", in: &rest)
        if isSpecial(rest, isSigned: isSigned) { return .real }
        return form(ofDecimal: rest)
    }

    private static func form(ofDigits digits: Substring.UTF8View, radix: Int) -> Form {
        let isNumber =
            !digits.isEmpty
            && digits.allSatisfy { digit in
                UInt8(ascii: "0") <= digit && digit < UInt8(ascii: "0") + UInt8(min(radix, 10))
                    || radix == 16 && (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit | 0x20)
            }
        return isNumber ? .integer(radix: radix) : .text
    }

    /// `.inf` with or without a sign, `.nan` without.
    private static func isSpecial(_ rest: Substring.UTF8View, isSigned: Bool) -> Bool {
        switch Substring(rest) {
        case ".inf", ".Inf", ".INF": true
        case ".nan", ".NaN", ".NAN": !isSigned
        default: false
        }
    }

    /// `[0-9]+`, or `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, behind the sign.
    private static func form(ofDecimal unsigned: Substring.UTF8View) -> Form {
        var rest = unsigned
        let whole = skipDigits(in: &rest)
        if rest.isEmpty { return whole > 0 ? .integer(radix: 10) : .text }
        if skip(".", in: &rest) {
            guard whole + skipDigits(in: &rest) > 0 else { return .text }
        } else if whole == 0 {
            return .text
        }
        if skip("eE", in: &rest) {
            _ = skip("+-", in: &rest)
            guard skipDigits(in: &rest) > 0 else { return .text }
        }
        return rest.isEmpty ? .real : .text
    }

    private static func skip(_ any: StaticString, in rest: inout Substring.UTF8View) -> Bool {
        guard let first = rest.first, any.withUTF8Buffer({ $0.contains(first) }) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private static func skipDigits(in rest: inout Substring.UTF8View) -> Int {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest[digits.endIndex...]
        return digits.count
    }
}
