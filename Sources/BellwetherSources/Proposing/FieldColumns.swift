import BellwetherCore

/// Which of a table's columns say which of a kind's fields.
struct FieldColumns {
    private(set) var found: [(field: String, column: Int)] = []
    private(set) var taken: Set<Int> = []
    /// Columns that are called as one that was found before them.
    private(set) var twins: [(field: String, column: Int)] = []
    private let words: FieldWords
    private let sample: TableSample
    private let headers: [HeaderText]

    init(_ words: FieldWords, _ sample: TableSample) {
        self.words = words
        self.sample = sample
        headers = sample.columns.map(HeaderText.init)
        if let column = sample.accountColumn, words.fields.contains(where: { $0.field == "account_id" }) {
            note("account_id", column)
        }
        for (field, names) in words.fields where !knows(field) { take(field, called: names) }
        // What a table cannot be without may be called a little otherwise.
        for (field, names) in words.fields where words.needed.contains(field) && !knows(field) {
            take(field, meant: names)
        }
        // Somebody who knows our own names may have used them.
        for field in words.kind.fields where !knows(field.name) { take(ownName: field) }
        // `started_on` is `started_at`, and what stands in brackets says more of it, and not something else.
        for (field, names) in words.fields + words.kind.fields.map({ ($0.name, [$0.name]) }) where !knows(field) {
            take(field, calledAlmost: names)
        }
        for (field, names) in words.fields where knows(field) && field != "id" && field != "account_id" {
            let wanted = Set(names.map { HeaderText($0).bare })
            for column in headers.indices where !taken.contains(column) && wanted.contains(headers[column].bare) {
                if mayHold(field, column) { twins.append((field, column)) }
            }
        }
    }

    /// The end of a contract, and not of what they are: `Vertragsende`.
    static func isContractEnd(_ header: String) -> Bool { contractEnds.contains(HeaderText(header).bare) }

    private static let contractEnds = Set(
        [
            "vertragsende", "contract_end", "contract_end_date", "laufzeitende", "vertrag_bis", "合同到期日", "合同结束日期",
            "окончание_договора", "договор_до",
        ].map { HeaderText($0).bare })

    private mutating func take(_ field: String, calledAlmost names: [String]) {
        let isDate = words.kind.fields.first { $0.name == field }.map { [.day, .moment].contains($0.form) } ?? false
        let wanted = Set(names.map { HeaderText($0).bare })
        let stems = isDate ? Set(names.compactMap(Self.stem)) : []
        // Names are looked at before values, of which there are many.
        let column = headers.indices.first { column in
            guard !taken.contains(column) else { return false }
            if let plain = HeaderText.withoutBrackets(sample.columns[column]), wanted.contains(plain.bare) {
                return mayHold(field, column)
            }
            return isDate && Self.stem(sample.columns[column]).map(stems.contains) ?? false
                && mayHold(field, column) && FactField.Form.day.reads(sample.values(column))
        }
        if let column { note(field, column) }
    }

    /// `started` of `started_on`; nothing of what has no such ending.
    private static func stem(_ name: String) -> String? {
        let words = HeaderText(name).words
        guard words.count > 1, let last = words.last, ["at", "on", "date", "am", "day"].contains(last) else {
            return nil
        }
        return words.dropLast().joined(separator: "_")
    }

    /// The fields, by their names; whether they are in minor units is another question.
    var known: Set<String> { Set(found.map { Self.base($0.field) }) }

    /// Whether rows can be accounts: not where they name the account they are of, beside an id of their own; and an id
    /// alone is no name, unless it is called as an account's or the whole table is.
    func canBeAccounts(isNamed: Bool) -> Bool {
        guard let id = found.first(where: { $0.field == "id" })?.column else { return true }
        // What stands in many rows is what they are about, and not who they are.
        let ids = sample.values(id)
        if !isNamed, Set(ids).count * 3 < ids.count * 2 { return false }
        let others = headers.indices.filter { !taken.contains($0) && Self.accountIDs.contains(headers[$0].bare) }
        let isOfOthers = sample.accountColumn.map { $0 != id } ?? !others.isEmpty
        if isOfOthers, sample.isInDatabase || !isNamed { return false }
        return isNamed || knows("name") || headers[id].bare != "id"
    }

    private static let accountIDs = Set(
        ["account", "customer", "company", "client", "organization", "organisation", "org", "workspace", "tenant"]
            .flatMap { [$0 + "id", $0 + "uuid"] })

    private func knows(_ field: String) -> Bool { found.contains { Self.base($0.field) == field } }

