/// A place in a file, counted in every way.
struct Spot {
    /// In code points from the file's start.
    var index: Int
    /// In bytes from the file's start.
    var offset: Int
    var line: Int
    var column: Int
}

/// Walks through the bytes of a file, one code point or line end at a time.
struct Walk {
    private let bytes: [UInt8]
    private(set) var spot: Spot

    init(_ bytes: [UInt8], from spot: Spot) {
        self.bytes = bytes
        self.spot = spot
    }

    var isAtEnd: Bool { spot.offset >= bytes.count }

    var isAtBlank: Bool { isAt(" ") || isAt("\t") }

    var isAtBreak: Bool { breakLength != nil }

    func isAt(_ character: Unicode.Scalar) -> Bool { byte().map { Unicode.Scalar($0) == character } ?? false }

    func byte(_ ahead: Int = 0) -> UInt8? {
        spot.offset + ahead < bytes.count ? bytes[spot.offset + ahead] : nil
    }

    /// What lies between an earlier place and here.
    func bytes(from start: Spot) -> ArraySlice<UInt8> { bytes[start.offset..<spot.offset] }

    /// Steps over one code point that ends no line.
    mutating func skip() {
        spot.offset += 1
        while let byte = byte(), byte & 0xC0 == 0x80 { spot.offset += 1 }
        spot.index += 1
        spot.column += 1
    }

    mutating func skip(_ count: Int) { for _ in 0..<count where !isAtEnd { skip() } }

    /// Steps over a line end, and says what it becomes in a text.
    mutating func takeBreak() -> LineEnd {
        let start = spot
        let length = breakLength ?? 0
        spot.offset += length
        let written = bytes(from: start)
        spot.index += written.count { $0 & 0xC0 != 0x80 }
        if written.first == 0x0A || written.first == 0x0D {
            spot.line += 1
            spot.column = 1
        } else {
            spot.column += 1
        }
        return LineEnd(text: length == 3 ? Array(written) : [0x0A], spot: start)
    }

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
}

/// The end of a line within a scalar.
struct LineEnd {
    let text: [UInt8]
    let spot: Spot

    /// Whether it becomes a blank where lines are folded.
    var folds: Bool { text == [0x0A] }
}

// MARK: What may stand before a value

extension Walk {
    /// Steps over anchors, tags, and the blanks, line ends and comments behind them.
    mutating func skipProperties(to end: Int) {
        while spot.index < end, isAt("&") || isAt("!") {
            skipProperty(to: end)
            skipSeparation(to: end)
        }
    }

    private mutating func skipProperty(to end: Int) {
        let isAnchor = isAt("&")
        skip()
        while spot.index < end, let byte = byte(), isAnchor ? Self.isAnchorCharacter(byte) : !isAtSeparation { skip() }
    }

    private mutating func skipSeparation(to end: Int) {
        while spot.index < end {
            if isAtBreak {
                _ = takeBreak()
            } else if isAtBlank {
                skip()
            } else if isAt("#") {
                while !isAtEnd, !isAtBreak { skip() }
            } else {
                return
            }
        }
    }

    private var isAtSeparation: Bool { isAtBlank || isAtBreak }

    /// As libyaml has it; in YAML at large, an anchor goes on to the next blank.
    private static func isAnchorCharacter(_ byte: UInt8) -> Bool {
        let scalar = Unicode.Scalar(byte)
        return scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || scalar == "-" || scalar == "_"
    }
}
