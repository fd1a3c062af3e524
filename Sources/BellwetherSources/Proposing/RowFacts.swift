import BellwetherCore

/// What a list of accounts says beside who they are: an answer to a survey, how many use it, when somebody last spoke with
/// them. A row of accounts has no field for these, so each becomes a fact of its own, where there is one that means the
/// same; else it is said why there is none.
struct RowFacts: Sendable {
    /// One column, and the fact that it becomes.
    struct Fact: Sendable {
        let kind: FactKind
        /// Tells apart several of one kind.
        var suffix = ""
        let column: String
        var columns: [(field: String, column: String)]
        /// The field that is dated by when the list was written, where no column says of when it is.
        var asOf: String?
        /// The column that says of when it is, beside it.
        var day: String?
        var constants: [(field: String, value: String)] = []
        /// What its value is, where it is a word.
        var values: [String: String] = [:]
        var needed: [String]
        /// `an answer to a survey (survey_response)`
        let meaning: String
        /// What says the same better, where there is a table of it.
        let better: [FactKind]

        var name: String { kind.name + (suffix.isEmpty ? "" : "-" + suffix) }
    }

    private(set) var facts: [Fact] = []
    /// Columns that were not taken, and why.
    private(set) var left: [(column: String, why: String)] = []
    private(set) var used: Set<Int> = []
    private let sample: TableSample
    private let headers: [HeaderText]
    private let rest: [Int]
    private let id: String
    private let owner: String?
    /// The column that says when a row was last changed.
    private let changed: Int?

    static let none = RowFacts()

    private init() {
        (sample, headers, rest) = (TableSample(name: "", columns: [], rows: []), [], [])
        (id, owner, changed) = ("", nil, nil)
    }

    /// - Parameters:
    ///   - account: what the row is as an account.
    ///   - rest: the columns that are nothing of an account.
    init(_ account: [(field: String, column: Int)], _ rest: [Int], of sample: TableSample) {
        self.sample = sample
        self.rest = rest
        // What stands in brackets says more of it, and not something else: `NPS (0-10)`.
        let headers = sample.columns.map { HeaderText(String($0.prefix { !"(（[".contains($0) })) }
        self.headers = headers
        let changes = Self.changes.map { HeaderText($0).bare }
        changed = rest.first { column in
            changes.contains(headers[column].bare) && !sample.hasGaps(column)
                && Guess.readsAsDates(sample.values(column))
        }
        id = account.first { $0.field == "id" }.map { sample.columns[$0.column] } ?? ""
        let owner = account.first { $0.field == "owner" }?.column
        self.owner = owner.flatMap { sample.hasGaps($0) ? nil : sample.columns[$0] }
        takeRenewal()
        takeTerm(account.first { $0.field == "started_at" }?.column)
        takeNPS()
        takeTouch()
        takeUsers()
        takeSentiment()
        takeNumbers()
        for (names, why) in Self.meaningless {
            for column in all(called: names) { leave(column, why) }
        }
        let named = Set(facts.flatMap { $0.columns.map(\.column) })
        used.formUnion(rest.filter { named.contains(sample.columns[$0]) })
    }

    /// Which of them to take where other tables tell of `told`, and what to say of the rest.
    func beside(_ told: Set<FactKind>) -> (taken: [Fact], left: [(column: String, why: String)]) {
        let better = facts.filter { !told.isDisjoint(with: $0.better) }
        let words = better.map { fact in
            let kind = fact.better.first(where: told.contains) ?? fact.kind
            return (column: fact.column, why: "another table tells of \(FactKind.spoken(kind.name, 2))")
        }
        return (facts.filter { told.isDisjoint(with: $0.better) }, words + left)
    }

    /// The texts whose way of writing matters, by whether they are days.
    func texts(areDays: Bool) -> [String] {
        facts.flatMap { fact in
            fact.columns.filter { field, _ in
                let form = fact.kind.fields.first { $0.name == field }?.form
                return areDays ? form == .day || form == .moment : form == .number || form == .count
            }
        }.compactMap { sample.columns.firstIndex(of: $0.column) }.flatMap(sample.values)
    }
}

// MARK: One after the other

extension RowFacts {
    /// A term that is known by its end alone.
    private mutating func takeRenewal() {
        guard let column = first(called: Self.renewals) ?? first(called: Self.leavings, where: isDated) else { return }
        guard isDated(column) else { return leave(column, "it holds texts that are no days") }
        let isLeaving = all(called: Self.leavings).contains(column)
        let why = isLeaving ? "; it is no day on which they left, since some are still to come" : ""
        take(
            Fact(
                kind: .contract, column: sample.columns[column], columns: whose + [("end", sample.columns[column])],
                needed: ["end"], meaning: "the end of a term, of which nothing else is known (contract)\(why)",
                better: [.contract]), column)
    }

    /// A term that is known by its first day and its length. What they are may have begun with it.
    private mutating func takeTerm(_ began: Int?) {
        guard let months = first(called: FieldWords.termMonthsWords, where: saysMonths) else { return }
        guard !facts.contains(where: { $0.kind == .contract }) else {
            return leave(months, "another column says when the term ends")
        }
        let own = first(called: Self.beginnings, where: isDated)
        let names = Set(Self.beginnings.map { HeaderText($0).bare })
        guard let start = own ?? began.flatMap({ names.contains(headers[$0].bare) ? $0 : nil }) else {
            return leave(months, "how long a term is says nothing without its first day; bring that, or its end")
        }
        let (name, length) = (sample.columns[start], sample.columns[months])
        take(
            Fact(
                kind: .contract, column: length,
                columns: whose + [("start", name), ("term_months", length)], needed: ["start", "term_months"],
                meaning: "the months of a term, which begins on the day in \(YAMLText.quoted(name)) (contract); where "
                    + "terms follow each other, bring the first day of the last one",
                better: [.contract]), months)
    }

