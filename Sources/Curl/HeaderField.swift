/// One header line. Its value may be a token, so it is not shown.
package struct HeaderField: Sendable, Hashable, Discreet {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    package var description: String { "\(name): \(hidden)" }

    /// Header names mean the same in any mix of cases.
    func isNamed(_ other: String) -> Bool {
        name.utf8.elementsEqual(other.utf8) { $0.lowercasedASCII == $1.lowercasedASCII }
    }
}
