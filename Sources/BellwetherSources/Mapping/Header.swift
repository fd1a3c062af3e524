/// The names of a table's columns.
///
/// Compared without regard to case, to blanks around them, and to whether words are joined by blanks, `_` or `-`:
/// `Response ID` is `response_id`. Where two columns would then be the same, only the exact name counts.
package struct Header: Sendable {
    package let names: [String]
    private let exact: [String: Int]
    private let loose: [String: Int]

    package init(_ names: [String]) {
        self.names = names
        exact = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        var loose: [String: Int] = [:]
        var ambiguous: Set<String> = []
        for (index, name) in names.enumerated() {
            let plain = Self.plain(name)
            if loose.updateValue(index, forKey: plain) != nil { ambiguous.insert(plain) }
        }
        for name in ambiguous { loose[name] = nil }
        self.loose = loose
    }

    package func index(of name: String) -> Int? { exact[name] ?? loose[Self.plain(name)] }

    /// The columns that fit a pattern with one `*`, each with what stands for the star.
    package func columns(matching pattern: String) -> [(column: Int, name: String)] {
        let parts = Self.plain(pattern).split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return [] }
        return names.enumerated().compactMap { index, name in
            let plain = Self.plain(name)
            guard plain.utf8.count > parts[0].utf8.count + parts[1].utf8.count, plain.hasPrefix(parts[0]),
                plain.hasSuffix(parts[1])
            else { return nil }
            return (index, String(plain.dropFirst(parts[0].count).dropLast(parts[1].count)))
        }
    }

    private static func plain(_ name: String) -> String {
        let bytes = Array(name.utf8)[...].trimmed.map {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0
        }
        return String(decoding: bytes, as: UTF8.self).lowercased()
    }
}
