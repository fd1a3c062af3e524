/// Text from a file, made safe to print: tabs become blanks, invisible and directional characters are spelt out.
package enum Printable {
    package static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var result = ""
        for scalar in scalars {
            if scalar == "\t" {
                result += " "
            } else if isVisible(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "<\(codePoint(scalar))>"
            }
        }
        return result
    }

    /// A name as it stands in a message: safe, and cut short when it is long.
    package static func name(_ text: String, atMost limit: Int = 60) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > limit else { return Printable.text(scalars) }
        return Printable.text(scalars.prefix(limit - 1)) + "…"
    }

    /// The same in quotes.
    package static func quoted(_ text: String) -> String { "'\(name(text))'" }

    /// `U+200B`.
    package static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: true
        // They only choose between two looks of the character before them; emoji are full of them.
        case 0xFE00...0xFE0F: true
        default: !isInvisible(scalar.properties)
        }
    }

    private static func isInvisible(_ properties: Unicode.Scalar.Properties) -> Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }
}
