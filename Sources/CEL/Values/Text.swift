/// A string compared by code points.
///
/// Swift's own `==`, `<` and hash go by canonical equivalence (a composed and a decomposed é are equal), and a line
/// break of CR LF is one Character; the language counts and compares code points throughout.
struct Text: Hashable {
    /// No function makes a longer text, in bytes.
    static let longest = 16 << 20

    let string: String

    init(_ string: String) { self.string = string }

    static func == (left: Text, right: Text) -> Bool { left.string.isSame(as: right.string) }

    func hash(into hasher: inout Hasher) {
        var string = string
        string.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// The same code points.
    func isSame(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return withBytes(of: other) { $0.elementsEqual($1) }
    }

    /// Ordered by code points, which is the order of the UTF-8 bytes.
    func precedes(_ other: String) -> Bool {
        withBytes(of: other) { $0.lexicographicallyPrecedes($1) }
    }

    func hasBytePrefix(_ prefix: String) -> Bool {
        withBytes(of: prefix) { $0.starts(with: $1) }
    }

    func hasByteSuffix(_ suffix: String) -> Bool {
        withBytes(of: suffix) { $0.count >= $1.count && $0.suffix($1.count).elementsEqual($1) }
    }

    func containsBytes(of part: String) -> Bool {
        withBytes(of: part) { whole, part in
            if part.count > 16 { return Needle(Array(part)).first(in: whole) != nil }
            guard let first = part.first else { return true }
            guard whole.count >= part.count else { return false }
            for start in 0...(whole.count - part.count) where whole[start] == first {
                if whole[start..<(start + part.count)].elementsEqual(part) { return true }
            }
            return false
        }
    }

    private func withBytes<Result>(
        of other: String,
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        var (left, right) = (self, other)
        return left.withUTF8 { left in right.withUTF8 { right in body(left, right) } }
    }
}
