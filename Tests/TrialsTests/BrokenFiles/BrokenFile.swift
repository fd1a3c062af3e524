import Testing

/// The good file with one thing wrong in it, and what must be said of that.
struct BrokenFile: Sendable, CustomTestStringConvertible {
    let line: Int
    /// Where the wrong stretch begins, from 1.
    let column: Int
    let right: String
    let wrong: String
    /// Where the message must stand, if not at the wrong stretch itself.
    var said: (line: Int, column: Int)
    /// What the message must say.
    let words: String
    let help: String?

    init(
        line: Int, column: Int, _ right: String, _ wrong: String, said: (line: Int, column: Int)? = nil,
        _ words: String, help: String? = nil
    ) {
        self.line = line
        self.column = column
        self.right = right
        self.wrong = wrong
        self.said = said ?? (line, column)
        self.words = words
        self.help = help
    }

    var testDescription: String { "\(line):\(column) '\(right)' → '\(wrong)'" }

    /// Its text.
    var text: String { Self.text(with: [self]) }

    /// The good file with several things wrong in it, no two of them on one line.
    static func text(with mistakes: [BrokenFile]) -> String {
        var lines = GoodFile.lines
        for mistake in mistakes {
            var line = Array(lines[mistake.line - 1])
            let start = mistake.column - 1
            line.replaceSubrange(start..<start + mistake.right.count, with: mistake.wrong)
            lines[mistake.line - 1] = String(line)
        }
        return lines.joined(separator: "\n")
    }
}

extension GoodFile {
    static let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
