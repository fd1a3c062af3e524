import Diagnostics

extension Lexer {
    /// `60`, `60u`, `0x3C`, `0.5`, `.5`, `1e3`; not `1.`.
    mutating func number() -> Token.Kind {
        let start = position
        let kind = isHexadecimal ? hexadecimal() : decimal()
        guard let next = peek(), next.isNamePart else { return kind }
        skip { $0.isNamePart }
        diagnostics.append(.notANumber(text(from: start), at: place(from: start)))
        return .invalid
    }

    private var isHexadecimal: Bool {
        peek() == .zero && (peek(1) ?? 0) | 0x20 == UInt8(ascii: "x") && peek(2)?.hexadecimal != nil
    }

    private mutating func hexadecimal() -> Token.Kind {
        let start = position
        position += 2
        skip { $0.hexadecimal != nil }
        let digits = String(decoding: bytes[(start + 2)..<position], as: UTF8.self)
        return integer(digits, radix: 16, from: start)
    }

    private mutating func decimal() -> Token.Kind {
        let start = position
        skip { $0.isDigit }
        var isInteger = true
        if peek() == .dot, peek(1)?.isDigit == true {
            isInteger = false
            position += 1
            skip { $0.isDigit }
        }
        if let exponent = exponentLength() {
            isInteger = false
            position += exponent
            skip { $0.isDigit }
        }
        if isInteger { return integer(text(from: start), radix: 10, from: start) }
        guard let value = Double(text(from: start)), value.isFinite else {
            diagnostics.append(.tooLarge("double", at: place(from: start)))
            return .invalid
        }
        return .double(value)
    }

    /// How long the `e`, `e+` or `e-` before the digits of an exponent is.
    private func exponentLength() -> Int? {
        guard let mark = peek(), mark | 0x20 == UInt8(ascii: "e"), let next = peek(1) else { return nil }
        if next.isDigit { return 1 }
        guard next == .plus || next == .minus, peek(2)?.isDigit == true else { return nil }
        return 2
    }

    private mutating func integer(_ digits: String, radix: Int, from start: Int) -> Token.Kind {
        let isUnsigned = (peek() ?? 0) | 0x20 == UInt8(ascii: "u")
        if isUnsigned { position += 1 }
        guard let value = UInt64(digits, radix: radix) else {
            diagnostics.append(.tooLarge(isUnsigned ? "uint" : "int", at: place(from: start)))
            return .invalid
        }
        return isUnsigned ? .uint(value) : .int(value)
    }
}
