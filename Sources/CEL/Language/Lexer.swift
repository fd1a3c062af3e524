import Diagnostics

/// Takes a text apart into tokens. What is wrong is noted, and reading goes on behind it.
struct Lexer {
    /// Longer texts are refused: no person wrote them.
    static let longest = 100_000

    let source: Fragment
    let bytes: [UInt8]
    var position = 0
    var diagnostics: [Diagnostic] = []

    init(_ source: Fragment) {
        self.source = source
        bytes = Array(source.text.utf8)
    }

    mutating func tokens() -> [Token] {
        guard bytes.count <= Self.longest else {
            diagnostics.append(.tooLong(at: source.place, limit: Self.longest))
            return [Token(kind: .end, range: 0..<0)]
        }
        var tokens: [Token] = []
        while diagnostics.count < Diagnostic.enough {
            skipBlanks()
            let start = position
            guard let byte = peek() else { break }
            let kind = token(beginningWith: byte)
            tokens.append(Token(kind: kind, range: start..<position))
        }
        tokens.append(Token(kind: .end, range: position..<position))
        return tokens
    }

    func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    func place(from start: Int) -> Place { source.place(from: start, to: max(position, start + 1)) }

    func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

    mutating func skip(while isWanted: (UInt8) -> Bool) {
        while let byte = peek(), isWanted(byte) { position += 1 }
    }

    private mutating func skipBlanks() {
        while let byte = peek() {
            if byte.isBlank {
                position += 1
            } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
                skip { $0 != UInt8(ascii: "\n") }
            } else {
                return
            }
        }
    }

    private mutating func token(beginningWith byte: UInt8) -> Token.Kind {
        if byte.isDigit || (byte == .dot && peek(1)?.isDigit == true) { return number() }
        if let literal = literal() { return literal }
        if byte.isNameStart { return name() }
        if byte == UInt8(ascii: "`") { return quotedName() }
        return symbol(beginningWith: byte)
    }

    private mutating func name() -> Token.Kind {
        let start = position
        skip { $0.isNamePart }
        return .name(text(from: start))
    }

    private mutating func quotedName() -> Token.Kind {
        let start = position
        position += 1
        skip { $0.isQuotedNamePart }
        guard position > start + 1, peek() == UInt8(ascii: "`") else {
            skip { $0 != UInt8(ascii: "`") && $0 != UInt8(ascii: "\n") }
            if peek() == UInt8(ascii: "`") { position += 1 }
            diagnostics.append(.badQuotedName(at: place(from: start)))
            return .invalid
        }
        position += 1
        return .quotedName(String(decoding: bytes[(start + 1)..<(position - 1)], as: UTF8.self))
    }

    private mutating func symbol(beginningWith byte: UInt8) -> Token.Kind {
        let start = position
        let pair = peek(1).flatMap { Symbol(rawValue: String(decoding: [byte, $0], as: UTF8.self)) }
        if let pair {
            position += 2
            return .symbol(pair)
        }
        position += 1
        if let single = Symbol(rawValue: String(decoding: [byte], as: UTF8.self)) { return .symbol(single) }
        if let meant = Self.halves[byte] {
            diagnostics.append(.half(text(from: start), of: meant.rawValue, at: place(from: start)))
            return .symbol(meant)
        }
        skip { $0 & 0xC0 == 0x80 }
        diagnostics.append(.strange(text(from: start), at: place(from: start)))
        return .invalid
    }

    /// What is meant by half an operator.
    private static let halves: [UInt8: Symbol] = [
        UInt8(ascii: "="): .equal, UInt8(ascii: "&"): .and, UInt8(ascii: "|"): .or,
    ]
}

extension UInt8 {
    var isDigit: Bool { UInt8.digits.contains(self) }

    var isBlank: Bool { self == 0x20 || (0x09...0x0A).contains(self) || self == 0x0C || self == 0x0D }

    var isNameStart: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || self == UInt8(ascii: "_")
    }

    var isNamePart: Bool { isNameStart || isDigit }

    fileprivate var isQuotedNamePart: Bool {
        isNamePart || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " ")].contains(self)
    }

    /// What a hexadecimal digit is worth.
    var hexadecimal: UInt32? {
        switch self {
        case UInt8.digits: UInt32(self - .zero)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
