import Diagnostics

extension Lexer {
    /// A text or bytes, if one begins here: `'…'`, `"…"`, either threefold, with `r` before it for one without escapes
    /// and `b` for bytes.
    mutating func literal() -> Token.Kind? {
        var ahead = 0
        var isBytes = false
        var isRaw = false
        if (peek() ?? 0) | 0x20 == UInt8(ascii: "b") {
            isBytes = true
            ahead += 1
        }
        if (peek(ahead) ?? 0) | 0x20 == UInt8(ascii: "r") {
            isRaw = true
            ahead += 1
        }
        guard let quote = peek(ahead), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
        let start = position
        position += ahead
        let isTriple = peek(1) == quote && peek(2) == quote
        position += isTriple ? 3 : 1
        guard let content = content(upTo: quote, isTriple: isTriple, isRaw: isRaw, isBytes: isBytes) else {
            diagnostics.append(.unclosedText(at: source.place(from: start, to: start + 1)))
            return .invalid
        }
        return isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
    }

    /// The bytes between the quotes, or nothing if they are never closed.
    private mutating func content(upTo quote: UInt8, isTriple: Bool, isRaw: Bool, isBytes: Bool) -> [UInt8]? {
        var content: [UInt8] = []
        while let byte = peek() {
            if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                position += isTriple ? 3 : 1
                return content
            }
            if !isTriple, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return nil }
            if byte == UInt8(ascii: "\\"), !isRaw {
                escape(into: &content, isBytes: isBytes)
            } else {
                content.append(byte)
                position += 1
            }
        }
        return nil
    }

    private mutating func escape(into content: inout [UInt8], isBytes: Bool) {
        let start = position
        position += 1
        guard let mark = peek() else { return }
        position += 1
        if let plain = Self.plainEscapes[mark] {
            content.append(plain)
        } else if let code = code(after: mark, isBytes: isBytes) {
            if isBytes {
                content.append(UInt8(truncatingIfNeeded: code))
            } else if let scalar = Unicode.Scalar(code) {
                content += Array(String(scalar).utf8)
            } else {
                note(from: start) { .notACodePoint($0, at: $1) }
            }
        } else {
            skip { $0 & 0xC0 == 0x80 }
            note(from: start) { .badEscape($0, inBytes: isBytes, at: $1) }
        }
    }

    /// One text may hold any number of mistakes, and to find a place costs a walk through all of it.
    private mutating func note(from start: Int, _ mistake: (_ text: String, _ place: Place) -> Diagnostic) {
        guard diagnostics.count < Diagnostic.enough else { return }
        diagnostics.append(mistake(text(from: start), place(from: start)))
    }

    /// The number behind `\x`, `\u`, `\U`, or in three octal digits.
    private mutating func code(after mark: UInt8, isBytes: Bool) -> UInt32? {
        switch mark {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): return digits(2)
        case UInt8(ascii: "u") where !isBytes: return digits(4)
        case UInt8(ascii: "U") where !isBytes: return digits(8)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            let octal = [mark, peek() ?? 0, peek(1) ?? 0]
            guard octal.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "7")).contains) else { return nil }
            position += 2
            return octal.reduce(0) { $0 * 8 + UInt32($1 - .zero) }
        default: return nil
        }
    }

    private mutating func digits(_ count: Int) -> UInt32? {
        var value: UInt32 = 0
        for ahead in 0..<count {
            guard let digit = peek(ahead)?.hexadecimal else { return nil }
            value = value << 4 | digit
        }
        position += count
        return value
    }

    private static let plainEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B,
        UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "?"): UInt8(ascii: "?"),
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "'"): UInt8(ascii: "'"),
        UInt8(ascii: "`"): UInt8(ascii: "`"),
    ]
}
