extension Diagnostic {
    /// The message with the line it speaks of, and the stretch underlined.
    ///
    ///     rules/renewals.yaml:14:11: error: unknown function 'days_untill'
    ///        14 |     when: days_untill(contract.renews_on) < 45
    ///           |           ^~~~~~~~~~~
    ///       help: did you mean 'days_until'?
    package func rendered(in source: SourceText?) -> String {
        var lines = [description]
        if showsLine, let source, let line = source.line(place.line) {
            lines += snippet(of: line)
        }
        if let note { lines.append("  note: \(note)") }
        if let help { lines.append("  help: \(help)") }
        return lines.joined(separator: "\n")
    }

    private func snippet(of line: String) -> [String] {
        let scalars = Array(line.unicodeScalars)
        guard place.column <= scalars.count + 1 else { return [] }
        // A line of a megabyte is shown as the hundred or so code points around the place.
        let first = max(0, place.column - 81)
        let shown = scalars[first..<min(scalars.count, first + 160)]
        let number = String(place.line)
        let margin = String(repeating: " ", count: max(5, number.unicodeScalars.count))
        // Characters that are spelt out take more room than one column.
        let (left, right) = (shown.prefix(place.column - 1 - first), shown.dropFirst(place.column - 1 - first))
        let before = String(repeating: " ", count: Printable.text(left).unicodeScalars.count)
        let width = Printable.text(right.prefix(place.length)).unicodeScalars.count
        let under = "^" + String(repeating: "~", count: max(0, width - 1))
        let padding = String(margin.dropLast(number.count))
        return ["\(padding)\(number) | \(Printable.text(shown))", "\(margin) | \(before)\(under)"]
    }
}

/// The text of one file, by lines.
package struct SourceText: Sendable {
    package let name: String
    private let lines: [Substring.UTF8View]

    package init(_ text: String, name: String) {
        self.name = name
        lines = Self.split(text)
    }

    /// The line of this number, counted from 1, without its line break.
    package func line(_ number: Int) -> String? {
        guard lines.indices.contains(number - 1) else { return nil }
        return String(Substring(lines[number - 1]))
    }

    /// CR, LF and CR LF all end a line; in Swift a CR LF is one Character, so the bytes are looked at.
    private static func split(_ text: String) -> [Substring.UTF8View] {
        let bytes = text.utf8
        var lines: [Substring.UTF8View] = []
        var start = bytes.startIndex
        var index = start
        while index < bytes.endIndex {
            let byte = bytes[index]
            let next = bytes.index(after: index)
            guard byte == 10 || byte == 13 else {
                index = next
                continue
            }
            lines.append(bytes[start..<index])
            index = byte == 13 && next < bytes.endIndex && bytes[next] == 10 ? bytes.index(after: next) : next
            start = index
        }
        lines.append(bytes[start...])
        return lines
    }
}
