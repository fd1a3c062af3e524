import BellwetherCore

/// What a table seems to be, column by column, with the reasons; written down as settings, which somebody then reads.
struct Proposal: Sendable {
    let sample: TableSample
    let kind: FactKind
    /// Field to column.
    let columns: [(field: String, column: String)]
    let constants: [String: String]
    /// Columns that together tell rows apart, where none is an id.
    let key: [String]
    /// By field: what the source says, and what we call it.
    let values: [String: [String: String]]
    let dates: [DateProposal]
    let numbers: [String]
    let notes: [String]
    /// `ev_*`, where a day has a column for each feature, with how often it was used.
    let features: String?
    /// Columns that are none of ours.
    let unused: [String]

    struct DateProposal: Sendable, Hashable {
        let format: String
        /// Another that fits as well.
        let rival: String?
    }

    /// The kind that fits best; nothing where none does.
    init?(_ sample: TableSample) {
        let candidates = FieldWords.all.compactMap { words in
            Match(words, sample).map { ($0, $0.score(tableName: sample.name)) }
        }
        // Where days tell of people and of features, what they tell of features is said beside it.
        let tellsPeople = candidates.contains { $0.0.words.kind == .seatDay }
        let fitting = candidates.filter { match, _ in
            !(tellsPeople && match.words.kind == .usageDay && !match.columns.contains { $0.field == "count" })
        }
        guard let best = fitting.max(by: { $0.1 < $1.1 })?.0 else { return nil }
        self.sample = sample
        kind = best.words.kind
        let matched = best.columns.filter { Self.isUsable($0, of: best.words.kind, sample) }
        key = best.key.compactMap { field in
            best.columns.first { $0.field == field }.map { sample.columns[$0.column] }
        }
        columns = matched.map { ($0.field, sample.columns[$0.column]) }
        constants = best.words.constants.merging(Self.currency(in: matched, of: best.words.kind, sample)) { own, _ in
            own
        }
        .filter { name, _ in !matched.contains { $0.field == name } }
        let kind = best.words.kind
        func values(_ wanted: (FactField.Form) -> Bool) -> [String] {
            matched.flatMap { field, column in
                kind.fields.first { $0.name == field }.map { wanted($0.form) } == true ? sample.values(column) : []
            }
        }
        dates = Guess.dates(of: values { $0 == .day || $0 == .moment })
        let style = Guess.numbers(of: values { [.money, .rate, .number, .count].contains($0) })
        numbers = style.examples
        self.values = Self.words(kind, matched, sample)
        let used = Set(matched.map(\.column))
        let rest = sample.columns.indices.filter { !used.contains($0) }
        let wide = [FactKind.seatDay, .usageDay].contains(kind) ? WideUsage(rest, of: sample) : nil
        features = wide?.pattern
        unused = rest.filter { wide?.columns.contains($0) != true }.map { sample.columns[$0] }
        notes = [style.note].compactMap { $0 }
    }

    /// What amounts are in where no column says so and their own header does: `Betrag (EUR)`.
    private static func currency(
        in matched: [(field: String, column: Int)], of kind: FactKind, _ sample: TableSample
    ) -> [String: String] {
        let amounts = matched.filter { match in
            kind.fields.first { $0.name == match.field }.map { $0.form == .money || $0.form == .rate } ?? false
        }
        let codes = Set(amounts.compactMap { HeaderText(sample.columns[$0.column]).currency })
        guard codes.count == 1, let code = codes.first, kind.fields.contains(where: { $0.name == "currency" }) else {
            return [:]
        }
        return ["currency": code]
    }

    private static func words(
        _ kind: FactKind, _ matched: [(field: String, column: Int)], _ sample: TableSample
    ) -> [String: [String: String]] {
        matched.reduce(into: [:]) { values, match in
            let found = ours(sample.values(match.column), in: StatusWords.words(of: kind, field: match.field))
            if !found.isEmpty { values[match.field] = found }
        }
    }

    /// What texts mean that are none of our own words.
    private static func ours(_ texts: [String], in words: [String: [String]]) -> [String: String] {
        guard !words.isEmpty else { return [:] }
        var found: [String: String] = [:]
        for text in Set(texts) {
            if let ours = words.first(where: { $0.value.contains(text.lowercased()) })?.key { found[text] = ours }
            if words[text.lowercased()] != nil, words[text] == nil { found[text] = text.lowercased() }
        }
        return found
    }

    /// A column of choices with a word that is none of them would have its rows refused: better to go without.
    private static func isUsable(
        _ match: (field: String, column: Int), of kind: FactKind, _ sample: TableSample
    ) -> Bool {
        guard let field = kind.fields.first(where: { $0.name == match.field }), !field.isRequired else { return true }
        let known: [String]
        switch field.form {
        case .choice(let choices): known = choices
        case .flag: known = ["true", "yes", "1", "t", "y", "false", "no", "0", "f", "n"]
        case .text, .day, .moment, .money, .rate, .count, .number: return true
        }
        let texts = sample.values(match.column)
        let ours = ours(texts, in: StatusWords.words(of: kind, field: match.field))
        return texts.allSatisfy {
            known.contains($0) || known.contains($0.lowercased()) && isFlag(field) || ours[$0] != nil
        }
    }

    private static func isFlag(_ field: FactField) -> Bool {
        if case .flag = field.form { true } else { false }
    }
}

/// How well a table's columns fit a kind's fields.
private struct Match {
    let words: FieldWords
    let columns: [(field: String, column: Int)]
    /// Where no column is an id.
    let key: [String]

