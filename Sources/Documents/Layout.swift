/// The bytes of one file in UTF-8, and where each code point of them stands.
///
/// libyaml counts code points, and takes U+0085, U+2028 and U+2029 for line ends, which no editor does; so only
/// its running count is used, and lines and columns are ours.
struct Layout {
    let bytes: [UInt8]
    /// The byte at which every 64th code point begins: one long line must not cost a walk for each place on it.
    private let checkpoints: [Int]
    /// Code points before each line, and at the end all of them.
    private let lines: [Int]

    private static let stride = 64

    init(_ bytes: [UInt8]) {
        var checkpoints: [Int] = []
        var lines = [0]
        var count = 0
        bytes.withUnsafeBufferPointer { bytes in
            var offset = 0
            while offset < bytes.count {
                if bytes[offset] & 0xC0 != 0x80 {
                    if count % Self.stride == 0 { checkpoints.append(offset) }
                    count += 1
                    if Self.endsLine(offset, in: bytes) { lines.append(count) }
                }
                offset += 1
            }
        }
        self.bytes = bytes
        self.checkpoints = checkpoints
        self.lines = lines + [count]
    }

    private static func endsLine(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch bytes[offset] {
        case UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): offset + 1 == bytes.count || bytes[offset + 1] != UInt8(ascii: "\n")
        default: false
        }
    }

    /// Where a code point stands; the end of the file for those behind it.
    func spot(ofCodePoint index: Int) -> Spot {
        let index = min(index, lines[lines.count - 1])
        var low = 0
        var high = lines.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle] <= index { low = middle } else { high = middle }
        }
        return Spot(index: index, offset: offset(ofCodePoint: index), line: low + 1, column: index - lines[low] + 1)
    }

    private func offset(ofCodePoint index: Int) -> Int {
        guard index < lines[lines.count - 1] else { return bytes.count }
        var offset = checkpoints[index / Self.stride]
        var left = index % Self.stride
        while left > 0 {
            offset += 1
            if bytes[offset] & 0xC0 != 0x80 { left -= 1 }
        }
        return offset
    }

    /// How many code points there are from a place to another, or to the end of its line.
    func length(from start: Spot, to end: Int) -> Int {
        if end < lines[start.line] { return end - start.index }
        var walk = Walk(bytes, from: start)
        while !walk.isAtEnd, walk.spot.index < end, !walk.isAt("\n"), !walk.isAt("\r") { walk.skip() }
        return walk.spot.index - start.index
    }

    /// Where a value's own text begins, behind `&anchor` and `!tag`.
    func contentStart(from start: Int, to end: Int) -> Spot {
        var walk = Walk(bytes, from: spot(ofCodePoint: start))
        walk.skipProperties(to: end)
        return walk.spot
    }
}
