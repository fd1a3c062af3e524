import BellwetherCore
import Diagnostics

extension Proposal {
    /// How texts are read, each setting with its reason; under the kind of source.
    func style(indent: Int) -> [String] { Self.style(of: [self], indent: indent) }

    /// The same for tables that are read in one way: what one of them needs must not take from another.
    static func style(of proposals: [Proposal], indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        let dates = distinct(proposals.flatMap(\.dates))
        if dates.contains(where: { $0.format != "iso" }) {
            for date in dates {
                guard let rival = date.rival else { continue }
                lines.append(
                    YAMLText.comment(
                        "the dates fit \(rival) as well as \(date.format); write the one that is right", indent: indent)
                )
            }
            lines.append(margin + "dates: " + YAMLText.list(distinct(dates.map(\.format))))
        }
        if let telling = proposals.first?.mixedDays?.telling {
            lines.append(YAMLText.comment(telling.reason, indent: indent))
            lines.append(margin + telling.setting)
        }
        let usual = distinct(proposals.flatMap(\.nothing))
        let nothing = distinct(usual + proposals.flatMap(\.sample.wordsForNothing))
        if !usual.isEmpty {
            lines.append(YAMLText.comment("what may stand where nothing is known", indent: indent))
        }
        if !nothing.isEmpty { lines.append(margin + "absent: " + YAMLText.list(nothing)) }
        if proposals.contains(where: \.isAccounting) {
            lines.append(YAMLText.comment("amounts may carry the sign of a currency, or parentheses", indent: indent))
            lines.append(margin + "accounting: true")
        }
        for note in distinct(proposals.flatMap(\.notes)) { lines.append(YAMLText.comment(note, indent: indent)) }
        let numbers = distinct(proposals.flatMap { $0.numbers.isEmpty ? ["1234.56"] : $0.numbers })
        if numbers != ["1234.56"] { lines.append(margin + "numbers: " + YAMLText.list(numbers)) }
        return lines
    }