    private func saysMonths(_ column: Int) -> Bool {
        FieldColumns.saysMonths(sample.columns[column], sample.values(column))
    }

    private mutating func takeNPS() {
        guard let column = first(called: Self.nps) else { return }
        guard sample.values(column).allSatisfy({ Int($0).map((0...10).contains) ?? false }) else {
            return leave(column, "an answer is a whole number from 0 to 10; bring the answers (survey_response)")
        }
        take(
            dated(
                Fact(
                    kind: .surveyResponse, column: sample.columns[column],
                    columns: whose + [("value", sample.columns[column])], constants: [("kind", "nps")],
                    needed: ["value"], meaning: "an answer to a survey (survey_response)",
                    better: [.surveyResponse]), "at",
                by: first(called: Self.npsDays, where: isDated)), column)
    }

    private mutating func takeTouch() {
        let sorts: [(names: [String], sort: String?)] = [
            (Self.contacts, nil), (Self.meetings, "meeting"), (Self.calls, "call"),
        ]
        let found = sorts.compactMap { names, sort in first(called: names).map { ($0, sort) } }
        guard let (column, sort) = found.first else { return }
        guard isDated(column) else { return leave(column, "it holds texts that are no days") }
        take(
            Fact(
                kind: .touch, column: sample.columns[column], columns: whose + [("at", sample.columns[column])],
                constants: sort.map { [("kind", $0)] } ?? [], needed: ["at"],
                meaning: "a contact with them (touch)", better: [.touch]), column)
    }

    private mutating func takeUsers() {
        guard let column = first(called: Self.users) else { return }
        guard FactField.Form.count.reads(sample.values(column)) else {
            return leave(column, "it holds texts that are no whole numbers")
        }
        take(
            dated(
                Fact(
                    kind: .seatDay, column: sample.columns[column],
                    columns: [("account_id", id), ("active_users", sample.columns[column])],
                    needed: ["active_users"], meaning: "how many people use it (seat_day)",
                    better: [.seatDay, .userDay]), "day", by: nil), column)
        for other in all(called: Self.users) { leave(other, Self.sameAs(sample.columns[column], "active_users")) }
    }

    private mutating func takeSentiment() {
        guard let column = first(called: Self.grades) else { return }
        guard let scale = GradeScale(sample.values(column)) else {
            return leave(
                column,
                "its words are no grades that are known; as `sentiment`, with `values` that say which number each is, it counts"
            )
        }
        let author = owner.map { [("author", $0)] } ?? []
        take(
            dated(
                Fact(
                    kind: .sentiment, column: sample.columns[column],
                    columns: whose + [("value", sample.columns[column])] + author,
                    constants: (owner == nil ? [("author", "team")] : [])
                        + [("scale_min", String(scale.lowest)), ("scale_max", String(scale.highest))],
                    values: scale.words, needed: ["value"],
                    meaning: "what the team thinks of them, from \(scale.lowest) to \(scale.highest) (sentiment)",
                    better: [.sentiment]), "at", by: nil), column)
    }

    /// Numbers that no metric reads.
    private mutating func takeNumbers() {
        for (name, names) in Self.numbers {
            guard let column = first(called: names) else { continue }
            guard FactField.Form.number.reads(sample.values(column)) else {
                leave(column, "it holds texts that are no numbers")
                continue
            }
            take(
                dated(
                    Fact(
                        kind: .customMeasure, suffix: name.replacing("_", with: "-"), column: sample.columns[column],
                        columns: [("account_id", id), ("value", sample.columns[column])], constants: [("name", name)],
                        needed: ["value"],
                        meaning: "a number that rules may ask for and no score is made of (custom_measure '\(name)')",
                        better: name == "open_tickets" ? [.ticket] : []), "at", by: nil), column)
        }
    }
}

// MARK: Columns

extension RowFacts {
    private var whose: [(field: String, column: String)] { [("id", id), ("account_id", id)] }

    /// With the day of a column of its own; else of the row's last change; else of the list's writing.
    private func dated(_ fact: Fact, _ field: String, by own: Int?) -> Fact {
        var dated = fact
        if let day = own ?? changed {
            dated.columns.append((field, sample.columns[day]))
            dated.day = sample.columns[day]
            dated.needed += [field]
        } else {
            dated.asOf = field
        }
        return dated
    }

    private mutating func take(_ fact: Fact, _ column: Int) {
        facts.append(fact)
        used.insert(column)
    }

    /// Of a second column with the same meaning: which one is read, and how to read the other.
    static func sameAs(_ first: String, _ field: String, calledTheSame: Bool = false) -> String {
        if calledTheSame { return "the first column that is called so is read; give this one another name" }
        return
            "it would be \(field) too, and \(YAMLText.quoted(first)) is read as that; to read this one instead, write it in that one's "
            + "place"
    }

    private mutating func leave(_ column: Int, _ why: String) {
        left.append((sample.columns[column], why))
        used.insert(column)
    }

    private func isDated(_ column: Int) -> Bool { Guess.readsAsDates(sample.values(column)) }

    private func first(called names: [String], where isSuch: (Int) -> Bool = { _ in true }) -> Int? {
        for name in names {
            if let column = all(called: [name]).first(where: isSuch) { return column }
        }
        return nil
    }

    private func all(called names: [String]) -> [Int] {
        let wanted = Set(names.map { HeaderText($0).bare })
        return rest.filter { wanted.contains(headers[$0].bare) && !used.contains($0) && !sample.values($0).isEmpty }
    }
}
