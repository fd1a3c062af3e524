/// The bytes of one file in UTF-8, and where each code point of them stands.
///
/// libyaml counts code points, and takes U+0085, U+2028 and U+2029 for line ends, which no editor does; so only
/// its running count is used, and lines and columns are ours.
struct Layout {
    let bytes: [UInt8]
    /// The byte at which every 64th code point begins: one long line must not cost a walk for each place on it.
    private let checkpoints: [Int]
    /// Code points before each line.
    private let lines: [Int]
    private let codePoints: Int

    private static let stride = 64

    init(_ bytes: [UInt8]) {
        var checkpoints: [Int] = []
        var lines = [0]
        var count = 0
        bytes.withUnsafeBufferPointer { bytes in
            for offset in bytes.indices where bytes[offset] & 0xC0 != 0x80 {
                if count % Self.stride == 0 { checkpoints.append(offset) }
                count += 1
                if Self.endsLine(offset, in: bytes) { lines.append(count) }
            }
        }
        self.bytes = bytes
        self.checkpoints = checkpoints
        self.lines = lines
        codePoints = count
    }

    private static func endsLine(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch bytes[offset] {
        case UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): offset + 1 == bytes.count || bytes[offset + 1] != UInt8(ascii: "\n")
        default: false
        }
    }

    /// The byte at which a code point begins; the end of the file for those behind it.
    func offset(ofCodePoint index: Int) -> Int {
        guard index < codePoints else { return bytes.count }
        var offset = checkpoints[index / Self.stride]
        var left = index % Self.stride
        while left > 0 {
            offset += 1
            if bytes[offset] & 0xC0 != 0x80 { left -= 1 }
        }
        return offset
    }

    /// Line and column of a code point, from 1.
    func position(ofCodePoint index: Int) -> (line: Int, column: Int) {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle] <= index { low = middle } else { high = middle }
        }
        return (low + 1, index - lines[low] + 1)
    }

    /// How many code points of a line, from an index on, are left before its break.
    func room(onLineFrom index: Int, to end: Int) -> Int {
        let start = offset(ofCodePoint: index)
        let stretch = bytes[start..<max(start, offset(ofCodePoint: end))]
        return stretch.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }.count { $0 & 0xC0 != 0x80 }
    }
}
