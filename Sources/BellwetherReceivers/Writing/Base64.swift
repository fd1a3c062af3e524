/// RFC 4648's base64, with padding.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    static func encoded(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let chunk = bytes[start..<min(start + 3, bytes.count)]
            let bits = chunk.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - chunk.count))
            for digit in 0..<4 {
                output.append(digit <= chunk.count ? alphabet[bits >> (18 - 6 * digit) & 63] : padding)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Nothing where it is no base64; padding may be left out.
    static func decoded(_ text: some StringProtocol) -> [UInt8]? {
        let padded = Array(text.utf8)
        let digits = Array(padded.reversed().drop { $0 == padding }.reversed())
        guard padded.count - digits.count <= 2, digits.count % 4 != 1 else { return nil }
        var output: [UInt8] = []
        var (bits, count) = (0, 0)
        for digit in digits {
            guard let value = alphabet.firstIndex(of: digit) else { return nil }
            (bits, count) = (bits << 6 | value, count + 6)
            if count >= 8 {
                count -= 8
                output.append(UInt8(truncatingIfNeeded: bits >> count))
                bits &= 1 << count - 1
            }
        }
        return output
    }
}