    private mutating func take(_ field: String, called names: [String]) {
        for name in names.map(HeaderText.init) {
            let named = headers.indices.first {
                !taken.contains($0) && headers[$0].bare == name.bare && mayHold(field, $0)
            }
            if let column = named { return note(field, column) }
            guard isMoney(field) else { continue }
            if let column = first(where: { header in Self.cents.contains { header.bare == name.bare + $0 } }) {
                return note(field + "_minor", column)
            }
        }
    }

    /// `Paid` may say whether or how much.
    private func mayHold(_ field: String, _ column: Int) -> Bool {
        if words.kind == .account, field == "churned_at" { return saysWhoLeft(column) }
        if words.kind == .account, field == "status" { return saysStatus(column) }
        if field == "term_months" { return Self.saysMonths(sample.columns[column], sample.values(column)) }
        guard let form = words.kind.fields.first(where: { $0.name == field })?.form else { return true }
        return switch form {
        case .money, .rate, .number, .count: form.reads(sample.values(column))
        case .text, .choice, .flag, .day, .moment: true
        }
    }

    /// Months where the header says so, or where they can be nothing else: of `Term` with 1, 2 and 3 nobody knows.
    static func saysMonths(_ header: String, _ texts: [String]) -> Bool {
        let name = header.lowercased()
        let counts = texts.map { Guess.number($0)?.whole ?? 0 }
        guard let most = counts.max(), most <= 120, FactField.Form.count.reads(texts),
            !otherSpans.contains(where: name.contains)
        else { return false }
        return monthSpans.contains(where: name.contains) || most >= 6
    }

    private static let monthSpans = ["month", "monat", "月", "мес"]
    private static let otherSpans = [
        "year", "jahr", "年", "лет", "год", "day", "tage", "天", "дн", "week", "woche", "周", "недел", "hour", "stunde",
    ]

    /// `Churned` may hold days, and `state` where they are: what stands in it tells.
    private func saysStatus(_ column: Int) -> Bool {
        let (name, texts) = (sample.columns[column], sample.values(column))
        if StatusWords.isChurnFlag(name) { return StatusWords.saysYesAndNo(texts) }
        return !StatusWords.isDoubtful(name) || StatusWords.saysHowTheyStand(texts)
    }

    /// Nobody has left whose day is still to come: that is when a contract ends. One that has been given notice ends on a
    /// day ahead too, while a column says how they stand.
    private func saysWhoLeft(_ column: Int) -> Bool {
        let days = Guess.days(of: sample.values(column))
        let isAhead = sample.writtenOn.map { today in days.contains { $0 > today } } ?? false
        if Self.isContractEnd(sample.columns[column]) { return !isAhead && sample.hasGaps(column) }
        return !isAhead || (sample.hasGaps(column) && knows("status"))
    }

    private mutating func take(_ field: String, meant names: [String]) {
        for name in names.map(HeaderText.init) {
            let column = headers.indices.first {
                !taken.contains($0) && words.means(field, headers[$0], saying: name, sample, $0)
            }
            if let column { return note(field, column) }
        }
    }

    private mutating func take(ownName field: FactField) {
        let name = HeaderText(field.name)
        guard let column = first(where: { $0.bare == name.bare }), field.form.reads(sample.values(column)) else {
            return
        }
        note(field.name, column)
    }

    private func first(where fits: (HeaderText) -> Bool) -> Int? {
        headers.indices.first { !taken.contains($0) && fits(headers[$0]) }
    }

    private mutating func note(_ field: String, _ column: Int) {
        taken.insert(column)
        found.append((field, column))
    }

    private func isMoney(_ field: String) -> Bool {
        words.kind.fields.first { $0.name == field }.map { $0.form == .money } ?? false
    }

    private static let cents = ["minor", "cents", "cent", "incents"]

    private static func base(_ field: String) -> String {
        field.hasSuffix("_minor") ? String(field.dropLast(6)) : field
    }
}

extension FactField.Form {
    /// Whether the texts look like it, as far as that can be seen.
    func reads(_ texts: [String]) -> Bool {
        switch self {
        case .day, .moment: texts.isEmpty || !Guess.dates(of: texts).isEmpty
        case .money, .rate, .number: Guess.readsAsNumbers(texts)
        case .count: texts.count { !Self.isWhole($0) } * 20 <= texts.count
        case .text, .choice, .flag: true
        }
    }

    /// `1250`, `1.250`, `1 250` and `1250.0`, but not `420,50`.
    private static func isWhole(_ text: String) -> Bool {
        if text.contains(where: { "eE".contains($0) }) { return Guess.number(text)?.whole != nil }
        var groups = text.split(omittingEmptySubsequences: false) { ".,' \u{A0}\u{202F}’".contains($0) }
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else { return false }
        if groups.count > 1, groups.last?.allSatisfy({ $0 == "0" }) == true { groups.removeLast() }
        return groups.count == 1 || groups.dropFirst().allSatisfy { $0.count == 3 }
    }
}
