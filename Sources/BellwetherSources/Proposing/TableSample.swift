import BellwetherCore

/// The first rows of a table, to see what it is.
struct TableSample: Sendable {
    let name: String
    let columns: [String]
    let rows: [[String]]
    /// The column that names an account, where the database says so.
    var accountColumn: Int?
    /// Tables of a database are of many things that no export has.
    var isInDatabase = false
    /// The day on which a file was written.
    var writtenOn: Day?
    /// By column, the words that it may hold though no row of the sample does, where its type lists them.
    var labels: [[String]] = []

    /// Whether some rows, but not all, have nothing there.
    func hasGaps(_ column: Int) -> Bool {
        let count = values(column).count
        return count > 0 && count < rows.count
    }

    /// What stands in a column, without what is empty or says that nothing is known.
    func values(_ column: Int) -> [String] {
        let known = texts(column).filter { !Self.nothing.contains($0.lowercased()) }
        let numbers = known.filter { !Self.no.contains($0.lowercased()) }
        guard numbers.count < known.count, !numbers.isEmpty else { return known }
        // Among numbers and dates, `нет` is no answer but the lack of one.
        return numbers.allSatisfy { $0.unicodeScalars.contains { ("0"..."9").contains($0) } } ? numbers : known
    }

    /// What stands in a column, and what may.
    func words(_ column: Int) -> [String] { values(column) + (labels.indices.contains(column) ? labels[column] : []) }

    /// What stands in one cell, without the blanks around it; empty where the row has none.
    func text(_ column: Int, of row: Int) -> String {
        guard rows[row].indices.contains(column) else { return "" }
        return String(decoding: Array(rows[row][column].utf8)[...].trimmed, as: UTF8.self)
    }

    private func texts(_ column: Int) -> [String] {
        rows.indices.compactMap { row in
            let text = text(column, of: row)
            return text.isEmpty ? nil : text
        }
    }

    /// The texts that say that nothing is known.
    var wordsForNothing: [String] {
        let found = columns.indices.flatMap { column in
            let known = Set(values(column))
            return texts(column).filter { !known.contains($0) }
        }
        return Set(found.map { $0.lowercased() }).sorted()
    }

    private static let nothing: Set = [
        "-", "--", "–", "—", "n/a", "#n/a", "null", "(null)", "k.a.", "k. a.", "н/д", "нет данных", "暂无", "never",
        "nie",
        "никогда",
    ]
    /// May be an answer too, where a column holds no numbers.
    private static let no: Set = ["none", "keine", "нет", "无", "没有"]
    /// What people write where nothing is known, though the first rows may not show it.
    static let usualNothing = [
        "-", "–", "—", "n/a", "#n/a", "null", "none", "k. a.", "k.a.", "нет", "н/д", "нет данных", "无", "暂无",
    ]
    /// Those of them that a column of yes and no must not lose.
    static let notOfFlags = usualNothing.filter { !no.contains($0) }
}

/// A file's sample, and how the file must be read: each found by trying, and said with its reason.
struct FileSample: Sendable {
    let table: TableSample
    let encoding: TextEncoding
    let delimiter: UInt8
    /// Rows above the headers.
    let titles: Int
    /// What keeps it from being read as it is.
    let cautions: [String]

    static let mostBytes = 1 << 20
    static let mostRows = 1_000

