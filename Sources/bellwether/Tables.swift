/// The first column to the left, numbers to the right.
func table(_ head: [String], _ rows: [[String]]) -> String {
    let all = [head] + rows.map { $0.map(onOneLine) }
    let widths = head.indices.map { column in all.map { $0[column].cells }.max() ?? 0 }
    return all.map { row in
        let cells = row.enumerated().map { index, cell in
            let blanks = String(repeating: " ", count: widths[index] - cell.cells)
            return index == 0 ? cell + blanks : blanks + cell
        }
        let line = "  " + cells.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
}

private let widest = 44

/// A name cannot move the cursor or begin a line.
private func onOneLine(_ text: String) -> String {
    let line = String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    // One endless name would push the numbers of everybody out of sight.
    return line.count > widest ? line.prefix(widest - 1) + "…" : line
}

extension String {
    /// How many places of a terminal it takes: Chinese, Japanese and Korean letters take two.
    fileprivate var cells: Int { reduce(0) { $0 + ($1.isWide ? 2 : 1) } }
}

extension Character {
    /// The blocks that Unicode's East Asian Width has as wide, as a whole.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
    ]

    fileprivate var isWide: Bool {
        guard let value = unicodeScalars.first?.value, value >= 0x1100 else { return false }
        return Self.wide.contains { $0.contains(value) }
    }
}
