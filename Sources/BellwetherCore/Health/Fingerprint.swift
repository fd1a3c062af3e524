/// Tells one content from another by a number that is the same on every machine and in every version of ours.
///
/// FNV-1a in 64 bits (Fowler, Noll, Vo), of which 48 are kept: those a column of doubles holds exactly. It guards
/// against mistakes, not against attackers.
struct Fingerprint: Sendable, Hashable {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    /// Takes in one part; where it ends is taken in too, so that 'ab', 'c' is not 'a', 'bc'.
    mutating func add(_ part: String) {
        for byte in part.utf8 { mix(byte) }
        mix(0xFF)
    }

    private mutating func mix(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    private var folded: UInt64 { (state ^ state >> 48) & 0xFFFF_FFFF_FFFF }

    /// As a column keeps it.
    var code: Double { Double(folded) }

    /// Twelve hexadecimal digits.
    var text: String {
        let digits = String(folded, radix: 16)
        return String(repeating: "0", count: 12 - digits.utf8.count) + digits
    }
}
