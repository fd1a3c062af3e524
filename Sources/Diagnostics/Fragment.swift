/// A text that stands inside a file, and knows for each of its bytes where that is.
///
/// A condition in a quoted, folded or literal YAML scalar is not the same bytes as the file's: escapes are
/// resolved and line breaks folded. The runs say which byte of the text came from which place, so that an
/// error inside the condition is shown where its writer sees it.
package struct Fragment: Sendable, Hashable {
    /// From `offset` (in UTF-8 bytes of the text) on, each code point stands one column further.
    package struct Run: Sendable, Hashable {
        package var offset: Int
        package var line: Int
        package var column: Int

        package init(offset: Int, line: Int, column: Int) {
            self.offset = offset
            self.line = line
            self.column = column
        }
    }

    package let text: String
    package let file: String
    /// Ordered by offset; the first begins at 0.
    package let runs: [Run]

    package init(_ text: String, file: String, runs: [Run]) {
        self.text = text
        self.file = file
        self.runs = runs.isEmpty ? [Run(offset: 0, line: 1, column: 1)] : runs
    }

    /// A text that is a file of its own, or stands at one place in one piece.
    package init(_ text: String, file: String = "expression", line: Int = 1, column: Int = 1) {
        var runs = [Run(offset: 0, line: line, column: column)]
        for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
            runs.append(Run(offset: offset + 1, line: runs[runs.count - 1].line + 1, column: 1))
        }
        self.init(text, file: file, runs: runs)
    }

    /// Where the bytes from `start` up to `end` stand in the file; a stretch over several lines is cut at the first.
    package func place(from start: Int, to end: Int) -> Place {
        let start = beforeLastBreak(start)
        let first = index(holding: start)
        let line = runs[first].line
        var last = first
        while last + 1 < runs.count, runs[last + 1].offset < end, runs[last + 1].line == line { last += 1 }
        let limit = last + 1 < runs.count ? min(end, runs[last + 1].offset) : end
        let from = column(of: start, in: runs[first])
        let to = column(of: withoutBreak(limit), in: runs[last])
        return Place(file: file, line: line, column: from, length: to - from)
    }

    /// The place of the whole text, as far as its first line goes.
    package var place: Place { place(from: 0, to: text.utf8.count) }

    /// What is missing at the end of a text is missed where its last line ends, not on the line after it.
    private func beforeLastBreak(_ start: Int) -> Int {
        guard start >= text.utf8.count else { return start }
        return text.utf8.count - text.utf8.reversed().prefix { $0 == UInt8(ascii: "\n") }.count
    }

    private func withoutBreak(_ end: Int) -> Int {
        text.utf8.dropFirst(max(0, end - 1)).first == UInt8(ascii: "\n") ? end - 1 : end
    }

    private func index(holding offset: Int) -> Int {
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].offset <= offset { low = middle } else { high = middle }
        }
        return low
    }

    private func column(of offset: Int, in run: Run) -> Int {
        run.column + codePoints(from: run.offset, to: offset)
    }

    private func codePoints(from start: Int, to end: Int) -> Int {
        guard end > start else { return 0 }
        return text.utf8.dropFirst(start).prefix(end - start).count { $0 & 0xC0 != 0x80 }
    }
}