    init?(_ words: FieldWords, _ sample: TableSample) {
        let tableName = HeaderText.plain(sample.name)
        let isNamed = words.names(tableName)
        let isAnothers = FieldWords.all.contains { $0.isByName && $0.kind != words.kind && $0.names(tableName) }
        guard isNamed || !isAnothers, isNamed || !words.isByName else { return nil }
        let fields = FieldColumns(words, sample)
        let (known, taken) = (fields.known, fields.taken)
        var columns = fields.found
        var needed = words.needed
        // Invoices often have a number, and no other id.
        if words.kind == .invoice, !known.contains("id") {
            guard let number = columns.first(where: { $0.field == "number" }) else { return nil }
            columns.append(("id", number.column))
            needed.append("number")
        }
        // People have an address where they have no other id.
        if words.kind == .contact, !known.contains("id"), let address = columns.first(where: { $0.field == "email" }) {
            columns.append(("id", address.column))
            needed.removeAll { $0 == "id" }
        }
        // A list of names alone: people call an account by its name. A table of something else names accounts too.
        let isOfAnother = !isNamed && FieldWords.all.contains { $0.kind != words.kind && $0.names(tableName) }
        if words.kind == .account, !isOfAnother, !known.contains("name"),
            let id = columns.first(where: { $0.field == "id" })
        {
            columns.append(("name", id.column))
            needed.removeAll { $0 == "name" }
        }
        // A column for each feature in place of their names and counts.
        if words.kind == .usageDay, WideUsage(sample.columns.indices.filter { !taken.contains($0) }, of: sample) != nil
        {
            needed.removeAll { $0 == "count" }
        }
        let isWithoutID = !words.key.isEmpty && !known.contains("id")
        if isWithoutID { needed.removeAll { $0 == "id" } }
        guard needed.allSatisfy({ known.contains($0) || words.constants[$0] != nil }) else { return nil }
        // Where the table's name does not say so, one column must that only such tables have.
        guard isNamed || words.telling.isEmpty || words.telling.contains(where: known.contains) else { return nil }
        self.words = words
        self.columns = columns
        key = isWithoutID ? words.key.filter(known.contains) : []
    }

    /// The table's own name says most; then how many of its columns have a meaning.
    func score(tableName: String) -> Int {
        (words.names(HeaderText.plain(tableName)) ? 100 : 0) + columns.count * 2 + words.needed.count
    }
}

/// How texts must be read, found by trying what we can read.
enum Guess {
    private static let formats = [
        "iso", "%d.%m.%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y-%m-%d %H:%M",
        "%d-%m-%Y", "%Y%m%d", "%Y年%m月%d日", "%d.%m.%y", "%m/%d/%y", "%d %b %Y", "%b %d, %Y", "epoch_ms", "epoch",
    ]

    /// The fewest formats that read all texts, the ones that read most first.
    static func dates(of texts: [String]) -> [Proposal.DateProposal] {
        var left = Set(texts)
        var chosen: [Proposal.DateProposal] = []
        let read = formats.compactMap { name in
            DateFormat(name).map { format in
                (name, Set(left.filter { format.read(Array($0.utf8)[...], in: .utc) != nil }))
            }
        }
        while !left.isEmpty, chosen.count < 4 {
            let counted = read.map { ($0.0, $0.1.intersection(left)) }
            guard let most = counted.map(\.1.count).max(), most > 0,
                let best = counted.first(where: { $0.1.count == most })
            else { break }
            let rival = counted.first { $0.0 != best.0 && $0.1 == best.1 && isRival($0.0, of: best.0) }
            chosen.append(.init(format: best.0, rival: rival?.0))
            left.subtract(best.1)
        }
        return chosen
    }

    private static func isRival(_ one: String, of other: String) -> Bool {
        Set([one, other]) == ["%d/%m/%Y", "%m/%d/%Y"]
    }

    private static let styles = ["1234.56", "1234,56", "1,234.56", "1.234,56", "1 234,56", "1'234.56", "1\u{A0}234,56"]

    /// Examples of the ways numbers are written, and a doubt, if there is one.
    static func numbers(of texts: [String]) -> (examples: [String], note: String?) {
        var left = Set(texts)
        var chosen: [String] = []
        let read = styles.compactMap { name in
            NumberStyle(example: name).map { style in
                (name, Set(left.filter { style.read(Array($0.utf8)[...]) != nil }))
            }
        }
        var note: String?
        while !left.isEmpty, chosen.count < 3 {
            let counted = read.map { ($0.0, $0.1.intersection(left)) }
            guard let most = counted.map(\.1.count).max(), most > 0,
                let best = counted.first(where: { $0.1.count == most })
            else { break }
            chosen.append(best.0)
            if chosen.count == 1, let doubtful = best.1.first(where: isDoubtful),
                best.1.allSatisfy({ isDoubtful($0) || isWhole($0) })
            {
                note = "'\(doubtful)' may be read in two ways; here it is read as in \(best.0)"
            }
            left.subtract(best.1)
        }
        return (chosen == ["1234.56"] ? [] : chosen, note)
    }

    /// `1.234` or `1,234`: a thousand, or little more than one.
    private static func isDoubtful(_ text: String) -> Bool {
        let parts = text.split(whereSeparator: { $0 == "." || $0 == "," })
        return parts.count == 2 && parts[1].count == 3 && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
            && parts[0].count <= 3
    }

    private static func isWhole(_ text: String) -> Bool { text.allSatisfy(\.isNumber) }
}
