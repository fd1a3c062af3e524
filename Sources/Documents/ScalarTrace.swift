import Diagnostics

/// Follows a scalar through the file once more, to learn which byte of its text came from where.
///
/// libyaml gives the text, and where the whole of it stands; which escapes and folds lie between is found by doing
/// again what it did. Where the two disagree its text stands, and all of it is placed at the scalar's beginning.
struct ScalarTrace {
    let runs: [Fragment.Run]

    init(of text: String, _ style: ScalarStyle, from start: Int, in layout: Layout) {
        let (line, column) = layout.position(ofCodePoint: start)
        let offset = layout.offset(ofCodePoint: start)
        let isQuoted = style == .singleQuoted || style == .doubleQuoted
        let first = offset + (isQuoted ? 1 : 0)
        let atStart = Fragment.Run(offset: 0, line: line, column: column + (isQuoted ? 1 : 0))
        if style != .literal, style != .folded, Self.stands(text, at: first, in: layout.bytes) {
            runs = [atStart]
            return
        }
        var retelling = Retelling(layout.bytes, at: first, line: line, column: atStart.column)
        switch style {
        case .plain: retelling.plain(atMost: text.utf8.count)
        case .singleQuoted: retelling.singleQuoted()
        case .doubleQuoted: retelling.doubleQuoted()
        case .literal, .folded: retelling.block(telling: Array(text.utf8), isFolded: style == .folded)
        }
        runs = retelling.text.elementsEqual(text.utf8) ? retelling.runs : [atStart]
    }

    /// Most scalars stand in the file as they are.
    private static func stands(_ text: String, at offset: Int, in bytes: [UInt8]) -> Bool {
        offset + text.utf8.count <= bytes.count && bytes[offset...].starts(with: text.utf8)
    }
}

/// A scalar's text as it is read off the file, and the runs of it that stand together there.
struct Retelling {
    private(set) var text: [UInt8] = []
    private(set) var runs: [Fragment.Run] = []
    private(set) var spot: Spot
    private let bytes: [UInt8]
    /// Where the next code point would stand if it followed the last one directly.
    private var expected: (line: Int, column: Int) = (0, 0)

    struct Spot {
        var offset: Int
        var line: Int
        var column: Int
    }

    init(_ bytes: [UInt8], at offset: Int, line: Int, column: Int) {
        self.bytes = bytes
        spot = Spot(offset: offset, line: line, column: column)
    }
}

// MARK: Looking and moving

extension Retelling {
    var isAtEnd: Bool { spot.offset >= bytes.count }

    /// What lies between an earlier place and here.
    func bytes(from start: Int) -> ArraySlice<UInt8> { bytes[start..<spot.offset] }

    func byte(_ ahead: Int = 0) -> UInt8? {
        spot.offset + ahead < bytes.count ? bytes[spot.offset + ahead] : nil
    }

    func isAt(_ character: Unicode.Scalar) -> Bool { byte().map { Unicode.Scalar($0) == character } ?? false }

    var isAtBlank: Bool { isAt(" ") || isAt("\t") }

    var isAtBreak: Bool { breakLength != nil }

    /// How many bytes a line end takes here; libyaml also knows those of U+0085, U+2028 and U+2029.
    private var breakLength: Int? {
        switch (byte(), byte(1), byte(2)) {
        case (0x0D, 0x0A, _): 2
        case (0x0A, _, _), (0x0D, _, _): 1
        case (0xC2, 0x85, _): 2
        case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): 3
        default: nil
        }
    }

    /// Steps over one code point that ends no line.
    mutating func skip() {
        spot.offset += 1
        while let byte = byte(), byte & 0xC0 == 0x80 { spot.offset += 1 }
        spot.column += 1
    }

    mutating func skip(_ count: Int) { for _ in 0..<count where !isAtEnd { skip() } }

    /// Steps over a line end, and says what it becomes in a text.
    mutating func takeBreak() -> LineEnd {
        let length = breakLength ?? 0
        let written = bytes[spot.offset..<spot.offset + length]
        let end = LineEnd(text: length == 3 ? Array(written) : [0x0A], spot: spot)
        spot.offset += length
        if written.first == 0x0A || written.first == 0x0D {
            spot.line += 1
            spot.column = 1
        } else {
            spot.column += 1
        }
        return end
    }

    struct LineEnd {
        let text: [UInt8]
        let spot: Spot

        /// Whether it becomes a blank where lines are folded.
        var folds: Bool { text == [0x0A] }
    }
}

// MARK: Telling

extension Retelling {
    /// The code point here, as it is.
    mutating func copy() {
        let start = spot
        skip()
        tell(bytes[start.offset..<spot.offset], from: start)
    }

    mutating func tell(_ end: LineEnd) { tell(end.text, from: end.spot) }

    mutating func tell(_ told: some Sequence<UInt8>, from spot: Spot) {
        if runs.isEmpty || (spot.line, spot.column) != expected {
            runs.append(Fragment.Run(offset: text.count, line: spot.line, column: spot.column))
        }
        let before = text.count
        text += told
        expected = (spot.line, spot.column + text[before...].count { $0 & 0xC0 != 0x80 })
    }
}
