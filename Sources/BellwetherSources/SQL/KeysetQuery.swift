import Diagnostics

/// A query that goes on where it stopped: `WHERE (updated_at, id) > ($cursor) ORDER BY updated_at, id`.
///
/// `$cursor` becomes as many parameters as there are columns in `cursor`. The first time there is nothing to compare
/// with, and the comparison is left out.
struct KeysetQuery: Sendable, Hashable {
    enum Placeholder: Sendable {
        /// `$1`, `$2`
        case numbered
        /// `?1`, `?2`
        case asked
    }

    let text: String
    let columns: [String]
    private let comparison: Range<Int>
    private let mark: Range<Int>

    static let name = "$cursor"

    /// `nil` where `$cursor` does not stand on the right of a comparison.
    init?(_ text: String, columns: [String]) {
        let bytes = Array(text.utf8)
        guard let mark = Self.find(Array(Self.name.utf8), in: bytes),
            Self.find(Array(Self.name.utf8), in: Array(bytes[mark.upperBound...])) == nil
        else { return nil }
        var (left, right) = (mark.lowerBound, mark.upperBound)
        func skipBlanksLeft() { while left > 0, bytes[left - 1] <= 0x20 { left -= 1 } }
        skipBlanksLeft()
        if left > 0, bytes[left - 1] == UInt8(ascii: "(") {
            left -= 1
            while right < bytes.count, bytes[right] <= 0x20 { right += 1 }
            guard right < bytes.count, bytes[right] == UInt8(ascii: ")") else { return nil }
            right += 1
            skipBlanksLeft()
        }
        if left > 0, bytes[left - 1] == UInt8(ascii: "=") { left -= 1 }
        guard left > 0, bytes[left - 1] == UInt8(ascii: ">") else { return nil }
        left -= 1
        skipBlanksLeft()
        guard let start = Self.operand(endingAt: left, in: bytes) else { return nil }
        self.text = text
        self.columns = columns
        self.mark = mark
        comparison = start..<right
    }

    /// Where a name such as `i.updated_at`, or something in parentheses, begins that ends here.
    private static func operand(endingAt end: Int, in bytes: [UInt8]) -> Int? {
        var index = end
        if index > 0, bytes[index - 1] == UInt8(ascii: ")") {
            var depth = 0
            while index > 0 {
                index -= 1
                if bytes[index] == UInt8(ascii: ")") { depth += 1 }
                if bytes[index] == UInt8(ascii: "(") { depth -= 1 }
                if depth == 0 { return index }
            }
            return nil
        }
        while index > 0, isNamePart(bytes[index - 1]) { index -= 1 }
        return index < end ? index : nil
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 0x80
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "\"")
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count >= wanted.count else { return nil }
        return (0...bytes.count - wanted.count).first { bytes[$0...].starts(with: wanted) }
            .map { $0..<$0 + wanted.count }
    }

    /// From the beginning, or behind the last row that was read.
    func sql(isFirst: Bool, _ placeholder: Placeholder) -> String {
        let bytes = Array(text.utf8)
        let (cut, put) = isFirst ? (comparison, "(1 = 1)") : (mark, parameters(placeholder))
        return String(decoding: bytes[..<cut.lowerBound], as: UTF8.self) + put
            + String(decoding: bytes[cut.upperBound...], as: UTF8.self)
    }

    private func parameters(_ placeholder: Placeholder) -> String {
        let sign = placeholder == .numbered ? "$" : "?"
        let list = columns.indices.map { sign + String($0 + 1) }.joined(separator: ", ")
        let isInParentheses = comparison.upperBound > mark.upperBound
        return isInParentheses || columns.count == 1 ? list : "(\(list))"
    }
}

extension Diagnostic {
    static func cursorNotCompared(at place: Place) -> Diagnostic {
        error(
            "'query' must compare with $cursor once", at: place,
            help: "as in `WHERE (updated_at, id) > ($cursor) ORDER BY updated_at, id`, with `cursor: [updated_at, id]`")
    }

    static func cursorNotNamed(at place: Place) -> Diagnostic {
        error("'cursor' must name the columns that $cursor stands for", at: place, help: "cursor: [updated_at, id]")
    }
}
