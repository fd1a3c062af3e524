/// How words become the text of a mail header: one line of meaning, in ASCII, folded into short lines of bytes.
enum HeaderText {
    /// What a subject or a name may say: one line, without the characters that steer terminals or turn text around.
    /// Nothing that could begin another header is left after this.
    static func cleaned(_ text: String) -> String {
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if !isSteering(scalar) {
                output.append(scalar)
            } else if output.last != " " {
                output.append(" ")
            }
        }
        return trimmed(String(output))
    }

    private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars.drop { $0 == " " }
        guard let last = scalars.lastIndex(where: { $0 != " " }) else { return "" }
        return String(scalars[...last])
    }

    /// Free text, such as a subject: as it is where that is plain, or else in encoded words.
    static func unstructured(_ text: String) -> String {
        let text = cleaned(text)
        return isPlain(text) ? text : EncodedWord.encoded(text)
    }

    /// A display name: a run of atoms, a quoted string, or encoded words.
    static func phrase(_ text: String) -> String {
        let text = cleaned(text)
        guard isPlain(text) else { return EncodedWord.encoded(text) }
        if text.split(separator: " ").allSatisfy({ String($0).isAtom }) { return text }
        return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    /// What somebody put in quotes, without them.
    static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.utf8.first == UInt8(ascii: "\""), text.utf8.last == UInt8(ascii: "\"")
        else { return text }
        return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
    }

    /// Folding keeps single spaces and breaks at them only, so text with runs of spaces or with very long words is not
    /// plain; neither is text that would read as encoded.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 == 0x20 || $0.isVisibleASCII }
            && !text.contains("=?")
            && !text.contains("  ")
            && text.split(separator: " ").allSatisfy { $0.utf8.count <= 64 }
    }

    /// `Name: value` in lines of at most 76 octets where its spaces let it.
    static func folded(_ name: String, _ value: String) -> String {
        var lines: [String] = []
        var line = "\(name):"
        for word in value.split(separator: " ") {
            if line.utf8.count + 1 + word.utf8.count > 76, line != "\(name):" {
                lines.append(line)
                line = ""
            }
            line += " \(word)"
        }
        return (lines + [line]).joined(separator: "\r\n")
    }
}
