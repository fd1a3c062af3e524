import Diagnostics

/// What a line shows of its writer's mistake, of which libyaml tells only where it could not go on.
struct LineFinding {
    let message: String
    let help: String
    let column: Int

    init?(of problem: String, on line: String, column: Int) {
        // Only what a person would look at: a line can be a megabyte long.
        let scalars = Array(line.unicodeScalars.prefix(max(column, Self.longestKey) + Self.longestKey))
        let indent = scalars.prefix { $0 == " " }.count
        switch problem {
        case "mapping values are not allowed in this context", "could not find expected ':'":
            if let found = Self.lookalike(at: indent, of: scalars, "a line must be indented with blanks") {
                self = found
            } else if let found = Self.key(of: scalars, from: indent, endingBefore: column - 1, problem) {
                self = found
            } else {
                return nil
            }
        default: return nil
        }
    }

    private init(_ message: String, help: String, at place: Int) {
        (self.message, self.help, column) = (message, help, place + 1)
    }

    private static let longestKey = 1_024

    private static func key(
        of scalars: [Unicode.Scalar], from start: Int, endingBefore end: Int, _ problem: String
    ) -> LineFinding? {
        guard problem == "could not find expected ':'" else {
            guard start < end, end <= scalars.count, scalars[start..<end].allSatisfy(isWord) else { return nil }
            return end - start > longestKey
                ? LineFinding("a key has at most 1,024 characters", help: "give it a shorter name", at: start)
                : LineFinding(
                    "a key cannot begin here: indented like this, the line goes on with the text above it",
                    help: "indent it like the keys beside it, or put a text with ': ' in it in quotes", at: start)
        }
        let key = scalars.dropFirst(end).prefix { isWord($0) }
        let behind = key.endIndex + 1
        guard !key.isEmpty, behind < scalars.count, scalars[key.endIndex] == ":", scalars[behind] != "/" else {
            return nil
        }
        return lookalike(at: behind, of: scalars, "':' must be followed by a blank")
            ?? LineFinding(
                "':' must be followed by a blank", help: "write '\(Printable.text(key)): …'", at: behind)
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "_-.".unicodeScalars.contains(scalar)
    }

    /// A blank that is none, as text processors and chats put it in.
    private static func lookalike(at place: Int, of scalars: [Unicode.Scalar], _ rule: String) -> LineFinding? {
        guard scalars.indices.contains(place), scalars[place] != " ",
            scalars[place].properties.generalCategory == .spaceSeparator
        else { return nil }
        let name = Printable.codePoint(scalars[place])
        return LineFinding("\(rule); \(name) only looks like one", help: "put a blank in its place", at: place)
    }
}
