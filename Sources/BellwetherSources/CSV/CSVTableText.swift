/// A small CSV file read whole, such as the list of people: each row by the names of its columns.
package struct CSVTableText: Sendable {
    package let header: Header
    package let rows: [Record]

    package struct Mistake: Error, Sendable, Hashable {
        package let line: Int
        package let reason: String
    }

    package init(_ bytes: [UInt8]) throws(Mistake) {
        var parser = CSVParser(delimiter: UInt8(ascii: ","))
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        if let byte = StrangeByte(in: bytes, readAs: .utf8) {
            throw Mistake(line: byte.line, reason: byte.words { _ in "save it as UTF-8" })
        }
        var records: [Record]
        do throws(CSVMistake) {
            records = try parser.rows(of: text)
            records += try parser.finish()
        } catch {
            throw Mistake(line: error.line, reason: error.reason)
        }
        guard let first = records.first else { throw Mistake(line: 1, reason: "it is empty; it has not even a header") }
        header = Header((0..<first.count).map(first.text))
        rows = Array(records.dropFirst())
    }

    /// The text of a column, or nothing where it is empty or not there.
    package func text(_ column: String, of row: Record) -> String? {
        guard let index = header.index(of: column) else { return nil }
        let text = row.trimmedText(index)
        return text.isEmpty ? nil : text
    }
}
