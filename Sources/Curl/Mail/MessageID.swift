/// What a mail is known by, so that replies find it and a repeat is known for one.
package struct MessageID: Sendable, Hashable, CustomStringConvertible {
    private let text: String

    /// Different keys give different ids. Dots stay, as an id is atoms between dots; what an atom cannot safely hold
    /// is written as `=XX`, and an atom of nothing as `=`.
    package init(_ key: String, at domain: Host) {
        let atoms = key.split(separator: ".", omittingEmptySubsequences: false).map(Self.atom)
        text = "<\(atoms.joined(separator: "."))@\(domain.bracketed)>"
    }

    private static func atom(_ part: Substring) -> String {
        part.isEmpty ? "=" : part.utf8.reduce(into: "") { $0 += isSafe($1) ? String(Unicode.Scalar($1)) : "=" + $1.hex }
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || "-_+".utf8.contains(byte)
    }

    package var description: String { text }

    /// Without its brackets.
    var bare: Substring { text.dropFirst().dropLast() }
}
