import BellwetherCore

/// Which tables of a database are taken for what: first whose rows are the accounts, then what the others tell of them.
struct DatabaseChoice: Sendable {
    private(set) var proposals: [(table: DatabaseTable, proposal: Proposal)] = []
    private(set) var events: [(table: DatabaseTable, events: RawEvents)] = []
    private(set) var passedOver: [String] = []
    private let database: ProposedSources.Database

    /// What tells what accounts pay, where there are no subscriptions.
    var revenue: (table: DatabaseTable, proposal: Proposal)? {
        proposals.contains { $0.proposal.kind == .subscription } ? nil : proposals.first { $0.proposal.revenue != nil }
    }

    /// What is told of accounts by tables of its own.
    var told: Set<FactKind> {
        var told = Set(proposals.map(\.proposal.kind)).union(events.isEmpty ? [] : [.usageDay])
        if events.contains(where: { $0.events.tellsUsers }) { told.insert(.userDay) }
        if proposals.contains(where: { $0.proposal.column("term_end") != nil }) { told.insert(.contract) }
        return told
    }

    init(
        _ tables: [(table: DatabaseTable, sample: TableSample)], _ database: ProposedSources.Database, since day: Day
    ) {
        self.database = database
        let accounts = Self.accounts(among: tables)
        if let accounts { proposals.append(accounts) }
        let people = accounts.flatMap { PeopleLink(among: tables, accounts: $0.table, database) }
        var found: [(table: DatabaseTable, proposal: Proposal)] = []
        for (table, sample) in tables where table.name != accounts?.table.name {
            let own = accounts.map { sample.naming($0.table.name, by: table.references) } ?? sample
            if let raw = RawEvents(own, since: day, people: people?.name == table.name ? nil : people) {
                events.append((table, raw))
            } else if let proposal = Proposal(own, among: { $0 != .account }) {
                found.append((table, proposal))
            } else {
                passedOver.append(none(table, sample, accounts?.table, people))
            }
        }
        choose(among: found)
    }

    /// The table whose rows the others speak of; its name says much, and a view shows some of them at best.
    private static func accounts(
        among tables: [(table: DatabaseTable, sample: TableSample)]
    ) -> (table: DatabaseTable, proposal: Proposal)? {
        let candidates = tables.compactMap { table, sample -> (table: DatabaseTable, proposal: Proposal, score: Int)? in
            guard let proposal = Proposal(sample, among: { $0 == .account }) else { return nil }
            let speaking = tables.count { $0.sample.naming(table.name, by: $0.table.references).accountColumn != nil }
            let score = proposal.score + 5 * speaking + (table.isView ? 0 : 30)
            return (table, proposal, score)
        }
        return candidates.max { $0.score < $1.score }.map { ($0.table, $0.proposal) }
    }

    private mutating func choose(among found: [(table: DatabaseTable, proposal: Proposal)]) {
        for kind in FactKind.all {
            let ranked = found.filter { $0.proposal.kind == kind }.sorted {
                Self.rank($0) != Self.rank($1)
                    ? Self.rank($0) > Self.rank($1) : $0.table.name.table < $1.table.name.table
            }
            guard let best = ranked.first else { continue }
            proposals.append(best)
            for (table, _) in ranked.dropFirst() {
                passedOver.append(
                    "\(database.spoken(table.name)): seems to be \(kind.name) too; \(database.spoken(best.table.name)) is "
                        + "taken, and a source of its own can read this one")
            }
        }
    }

    private static func rank(_ one: (table: DatabaseTable, proposal: Proposal)) -> Int {
        one.proposal.score + (one.table.isView ? 0 : 30)
    }

    private func none(
        _ table: DatabaseTable, _ sample: TableSample, _ accounts: DatabaseTable?, _ people: PeopleLink?
    ) -> String {
        let columns = sample.columns.prefix(8).joined(separator: ", ")
        let name = database.spoken(table.name)
        if let accounts, Proposal(sample, among: { $0 == .account }) != nil {
            return "\(name): accounts are taken from \(database.spoken(accounts.name))"
        }
        if let user = people?.column(of: sample).map({ sample.columns[$0] }) ?? sample.userColumn {
            let way =
                people.map { "a query that joins \($0.spoken) on it can bring the account" }
                ?? "a query that joins the table which says whose they are can bring it"
            return "\(name): its rows name users (\(user)) and no account; \(way)"
        }
        return "\(name): its columns (\(columns)) fit no kind of fact"
    }
}

extension TableSample {
    /// A column that names users, or people by their addresses.
    var userColumn: String? {
        let names = Set(
            (RawEvents.users + ["email", "user_email", "e-mail", "username", "用户id", "用户", "benutzer", "пользователь"])
                .map { HeaderText($0).bare })
        return columns.first { names.contains(HeaderText($0).bare) }
    }

    /// The same, knowing which of its columns names rows of a table: because it refers to them, or because it is called
    /// so, as `team_id` is of `teams`.
    func naming(_ table: DatabaseTable.Name, by references: [String: DatabaseTable.Name]) -> TableSample {
        var sample = self
        let referring = columns.firstIndex { references[$0] == table }
        sample.accountColumn = referring ?? columns.firstIndex { Self.names(of: table).contains(HeaderText($0).bare) }
        return sample
    }

    private static func names(of table: DatabaseTable.Name) -> Set<String> {
        let plural = HeaderText(table.table).bare
        let one =
            plural.hasSuffix("ies") ? plural.dropLast(3) + "y" : plural.hasSuffix("s") ? plural.dropLast() : plural[...]
        return Set(["id", "uuid", "key"].flatMap { [one + $0, plural + $0] })
    }
}
