/// Text from a source system, made safe to say anywhere: one line, nothing invisible, nothing that turns text around,
/// and no longer than it may be.
///
/// Every receiver does this first and escapes afterwards; an escaped text is never cut.
package enum Inert {
    package static let longestName = 120
    package static let longestLine = 300

    package static func name(_ text: String) -> String { line(text, atMost: longestName) }

    package static func line(_ text: String, atMost limit: Int = longestLine) -> String {
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if !isActive(scalar) {
                scalars.append(scalar)
            } else if scalars.last != " " {
                scalars.append(" ")
            }
        }
        let trimmed = scalars.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        return cut(Array(trimmed), atMost: limit)
    }

    /// A line that is set in by blanks, as listings are.
    package static func indented(_ text: String) -> String {
        let blanks = min(20, text.unicodeScalars.prefix { $0 == " " }.count)
        return String(repeating: " ", count: blanks) + line(text)
    }

    /// Text of any length for a terminal: its lines and tabs stay, and nothing else in it does anything.
    package static func text(_ text: String) -> String { kept(text) { $0 == "\n" || $0 == "\t" } }

    /// The same as one line.
    package static func row(_ text: String) -> String { kept(text) { _ in false } }

    private static func kept(_ text: String, _ isKept: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: { isActive($0) && !isKept($0) }) else { return text }
        return LabelText.string(text.unicodeScalars.map { isActive($0) && !isKept($0) ? " " : $0 })
    }

    /// Runs of blanks that stand where nothing active did stay as they are.
    private static func cut(_ scalars: [Unicode.Scalar], atMost limit: Int) -> String {
        guard scalars.count > limit else { return LabelText.string(scalars) }
        return LabelText.string(scalars.prefix(limit - 1)) + "…"
    }

    /// Controls, invisible marks, and marks that set the direction of writing.
    private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
        default: false
        }
    }
}