    private static func distinct<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }

    /// `values`, `constants`, and what was not taken; under the fact.
    func details(indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        if !key.isEmpty {
            lines.append(YAMLText.comment("no column is an id; these together tell rows apart", indent: indent))
            lines.append(margin + "key: " + YAMLText.list(key))
        }
        if !constants.isEmpty {
            lines.append(
                YAMLText.comment("no column says so; it is taken to be this in every row", indent: indent))
            let pairs = constants.sorted { $0.key < $1.key }.map { "\($0.key): \(YAMLText.quoted($0.value))" }
            lines.append(margin + "constants: { \(pairs.joined(separator: ", ")) }")
        }
        if !values.isEmpty {
            lines.append(margin + "values:")
            for (field, words) in values.sorted(by: { $0.key < $1.key }) {
                let pairs = words.sorted { $0.key < $1.key }.map { "\(YAMLText.quoted($0.key)): \($0.value)" }
                lines.append(margin + "  \(field): { \(pairs.joined(separator: ", ")) }")
            }
        }
        if hasRowsWithoutAccount {
            lines.append(YAMLText.comment("some rows are nobody's", indent: indent))
            lines.append(margin + "skip_without: [account_id]")
        }
        lines += (cautions + doubts).map { YAMLText.comment($0, indent: indent) }
        lines += twins.map { YAMLText.comment("not taken: \(YAMLText.quoted($0.column)); \($0.why)", indent: indent) }
        let others = unknown
        if !others.isEmpty {
            lines.append(
                YAMLText.comment("not taken: " + others.map(YAMLText.quoted).joined(separator: ", "), indent: indent))
        }
        return lines
    }

    /// Columns that are none of ours, and of which nothing else is said.
    var unknown: [String] { unused.filter { column in !twins.contains { $0.column == column } } }

    /// What days say of features, in columns of their own; or how often it was used.
    func featureLines(indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        if let uses {
            let columns = columns.filter { ["account_id", "day"].contains($0.field) } + [("count", uses)]
            let pairs = columns.map { "\($0.field): \(YAMLText.quoted($0.column))" }.joined(separator: ", ")
            return [
                YAMLText.comment("how often it was used", indent: indent), margin + "usage_day:",
                margin + "  columns: { \(pairs) }",
            ]
        }
        guard let unpivot else { return [] }
        guard kind != .usageDay else { return [margin + "  " + unpivot] }
        let shared = columns.filter { ["account_id", "day"].contains($0.field) }
            .map { "\($0.field): \(YAMLText.quoted($0.column))" }
        return [
            YAMLText.comment("a column for each feature, with how often it was used", indent: indent),
            margin + "usage_day:", margin + "  columns: { \(shared.joined(separator: ", ")) }", margin + "  " + unpivot,
        ]
    }

    var unpivot: String? {
        features.map { "unpivot: { columns: \(YAMLText.quoted($0)), into: feature, value: count }" }
    }

    /// Who the rows are about, where no table lists accounts.
    func accountLines(indent: Int) -> [String] {
        guard let id = column("account_id") else { return [] }
        let margin = String(repeating: " ", count: indent)
        let account = FieldWords.all.first { $0.kind == .account }
        func unused(_ field: String) -> String? {
            let wanted = Set((account?.fields.first { $0.field == field }?.words ?? []).map { HeaderText($0).bare })
            return self.unused.first { wanted.contains(HeaderText($0).bare) }
        }
        let others = ["owner", "tier", "segment"].compactMap { field in unused(field).map { (field, $0) } }
        let columns = [("id", id), ("name", unused("name") ?? id)] + others
        return [
            YAMLText.comment("no file lists accounts; they are who these rows are about", indent: indent),
            margin + "account:", margin + "  columns:",
        ] + columns.map { margin + "    \($0.0): \(YAMLText.quoted($0.1))" } + [margin + "  skip_without: [id]"]
    }

    /// What accounts or contracts pay, as subscriptions from the same file.
    func revenueLines(indent: Int) -> [String] {
        guard let revenue else { return [] }
        let margin = String(repeating: " ", count: indent)
        return [
            YAMLText.comment(revenue.reason, indent: indent), margin + "subscription:", margin + "  columns:",
        ] + revenue.columns(in: self).map { margin + "    \($0.field): \(YAMLText.quoted($0.column))" }
            + revenue.details(in: self, indent: indent + 2)
    }

    /// The same, by a query.
    func revenueQuery(of table: String, indent: Int) -> [String] {
        guard let revenue else { return [] }
        let margin = String(repeating: " ", count: indent)
        let columns = revenue.columns(in: self).map {
            "\(ProposedSources.Database.quoted($0.column)) AS \(ProposedSources.Database.quoted($0.field))"
        }
        return [
            YAMLText.comment(revenue.reason, indent: indent), margin + "subscription:", margin + "  query: |",
            margin + "    SELECT " + columns.joined(separator: ", "), margin + "    FROM \(table)",
        ] + revenue.details(in: self, indent: indent + 2)
    }

    /// `account: 7 of 12 columns known`
    var reason: String {
        let fields = columns.map(\.field).joined(separator: ", ")
        return "\(kind.name): it has columns for \(fields)"
    }
}

/// A configuration's `sources:`, proposed from what is there.
package struct ProposedSources: Sendable {
    /// The list's entries, as YAML.
    package var yaml = ""
    package var count = 0
    /// What columns of a list of accounts were taken for, beside what accounts are.
    package var taken: [String] = []
    /// What they say beside, and nothing can be made of.
    package var left: [String] = []
    /// What was looked at and is none of ours, with the reason.
    package var passedOver: [String] = []
    /// What has to be done by hand before all of it is of use.
    package var toDo: [String] = []
    /// The file that lists the team, if there is one.
    package var people: String?
    /// The currency that most rows are in.
    package var currency: String?
    var currencies: [String: Int] = [:]
    /// Whether there are amounts at all.
    package private(set) var tellsAmounts = false

    mutating func noteCurrencies(of proposal: Proposal) {
        let amounts = proposal.kind.fields.filter { $0.form == .money || $0.form == .rate }.map(\.name)
        if proposal.revenue != nil || amounts.contains(where: { proposal.column($0) != nil }) { tellsAmounts = true }
        let said = [proposal.constants["currency"], proposal.revenue.flatMap { HeaderText($0.column).currency }]
        for code in said.compactMap(\.self) { currencies[code, default: 0] += proposal.sample.rows.count }
        defer { currency = currencies.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
        guard let name = proposal.columns.first(where: { $0.field == "currency" })?.column,
            let index = proposal.sample.columns.firstIndex(of: name)
        else { return }
        let texts = proposal.sample.values(index)
        let spoken = HeaderText.currencies(in: texts)
        for code in texts.map({ spoken[$0] ?? $0 }) where Currency(code) != nil {
            currencies[code.uppercased(), default: 0] += 1
        }
    }
}
