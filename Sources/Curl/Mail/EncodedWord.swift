/// RFC 2047's way to say anything in ASCII: `=?UTF-8?Q?B=C3=BCcher?=`. Its words may be 75 octets long, and the lines
/// they stand on 76; shorter words leave room for the header's name.
enum EncodedWord {
    private static let opening = "=?UTF-8?Q?"
    private static let closing = "?="
    private static let room = 64 - opening.utf8.count - closing.utf8.count

    /// Readers drop the spaces between encoded words, so the text's own are inside them. A word holds whole scalars.
    static func encoded(_ text: String) -> String {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            let piece = quoted(scalar)
            if word.utf8.count + piece.utf8.count > room {
                words.append(word)
                word = ""
            }
            word += piece
        }
        return (words + [word]).map { opening + $0 + closing }.joined(separator: " ")
    }

    /// Only what is safe in a display name too, the strictest place.
    private static func quoted(_ scalar: Unicode.Scalar) -> String {
        if scalar == " " { return "_" }
        return String(scalar).utf8.reduce(into: "") { $0 += isSafe($1) ? String(Unicode.Scalar($1)) : "=" + $1.hex }
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || "!*+-/".utf8.contains(byte)
    }
}
