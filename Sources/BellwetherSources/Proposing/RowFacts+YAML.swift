import BellwetherCore

extension ProposedSources {
    /// Says on the terminal what a list of accounts was taken to tell beside who they are, and what not.
    mutating func say(
        _ name: String, _ proposal: Proposal, _ facts: [RowFacts.Fact], _ others: [(column: String, why: String)]
    ) {
        let isInDatabase = proposal.sample.isInDatabase
        taken += facts.map { "\(name): \($0.words(isInDatabase: isInDatabase))" }
        left += others.map { "\(name): \(YAMLText.quoted($0.column)); \($0.why)" }
        left += proposal.twins.map { "\(name): \(YAMLText.quoted($0.column)); \($0.why)" }
        let rest = proposal.unknown.filter { !isInDatabase || HeaderText($0).bare != "deletedat" }
        let unknown = rest.prefix(8).map(YAMLText.quoted).joined(separator: ", ")
        let more = rest.count > 8 ? " and \(rest.count - 8) more" : ""
        if !unknown.isEmpty { left.append("\(name): \(unknown)\(more); what they mean is not known") }
    }
}

extension RowFacts.Fact {
    /// `"NPS" for an answer to a survey (survey_response), of the day on which …`
    func words(isInDatabase: Bool) -> String {
        let own = day.map { ", of the day in \(YAMLText.quoted($0))" }
        let read: String? = asOf.map { _ in
            switch (kind.isDaily, isInDatabase) {
            case (true, false): ", of the day before the file was written"
            case (true, true): ", of the day before it is read"
            case (false, false): ", of the day of the file in which it first stands"
            case (false, true): ", of the day on which it is first read"
            }
        }
        return "\(YAMLText.quoted(column)) for \(meaning)\(own ?? read ?? "")"
    }

    /// What no column says, and what its words are.
    fileprivate func details(_ margin: String) -> [String] {
        var lines: [String] = []
        if let asOf { lines.append(margin + "as_of: \(asOf)") }
        if !constants.isEmpty {
            let pairs = constants.map { "\($0.field): \(YAMLText.quoted($0.value))" }
            lines.append(margin + "constants: { \(pairs.joined(separator: ", ")) }")
        }
        if !values.isEmpty {
            let pairs = values.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
                .map { "\(YAMLText.quoted($0.key)): \($0.value)" }
            lines.append(margin + "values: { value: { \(pairs.joined(separator: ", ")) } }")
        }
        if !needed.isEmpty { lines.append(margin + "skip_without: [\(needed.joined(separator: ", "))]") }
        return lines
    }
}

extension Proposal {
    /// What accounts say beside, as facts from the same file; with what was not taken.
    func lines(
        of facts: [RowFacts.Fact], leaving others: [(column: String, why: String)], indent: Int
    ) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        for fact in facts {
            lines.append(YAMLText.comment("taken: " + fact.words(isInDatabase: false), indent: indent))
            lines += [margin + fact.name + ":", margin + "  columns:"]
            lines += fact.columns.map { margin + "    \($0.field): \(YAMLText.quoted($0.column))" }
            lines += fact.details(margin + "  ")
        }
        return lines + comments(others, indent)
    }

    /// The same, by queries.
    func queries(
        of facts: [RowFacts.Fact], leaving others: [(column: String, why: String)], from table: String, indent: Int
    ) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        for fact in facts {
            let columns = fact.columns.map {
                "\(ProposedSources.Database.quoted($0.column)) AS \(ProposedSources.Database.quoted($0.field))"
            }
            lines.append(YAMLText.comment("taken: " + fact.words(isInDatabase: true), indent: indent))
            lines += [margin + fact.name + ":", margin + "  query: |"]
            lines += [margin + "    SELECT " + columns.joined(separator: ", "), margin + "    FROM \(table)"]
            if let isThere { lines.append(margin + "    WHERE \(isThere)") }
            lines += fact.details(margin + "  ")
        }
        return lines + comments(others, indent)
    }

    private func comments(_ others: [(column: String, why: String)], _ indent: Int) -> [String] {
        others.map { YAMLText.comment("not taken: \(YAMLText.quoted($0.column)); \($0.why)", indent: indent) }
    }

    /// Of rows that are kept although they were deleted.
    var isThere: String? {
        unused.first { HeaderText($0).bare == "deletedat" }.map { "\(ProposedSources.Database.quoted($0)) IS NULL" }
    }
}