    /// Why a file is no text, whatever it is called, and what to do; nothing where it may be a table.
    static func flaw(of path: String) -> String? {
        var bytes: [UInt8] = []
        _ = FileBytes.forEachPiece(of: path) { piece in
            bytes = piece
            return false
        }
        if bytes.isEmpty { return "it is empty" }
        // Zipped ones, and older ones.
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return "it is a workbook, though it is not called so; open it, and save its sheets as CSV"
        }
        let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        return bytes.contains(0) && !isWide ? "it holds no text; export it as CSV" : nil
    }

    /// `nil` where the file cannot be read, or is no table.
    init?(_ path: String, named name: String) {
        let name = name.prefix { $0 != "." }
        var bytes: [UInt8] = []
        _ = FileBytes.forEachPiece(of: path) { piece in
            bytes += piece
            return bytes.count < Self.mostBytes
        }
        let isWhole = bytes.count < Self.mostBytes
        guard !bytes.isEmpty, let (encoding, text) = Self.decoded(bytes) else { return nil }
        self.encoding = encoding
        guard let cut = Self.cut(text, isWhole: isWhole), let header = cut.rows.first else { return nil }
        (delimiter, titles) = (cut.delimiter, cut.titles)
        let records = cut.rows
        cautions = encoding == .utf8 ? Self.brokenLine(bytes).map(Self.words(forBrokenLine:)) ?? [] : []
        let rows = records.dropFirst().prefix(Self.mostRows).filter { $0.count == header.count }
        let changed = Files.status(of: path).map { Moment(seconds: $0.changedAt / 1_000_000_000) }
        table = TableSample(
            name: String(name), columns: (0..<header.count).map(header.trimmedText),
            rows: rows.map { row in (0..<row.count).map(row.text) }, writtenOn: changed.map(Zone.utc.day(of:)))
    }

    /// UTF-8 where it is; else the one of those whose letters make sense.
    static func decoded(_ bytes: [UInt8]) -> (encoding: TextEncoding, text: [UInt8])? {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return text(bytes, .utf16).map { (.utf16, $0) }
        }
        if let text = text(bytes, .utf8) { return (.utf8, text) }
        // A few bytes that are none do not take the sense from all other letters.
        let broken = Array(String(decoding: bytes, as: UTF8.self).utf8)
        // Letters of several bytes are no accident, whatever sense their bytes make one by one.
        if LetterSense.share(of: bytes, read: broken, in: .utf8) > 0.9 { return (.utf8, broken) }
        let others = [TextEncoding.windows1252, .windows1251, .gb18030].compactMap { encoding in
            text(bytes, encoding).map { (encoding, $0) }
        }
        let tried = ([(.utf8, broken)] + others).map { encoding, text in
            (encoding, text, LetterSense.share(of: bytes, read: text, in: encoding))
        }
        return tried.max { $0.2 < $1.2 }.map { ($0.0, $0.1) }
    }

    /// The line of the first byte that is no UTF-8.
    private static func brokenLine(_ bytes: [UInt8]) -> Int? {
        guard var transcoder = Transcoder(from: .utf8) else { return nil }
        do {
            _ = try transcoder.utf8(of: bytes, isLast: false)
            return nil
        } catch {
            return bytes.prefix(error.byte).count { $0 == 10 } + 1
        }
    }

    private static func words(forBrokenLine line: Int) -> [String] {
        [
            "line \(line) holds bytes that are no UTF-8, while its other letters are; it is read once they are mended, or it is "
                + "exported anew"
        ]
    }

    private static func text(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8]? {
        guard var transcoder = Transcoder(from: encoding) else { return nil }
        // The sample may end in the middle of a character.
        do { return try transcoder.utf8(of: bytes, isLast: false) } catch { return nil }
    }

    /// The delimiter under which the rows have the most columns, and all as many.
    private static func cut(_ text: [UInt8], isWhole: Bool) -> Cut? {
        let plain = text.starts(with: [0xEF, 0xBB, 0xBF]) ? text[3...] : text[...]
        let tried = [UInt8(ascii: ","), UInt8(ascii: ";"), 9, UInt8(ascii: "|")].compactMap { delimiter -> Cut? in
            var parser = CSVParser(delimiter: delimiter)
            guard var rows = try? parser.rows(of: plain) else { return nil }
            if isWhole, let last = try? parser.finish() { rows += last }
            if rows.first?.namesDelimiter == true { rows.removeFirst() }
            let titles = titles(above: rows)
            rows.removeFirst(titles)
            guard let width = rows.first?.count, width > 1 else { return nil }
            let even = rows.count { $0.count == width }
            return Double(even) >= 0.9 * Double(rows.count)
                ? Cut(delimiter: delimiter, rows: rows, titles: titles, width: width) : nil
        }
        return tried.max { ($0.width, -$0.titles) < ($1.width, -$1.titles) }
    }

    private struct Cut {
        let delimiter: UInt8
        let rows: [Record]
        let titles: Int
        let width: Int
    }

    /// How many rows there are above the headers: with one text in them, where a table with more columns follows.
    private static func titles(above rows: [Record]) -> Int {
        func isTitle(_ row: Record) -> Bool { (0..<row.count).count { !row[$0].trimmed.isEmpty } <= 1 }
        let titles = rows.prefix(6).prefix(while: isTitle).count
        return titles < 6 && rows.count > titles + 1 ? titles : 0
    }
}
