/// One row of a file or an answer, as bytes: field after field in one buffer.
package struct Record: Sendable {
    package private(set) var bytes: [UInt8] = []
    package private(set) var ends: [Int] = []
    /// The line its first field begins on, from 1.
    package var line = 1

    package init() {}

    package init(_ fields: [String], line: Int = 1) {
        self.line = line
        for field in fields { append(field.utf8) }
    }

    /// Empty, with room for what another row of the same table had.
    init(roomLike other: Record) {
        bytes.reserveCapacity(other.bytes.count + 16)
        ends.reserveCapacity(other.ends.count)
    }

    package var count: Int { ends.count }

    package subscript(index: Int) -> ArraySlice<UInt8> {
        guard index < ends.count else { return [] }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    package mutating func append(_ field: some Sequence<UInt8>) {
        bytes.append(contentsOf: field)
        ends.append(bytes.count)
    }

    /// Takes the line from another row and keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    package func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

    func trimmedText(_ index: Int) -> String { String(decoding: self[index].trimmed, as: UTF8.self) }

    /// Whether it is what Excel is told before the headers: `sep=;`.
    var namesDelimiter: Bool {
        let text = (0..<count).map(text).joined().lowercased()
        return text.hasPrefix("sep=") && (count == 1 ? text.utf8.count == 5 : count == 2 && text.utf8.count == 4)
    }

    /// The row as it may be shown to a person, cut short.
    package var shown: String {
        (0..<count).map(text).joined(separator: ",").unicodeScalars.prefix(400).reduce(into: "") { text, scalar in
            text.unicodeScalars.append(scalar)
        }
    }
}

extension ArraySlice<UInt8> {
    /// Without blanks, tabs, line ends and no-break spaces (U+00A0) around it.
    var trimmed: ArraySlice<UInt8> {
        // Hardly any field has something to trim: neither end is a blank, nor a byte of a no-break space.
        if let first, let last, first > 0x20, first != 0xC2, last > 0x20, last != 0xA0 { return self }
        var slice = self
        while let first = slice.first {
            if first <= 0x20 {
                slice = slice.dropFirst()
            } else if slice.starts(with: [0xC2, 0xA0]) {
                slice = slice.dropFirst(2)
            } else {
                break
            }
        }
        while let last = slice.last {
            if last <= 0x20 {
                slice = slice.dropLast()
            } else if slice.suffix(2).elementsEqual([0xC2, 0xA0]) {
                slice = slice.dropLast(2)
            } else {
                break
            }
        }
        return slice
    }
}
