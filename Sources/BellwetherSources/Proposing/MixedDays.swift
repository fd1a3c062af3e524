import BellwetherCore

/// Days of one table that begin with the day in some rows and with the month in others: `25/09/2026` and `09/25/2026`. Of
/// `05/10/2026` nobody can know then which it is, unless another column says who wrote it.
struct MixedDays: Sendable {
    /// The column that tells which is which: dates of one currency or country are written in one way.
    struct Telling: Sendable {
        let column: String
        let formats: [String: String]

        var reason: String {
            "days such as 05/10/2026 may be read in two ways; which it is hangs on \(YAMLText.quoted(column)), by those that can "
                + "be read in one way alone"
        }

        var setting: String {
            let pairs = formats.sorted { $0.key < $1.key }.map {
                "\(YAMLText.quoted($0.key)): \(YAMLText.quoted($0.value))"
            }
            return "dates_by: { column: \(YAMLText.quoted(column)), formats: { \(pairs.joined(separator: ", ")) } }"
        }
    }

    static let formats = ["%d/%m/%Y", "%m/%d/%Y"]

    let telling: Telling?
    /// What to say of those that stay in doubt.
    let caution: String?

    private struct Cell {
        let row: Int
        let text: String
        let days: [Day?]

        /// The only way in which it is a day.
        var format: String? {
            switch (days[0], days[1]) {
            case (.some, nil): formats[0]
            case (nil, .some): formats[1]
            default: nil
            }
        }

        var isDoubtful: Bool { days[0] != days[1] && !days.contains(nil) }
    }

    /// `nil` where days are written in one way, as far as anybody can see.
    init?(_ columns: [Int], of sample: TableSample) {
        let cells = Self.cells(columns, of: sample)
        let seen = Self.formats.map { format in cells.filter { $0.format == format } }
        guard let one = seen[0].first, let other = seen[1].first else { return nil }
        let telling =
            sample.isInDatabase
            ? nil : sample.columns.indices.lazy.compactMap { Self.telling($0, of: sample, by: cells) }.first
        self.telling = telling.map { Telling(column: sample.columns[$0.column], formats: $0.formats) }
        let doubtful = cells.filter { cell in
            cell.isDoubtful && telling.map { $0.formats[sample.text($0.column, of: cell.row)] == nil } ?? true
        }
        guard let example = doubtful.first else {
            caution = nil
            return
        }
        let count = doubtful.count == 1 ? "'\(example.text)'" : "\(doubtful.count) such as '\(example.text)'"
        if let telling {
            let words = Set(doubtful.map { sample.text(telling.column, of: $0.row) }).sorted().map(YAMLText.quoted)
            caution =
                "of its days \(count) may be read in two ways, and nothing says which it is for \(words.joined(separator: ", ")): "
                + "they are refused until `dates_by` says so"
        } else {
            let most = seen[0].count < seen[1].count ? 1 : 0
            caution =
                "some of its days begin with the day ('\(one.text)') and some with the month ('\(other.text)'), and \(count) may be "
                + "either: here it is read as \(Self.formats[most]), as most others are, which may be another day than was "
                + "meant; export days as 2026-10-05 to be sure"
        }
    }

    private static func cells(_ columns: [Int], of sample: TableSample) -> [Cell] {
        let formats = formats.compactMap(DateFormat.init)
        return columns.flatMap { column in
            sample.rows.indices.compactMap { row in
                let text = sample.text(column, of: row)
                guard text.contains("/") else { return nil }
                let cell = Cell(
                    row: row, text: text, days: formats.map { $0.read(Array(text.utf8)[...], in: .utc)?.day })
                return cell.days.allSatisfy { $0 == nil } ? nil : cell
            }
        }
    }

    /// By what a column says, the way in which days are written, where it tells the two apart without exception.
    private static func telling(
        _ column: Int, of sample: TableSample, by cells: [Cell]
    ) -> (column: Int, formats: [String: String])? {
        guard places.contains(HeaderText(sample.columns[column]).bare) else { return nil }
        var formats: [String: String] = [:]
        for cell in cells {
            guard let format = cell.format else { continue }
            let word = sample.text(column, of: cell.row)
            guard !word.isEmpty, formats[word, default: format] == format else { return nil }
            formats[word] = format
        }
        return (column, formats)
    }

    /// What columns are called that say where somebody writes from.
    private static let places = Set(
        (FieldWords.currencyWords + [
            "region", "country", "country_region", "country_code", "land", "locale", "language", "sprache", "地区", "国家",
            "语言", "регион", "страна", "язык",
        ]).map { HeaderText($0).bare })
}
