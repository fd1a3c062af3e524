import Diagnostics

/// Follows a scalar through the file once more, to learn which byte of its text came from where.
///
/// libyaml gives the text, and where the whole of it stands; which escapes and folds lie between is found by doing
/// again what it did. Where the two disagree its text stands, and all of it is placed at the scalar's beginning.
struct ScalarTrace {
    let runs: [Fragment.Run]
    /// Whether every byte could be followed.
    let isExact: Bool

    init(of text: String, _ style: ScalarStyle, from start: Spot, in layout: Layout) {
        var walk = Walk(layout.bytes, from: start)
        if style == .singleQuoted || style == .doubleQuoted { walk.skip() }
        let first = Fragment.Run(offset: 0, line: walk.spot.line, column: walk.spot.column)
        if style != .literal, style != .folded, Self.stands(text, at: walk.spot.offset, in: layout.bytes) {
            runs = [first]
            isExact = true
            return
        }
        var retelling = Retelling(walk)
        switch style {
        case .plain: retelling.plain(atMost: text.utf8.count)
        case .singleQuoted: retelling.singleQuoted()
        case .doubleQuoted: retelling.doubleQuoted()
        case .literal, .folded: retelling.block(telling: Array(text.utf8), isFolded: style == .folded)
        }
        isExact = retelling.text.elementsEqual(text.utf8)
        runs = isExact ? retelling.runs : [first]
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
    var walk: Walk
    /// Where the next code point would stand if it followed the last one directly.
    private var expected: (line: Int, column: Int) = (0, 0)

    init(_ walk: Walk) { self.walk = walk }

    /// The code point here, as it is.
    mutating func copy() {
        let start = walk.spot
        walk.skip()
        tell(walk.bytes(from: start), from: start)
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
