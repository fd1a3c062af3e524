/// Text that was UTF-8 already when something took it for Windows-1252 or Latin-1 and turned it into UTF-8 once more:
/// `Ã©` for `é`.
enum DoubleEncoding {
    /// The text as it was before, where that is what happened; any other text unchanged.
    ///
    /// Hardly any text that was meant as it stands is valid UTF-8 again when its letters are taken for bytes; which
    /// fields to try it on is declared all the same.
    static func undone(_ text: ArraySlice<UInt8>) -> String {
        let written = String(decoding: text, as: UTF8.self)
        guard text.contains(where: { $0 >= 0x80 }) else { return written }
        var bytes: [UInt8] = []
        for scalar in written.unicodeScalars {
            guard let byte = byte(of: scalar) else { return written }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self) ?? written
    }

    private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        scalar.value <= 0xFF ? UInt8(scalar.value) : windows1252[scalar.value]
    }

    /// What Windows-1252 has in place of Latin-1's control characters, back to its byte.
    private static let windows1252: [UInt32: UInt8] = [
        0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86, 0x2021: 0x87, 0x02C6: 0x88,
        0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C, 0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93,
        0x201D: 0x94, 0x2022: 0x95, 0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B,
        0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
    ]
}
