/// One chunk of a text column: a code for each row, and what the codes stand for.
///
/// The dictionary is the chunk's own, so that a chunk can be shared and replaced without asking the others. Two texts
/// are the same only if they are byte for byte: a composed and a decomposed é are two entries.
package final class TextChunk: Sendable {
    /// The code of a row that has no text.
    package static let absent = UInt16.max

    /// The different texts, in the order in which they come up.
    package let texts: [String]
    package let codes: ContiguousArray<UInt16>

    package init(texts: [String], codes: ContiguousArray<UInt16>) {
        precondition(texts.count < Int(Self.absent), "a chunk has fewer texts than codes")
        self.texts = texts
        self.codes = codes
    }

    package convenience init(_ rows: some Collection<String?>) {
        var places: [Spelling: UInt16] = [:]
        var texts: [String] = []
        var codes = ContiguousArray<UInt16>()
        codes.reserveCapacity(rows.count)
        for row in rows {
            guard let row else {
                codes.append(Self.absent)
                continue
            }
            if let code = places[Spelling(row)] {
                codes.append(code)
            } else {
                let code = UInt16(texts.count)
                places[Spelling(row)] = code
                texts.append(row)
                codes.append(code)
            }
        }
        self.init(texts: texts, codes: codes)
    }

    package var count: Int { codes.count }

    package func text(_ row: Int) -> String? {
        codes[row] == Self.absent ? nil : texts[Int(codes[row])]
    }
}

/// A text by its bytes.
private struct Spelling: Hashable {
    private let text: String

    init(_ text: String) { self.text = text }

    static func == (left: Spelling, right: Spelling) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
