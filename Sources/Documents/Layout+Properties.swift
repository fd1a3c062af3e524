/// What libyaml's events leave out: where, behind its anchor and tag, a value itself begins.
extension Layout {
    /// The code point at which a value's own text begins, behind `&anchor`, `!tag`, blanks and comments.
    func contentStart(from start: Int, to end: Int) -> Int {
        var cursor = Cursor(self, at: start, end: end)
        while cursor.isAtProperty { cursor.skipProperty() }
        return cursor.index
    }

    /// Whether one of the properties is a `!` with nothing behind it.
    func hasLoneTag(from start: Int, to end: Int) -> Bool {
        var cursor = Cursor(self, at: start, end: end)
        while cursor.isAtProperty {
            if cursor.isAtLoneTag { return true }
            cursor.skipProperty()
        }
        return false
    }

    private struct Cursor {
        private let bytes: [UInt8]
        private let end: Int
        private var offset: Int
        private(set) var index: Int

        init(_ layout: Layout, at index: Int, end: Int) {
            bytes = layout.bytes
            offset = layout.offset(ofCodePoint: index)
            self.index = index
            self.end = end
        }

        private var byte: UInt8? { index < end ? bytes[offset] : nil }

        var isAtProperty: Bool { byte == UInt8(ascii: "!") || byte == UInt8(ascii: "&") }

        var isAtLoneTag: Bool {
            guard byte == UInt8(ascii: "!") else { return false }
            return index + 1 == end || Self.isBlankOrBreak(bytes[offset + 1])
        }

        mutating func skipProperty() {
            skip { !Self.isBlankOrBreak($0) }
            skip(Self.isBlankOrBreak)
            while byte == UInt8(ascii: "#") {
                skip { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
                skip(Self.isBlankOrBreak)
            }
        }

        private mutating func skip(_ matches: (UInt8) -> Bool) {
            while let byte, matches(byte) {
                offset += 1
                while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
                index += 1
            }
        }

        private static func isBlankOrBreak(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
    }
}
