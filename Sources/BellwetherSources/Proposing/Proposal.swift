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
    /// Whether amounts carry signs of currencies, or parentheses that mean less than nothing.
    let isAccounting: Bool
    /// What may stand for nothing in its columns of numbers and days, beyond what the sample shows.
    let nothing: [String]
    /// Columns that were left out for a word in them.
    let doubts: [String]
    /// Where what was read may not be what was meant: to be told at once, and not in the settings alone.
    let cautions: [String]
    /// Days that are written in two ways of which one is not told from the other.
    let mixedDays: MixedDays?
    /// Columns that are called as another that is read already, and what to do to read them in its place.
    let twins: [(column: String, why: String)]
    /// Rows that are nobody's.
    let hasRowsWithoutAccount: Bool
    /// `ev_*`, where a day has a column for each feature, with how often it was used.
    let features: String?
    /// The columns that it is the pattern of.
    let featureColumns: [String]
    /// How often it was used on a day, beside how many did.
    let uses: String?
    /// What accounts or contracts pay, where a column says so.
    let revenue: RevenueColumn?
    /// What accounts say beside who they are.
    let rowFacts: RowFacts
    /// Columns that are none of ours.
    let unused: [String]
    /// How well it fits.
    let score: Int

    struct DateProposal: Sendable, Hashable {
        let format: String
        /// Another that fits as well.
        let rival: String?
    }

    /// The kind that fits best; nothing where none does.
    init?(_ sample: TableSample, among isWanted: (FactKind) -> Bool = { _ in true }) {
        let candidates = FieldWords.all.filter { isWanted($0.kind) }.compactMap { words in
            Match(words, sample).map { ($0, $0.score(tableName: sample.name)) }
        }
        // Where days tell of people and of features, what they tell of features is said beside it.
        let tellsPeople = candidates.contains { $0.0.words.kind == .seatDay }
        let fitting = candidates.filter { match, _ in
            !(tellsPeople && match.words.kind == .usageDay && !match.columns.contains { $0.field == "feature" })
        }
        guard let (best, score) = fitting.max(by: { $0.1 < $1.1 }) else { return nil }
        self.sample = sample
        self.score = score
        kind = best.words.kind
        let usable = best.columns.filter { Self.isUsable($0, of: best.words.kind, sample) }
        let disputed = Self.disputedCurrency(in: usable, of: best.words.kind, sample)
        let matched = usable.filter { $0.column != disputed?.column }
        key = best.key.compactMap { field in
            best.columns.first { $0.field == field }.map { sample.columns[$0.column] }
        }
        columns = matched.map { ($0.field, sample.columns[$0.column]) }
        constants = best.words.constants.merging(Self.currency(in: matched, of: best.words.kind, sample)) { own, _ in
            own
        }
        .merging(Self.quote(in: matched, sample)) { _, found in found }
        .filter { name, _ in !matched.contains { $0.field == name } }
        let kind = best.words.kind
        func values(_ wanted: (FactField.Form) -> Bool) -> [String] {
            matched.flatMap { field, column in
                kind.fields.first { $0.name == field }.map { wanted($0.form) } == true ? sample.values(column) : []
            }
        }
        let used = Set(matched.map(\.column))
        let rest = sample.columns.indices.filter { !used.contains($0) }
        revenue = RevenueColumn(kind, rest, of: sample)
        let paid = revenue.flatMap { sample.columns.firstIndex(of: $0.column) }
        let beside = kind == .account ? RowFacts(matched, rest.filter { $0 != paid }, of: sample) : .none
        rowFacts = beside
        let guessed = Guess.dates(
            of: values { $0 == .day || $0 == .moment } + beside.texts(areDays: true))
        let days = matched.filter { field, _ in
            kind.fields.first { $0.name == field }.map { $0.form == .day || $0.form == .moment } ?? false
        }
        mixedDays = MixedDays(days.map(\.column), of: sample)
        dates = mixedDays?.telling == nil ? guessed : guessed.filter { !MixedDays.formats.contains($0.format) }
        let counts = values { $0 == .count }
        let written =
            values { [.money, .rate, .number].contains($0) } + (paid.map(sample.values) ?? [])
            + beside.texts(areDays: false)
        isAccounting = written.contains { Guess.number($0) == nil && Guess.amount($0) != nil }
        let style = Guess.numbers(of: isAccounting ? written.map(Guess.stripped) : written, andWhole: counts)
        numbers = style.examples
        let holdsFlags = matched.contains { field, _ in
            if case .flag = kind.fields.first(where: { $0.name == field })?.form { true } else { false }
        }
        nothing =
            sample.isInDatabase || (written.isEmpty && counts.isEmpty && dates.isEmpty)
            ? [] : holdsFlags ? TableSample.notOfFlags : TableSample.usualNothing
        self.values = Self.words(kind, matched, sample)
        let wide = [FactKind.seatDay, .usageDay].contains(kind) ? WideUsage(rest, of: sample) : nil
        features = wide?.pattern
        featureColumns = wide.map { $0.columns.map { sample.columns[$0] } } ?? []
        let counting = kind == .seatDay && wide == nil ? FieldWords.count(in: rest, of: sample) : nil
        uses = counting.map { sample.columns[$0] }
        unused = rest.filter {
            wide?.columns.contains($0) != true && $0 != paid && $0 != counting && !beside.used.contains($0)
        }
        .map { sample.columns[$0] }
        func unknownWords(ofStatus isStatus: Bool) -> [String] {
            best.columns.filter { !used.contains($0.column) && (kind == .account && $0.field == "status") == isStatus }
                .compactMap { Self.unknownWord($0.field, of: kind, sample, $0.column) }
        }
        notes = [style.note].compactMap { $0 }
        // Without a status, who has left counts as a customer: that is told at once.
        cautions = [disputed?.caution, mixedDays?.caution].compactMap(\.self) + unknownWords(ofStatus: true)
        doubts =
            unknownWords(ofStatus: false) + Self.leaving(matched, sample)
            + Self.leavingWithoutDay(matched, of: kind, sample)
        let read = Dictionary(matched.map { ($0.field, sample.columns[$0.column]) }) { first, _ in first }
        twins = best.twins.compactMap { field, column in
            guard !used.contains(column), !beside.used.contains(column), column != paid, let first = read[field] else {
                return nil
            }
            return (
                sample.columns[column], RowFacts.sameAs(first, field, calledTheSame: sample.columns[column] == first)
            )
        }
        hasRowsWithoutAccount =
            kind.needsAccount && matched.contains { $0.field == "account_id" && sample.hasGaps($0.column) }
    }

    /// The column that says it.
    func column(_ field: String) -> String? { columns.first { $0.field == field }?.column }

    /// Why a column that is called as the end of a contract is taken for the day on which they left.
    private static func leaving(_ matched: [(field: String, column: Int)], _ sample: TableSample) -> [String] {
        matched.filter { $0.field == "churned_at" && FieldColumns.isContractEnd(sample.columns[$0.column]) }.map {
            "\(YAMLText.quoted(sample.columns[$0.column])) is taken for the day on which they left: its days have passed, and "
                + "some have none; where it is the end of a contract that goes on, take the line with churned_at away"
        }
    }

    /// What becomes of accounts whose list says that they have left, and not when.
    private static func leavingWithoutDay(
        _ matched: [(field: String, column: Int)], of kind: FactKind, _ sample: TableSample
    ) -> [String] {
        guard kind == .account, !matched.contains(where: { $0.field == "churned_at" }) else { return [] }
        return matched.filter { $0.field == "status" && StatusWords.isChurnFlag(sample.columns[$0.column]) }.map {
            "\(YAMLText.quoted(sample.columns[$0.column])) says who has left, and nothing says when: who leaves from now on "
                + "counts as gone from the day on which that is first read, all others as gone before"
        }
    }

    /// Why a column that is called as a field is was not taken for it.
    private static func unknownWord(
        _ name: String, of kind: FactKind, _ sample: TableSample, _ column: Int
    ) -> String? {
        guard let field = kind.fields.first(where: { $0.name == name }), case .choice(let choices) = field.form else {
            return nil
        }
        let known = ours(sample.values(column), in: StatusWords.words(of: kind, field: name))
        let word = sample.values(column).first { known[$0] == nil && !choices.contains($0) }
        return word.map {
            "\(YAMLText.quoted(sample.columns[column])) would be \(name), but \(YAMLText.quoted($0)) is none of ours: "
                + "add it to `columns`, and say under `values` which of \(choices.joined(separator: ", ")) it means"
        }
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

    /// The column that says another currency than the amounts' own header does: `mrr_usd` is in USD, whatever currency the
    /// customer has.
    private static func disputedCurrency(
        in matched: [(field: String, column: Int)], of kind: FactKind, _ sample: TableSample
    ) -> (column: Int, caution: String)? {
        guard let code = currency(in: matched, of: kind, sample)["currency"],
            let column = matched.first(where: { $0.field == "currency" })?.column
        else { return nil }
        let texts = sample.values(column)
        let spoken = HeaderText.currencies(in: texts)
        guard let other = texts.map({ spoken[$0] ?? $0 }).first(where: { $0.uppercased() != code }) else { return nil }
        let name = YAMLText.quoted(sample.columns[column])
        return (
            column,
            "amounts are taken for \(code), as their own header says, though \(name) says \(other.uppercased()) of some; where "
                + "\(name) is right, write currency: \(name) under `columns` in place of the constant"
        )
    }

    /// What exchange rates are in, where their own header says it: `usd_per_unit`, `Kurs (USD)`.
    private static func quote(in matched: [(field: String, column: Int)], _ sample: TableSample) -> [String: String] {
        guard let rate = matched.first(where: { $0.field == "rate" }),
            let code = HeaderText(sample.columns[rate.column]).namedCurrency
        else { return [:] }
        return ["quote": code]
    }

    private static func words(
        _ kind: FactKind, _ matched: [(field: String, column: Int)], _ sample: TableSample
    ) -> [String: [String: String]] {
        matched.reduce(into: [:]) { values, match in
            let found =
                match.field == "currency"
                ? HeaderText.currencies(in: sample.values(match.column))
                : ours(sample.words(match.column), in: words(of: kind, match, sample))
            if !found.isEmpty { values[match.field] = found }
        }
    }

    private static func words(
        of kind: FactKind, _ match: (field: String, column: Int), _ sample: TableSample
    ) -> [String: [String]] {
        kind == .account && match.field == "status" && StatusWords.isChurnFlag(sample.columns[match.column])
            ? StatusWords.hasChurned : StatusWords.words(of: kind, field: match.field)
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
        if field.name == "currency" {
            let texts = sample.values(match.column)
            let ours = HeaderText.currencies(in: texts)
            return texts.allSatisfy { Currency($0) != nil || ours[$0] != nil }
        }
        let known: [String]
        switch field.form {
        case .choice(let choices): known = choices
        case .flag: known = ["true", "yes", "1", "t", "y", "false", "no", "0", "f", "n"]
        case .text, .day, .moment, .money, .rate, .count, .number: return true
        }
        let texts = sample.values(match.column)
        let ours = ours(texts, in: words(of: kind, match, sample))
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
    /// Columns that are called as one of these.
    let twins: [(field: String, column: Int)]
    /// Where no column is an id.
    let key: [String]

    init?(_ words: FieldWords, _ sample: TableSample) {
        let tableName = HeaderText.plain(sample.name)
        let isNamed = words.names(tableName)
        let isAnothers = FieldWords.all.contains {
            $0.isByName && $0.kind != words.kind && $0.names(tableName) && !$0.mayBeCalled(tableName)
        }
        guard isNamed || !isAnothers, isNamed || !words.isByName || !words.saying.isEmpty else { return nil }
        let fields = FieldColumns(words, sample)
        guard isNamed || !words.isByName || words.says(fields.found, of: sample) else { return nil }
        let (known, taken) = (fields.known, fields.taken)
        var columns = fields.found
        if words.kind == .account, !fields.canBeAccounts(isNamed: isNamed) { return nil }
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
        // Where a term begins and how long it is says when it ends.
        if let term = words.kind.term, term.follows(from: known.contains) { needed.removeAll { $0 == term.end } }
        // A column for each feature in place of their names and counts.
        if words.kind == .usageDay, WideUsage(sample.columns.indices.filter { !taken.contains($0) }, of: sample) != nil
        {
            needed.removeAll { $0 == "count" }
        }
        // Who did each of many things; a column that says how often is better told of what they did.
        if words.kind == .userDay, words.mayBeCalled(tableName), FieldWords.counts(sample.columns) { return nil }
        // And where it is plainly about use, the one number that nobody else claims.
        if words.kind == .usageDay, isNamed, !known.contains("count"), needed.contains("count") {
            let counting = sample.columns.indices.filter { column in
                let texts = sample.values(column)
                return !taken.contains(column) && !texts.isEmpty && FactField.Form.count.reads(texts)
            }
            if let only = counting.first, counting.count == 1 {
                columns.append(("count", only))
                needed.removeAll { $0 == "count" }
            }
        }
        let isWithoutID = !words.key.isEmpty && !known.contains("id")
        if isWithoutID { needed.removeAll { $0 == "id" } }
        guard needed.allSatisfy({ known.contains($0) || words.constants[$0] != nil }) else { return nil }
        // Where the table's name does not say so, one column must that only such tables have.
        guard isNamed || words.telling.isEmpty || words.telling.contains(where: known.contains) else { return nil }
        self.words = words
        self.columns = columns
        twins = fields.twins
        // Where a term's end follows from its start, that tells one from another.
        let term = words.kind.term.flatMap { known.contains($0.end) ? nil : $0 }
        let keys = words.key.map { $0 == term?.end ? term?.start ?? $0 : $0 }
        key = isWithoutID ? keys.filter(known.contains) : []
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
                (name, Set(left.filter { format.read(Array($0.utf8)[...], in: .utc) != nil && mayBe(name, $0) }))
            }
        }
        while !left.isEmpty {
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

    /// Seconds since 1970 have ten digits for most of our lives, and thousandths of them have three more.
    private static func mayBe(_ format: String, _ text: String) -> Bool {
        switch format {
        case "epoch": text.utf8.count < 12
        case "epoch_ms": text.utf8.count >= 12
        default: true
        }
    }

    /// Whether all texts are days in ways that can be read.
    static func readsAsDates(_ texts: [String]) -> Bool {
        let formats = dates(of: texts).compactMap { DateFormat($0.format) }
        return !texts.isEmpty
            && texts.allSatisfy { text in formats.contains { $0.read(Array(text.utf8)[...], in: .utc) != nil } }
    }

    /// The days that texts are, as far as they can be read.
    static func days(of texts: [String]) -> [Day] {
        let formats = dates(of: texts).compactMap { DateFormat($0.format) }
        return texts.compactMap { text in
            formats.lazy.compactMap { $0.read(Array(text.utf8)[...], in: .utc)?.day }.first
        }
    }

    private static func isRival(_ one: String, of other: String) -> Bool {
        Set([one, other]) == Set(MixedDays.formats)
    }

    /// Whether hardly any of the texts is none that can be read: a load takes one in twenty that is wrong.
    static func readsAsNumbers(_ texts: [String]) -> Bool {
        texts.count { amount($0) == nil } * 20 <= texts.count
    }

    /// What a text is in any of the ways of writing numbers.
    static func number(_ text: String) -> Decimal? {
        styles.lazy.compactMap { NumberStyle(example: $0)?.read(Array(text.utf8)[...]) }.first
    }

    /// The same of an amount, which may carry the sign of a currency.
    static func amount(_ text: String) -> Decimal? { number(text) ?? number(stripped(text)) }

    static func stripped(_ text: String) -> String {
        String(decoding: Accounting.stripped(Array(text.utf8)[...]).digits, as: UTF8.self)
    }

    private static let styles = ["1234.56", "1234,56", "1,234.56", "1.234,56", "1 234,56", "1'234.56", "1\u{A0}234,56"]

    /// Examples of the ways numbers are written, and a doubt, if there is one.
    ///
    /// - Parameter counts: what can only be whole: `1.250` is not one and a quarter then.
    static func numbers(
        of texts: [String], andWhole counts: [String] = []
    ) -> (examples: [String], note: String?) {
        var left = Set(texts + counts)
        let counts = Set(counts)
        var chosen: [String] = []
        let read = styles.compactMap { name in
            NumberStyle(example: name).map { style in
                let known = left.filter { text in
                    let number = style.read(Array(text.utf8)[...])
                    return counts.contains(text) ? number?.whole != nil : number != nil
                }
                return (name, known)
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
