extension Zone {
    /// Reads a compiled zoneinfo file of version 2 or later (RFC 9636); `nil` where it is not one or is damaged.
    ///
    /// The rule in its footer holds after the last transition, for ever; here it is spelt out to the end of 2100, so
    /// that a zone stays a plain table.
    package static func read(tzif bytes: [UInt8], name: String) -> Zone? {
        guard var reader = TZifReader(bytes), let table = reader.table() else { return nil }
        guard let footer = reader.footer() else {
            return Zone(name: name, firstOffset: table.firstOffset, transitions: table.transitions)
        }
        guard let rule = PosixTimeZone(footer) else { return nil }
        let later = rule.transitions(after: table.transitions.last?.at, throughYear: 2100)
        return Zone(name: name, firstOffset: table.firstOffset, transitions: table.transitions + later)
    }
}

/// Walks over the bytes of a TZif file; every step says `nil` where the bytes end too early.
private struct TZifReader {
    private struct Header {
        let version: UInt8
        let utcFlags, standardFlags, leaps, times, types, letters: Int

        func length(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + letters + leaps * (timeSize + 4) + standardFlags + utcFlags
        }
    }

    private let bytes: [UInt8]
    private var position = 0
    private let header: Header

    /// Skips the 32-bit block, which later versions keep only for old readers.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        guard let first = Self.header(in: bytes, at: 0), first.version >= UInt8(ascii: "2") else { return nil }
        position = 44 + first.length(timeSize: 4)
        guard let second = Self.header(in: bytes, at: position) else { return nil }
        header = second
        position += 44
        guard position + header.length(timeSize: 8) <= bytes.count else { return nil }
    }

    private static func header(in bytes: [UInt8], at start: Int) -> Header? {
        guard start + 44 <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
        let counts = (0..<6).map { Int(bigEndian(bytes, at: start + 20 + $0 * 4, size: 4)) }
        // The format allows any count; none of these can be larger than the file.
        guard counts.allSatisfy({ $0 <= bytes.count }) else { return nil }
        return Header(
            version: bytes[start + 4], utcFlags: counts[0], standardFlags: counts[1], leaps: counts[2],
            times: counts[3], types: counts[4], letters: counts[5])
    }

    private static func bigEndian(_ bytes: [UInt8], at start: Int, size: Int) -> UInt64 {
        bytes[start..<start + size].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The 64-bit table. Local time before the first transition is that of the first type.
    mutating func table() -> (firstOffset: Int32, transitions: [Zone.Transition])? {
        let indexes = position + header.times * 8
        let types = indexes + header.times
        let offsets = (0..<header.types).map {
            Int32(truncatingIfNeeded: Self.bigEndian(bytes, at: types + $0 * 6, size: 4))
        }
        guard let first = offsets.first else { return nil }
        var transitions: [Zone.Transition] = []
        for index in 0..<header.times {
            // Some compilers write a first transition at the big bang.
            let seconds = Int64(bitPattern: Self.bigEndian(bytes, at: position + index * 8, size: 8))
            let at = max(Moment(seconds: seconds), .distantPast)
            let type = Int(bytes[indexes + index])
            guard type < offsets.count, at <= .distantFuture, transitions.last.map({ $0.at < at }) ?? true
            else { return nil }
            transitions.append(Zone.Transition(at: at, offset: offsets[type]))
        }
        position += header.length(timeSize: 8)
        return (first, transitions)
    }

    /// The text between two line feeds; `nil` where there is none.
    func footer() -> ArraySlice<UInt8>? {
        let rest = bytes[position...]
        guard rest.first == 10, let end = rest.dropFirst().firstIndex(of: 10), end > position + 1 else { return nil }
        return bytes[position + 1..<end]
    }
}
