/// Bytes as text (RFC 4648, the standard alphabet).
enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    static func text(of bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (16 - 8 * $1.offset) }
            for place in 0..<4 {
                result.append(place <= group.count ? letters[Int(bits >> (18 - 6 * place) & 63)] : padding)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// With its padding or without; nothing where it is neither.
    static func bytes(of text: String) -> [UInt8]? {
        var text = Array(text.utf8)
        if text.count % 4 == 0 {
            for _ in 0..<2 where text.last == padding { text.removeLast() }
        }
        guard text.count % 4 != 1 else { return nil }
        var result: [UInt8] = []
        var bits: UInt32 = 0
        for (index, letter) in text.enumerated() {
            guard let value = worth(letter) else { return nil }
            bits = bits << 6 | UInt32(value)
            if index % 4 > 0 { result.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * (index % 4)))) }
        }
        return result
    }

    private static func worth(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
        case UInt8.digits: letter - .zero + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
