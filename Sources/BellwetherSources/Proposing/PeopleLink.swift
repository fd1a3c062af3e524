import BellwetherCore

/// A table of people that says whose each of them is: by it, rows that name people alone come to accounts.
struct PeopleLink: Sendable {
    let name: DatabaseTable.Name
    /// As a query names the table, and as people do.
    let table, spoken: String
    let id, account: String
    let email: String?
    private let references: [DatabaseTable.Name: [String: DatabaseTable.Name]]

    /// The table that is taken for the contacts, where its rows have an id and an account.
    init?(
        among tables: [(table: DatabaseTable, sample: TableSample)], accounts: DatabaseTable,
        _ database: ProposedSources.Database
    ) {
        let found = tables.lazy.filter { $0.table.name != accounts.name }.compactMap {
            table, sample -> (table: DatabaseTable, proposal: Proposal)? in
            let own = sample.naming(accounts.name, by: table.references)
            return Proposal(own, among: { $0 == .contact }).map { (table, $0) }
        }.first { $0.proposal.column("id") != nil && $0.proposal.column("account_id") != nil }
        guard let found, let id = found.proposal.column("id"), let account = found.proposal.column("account_id")
        else { return nil }
        name = found.table.name
        table = database.written(name)
        spoken = database.spoken(name)
        (self.id, self.account) = (id, account)
        email = found.proposal.column("email")
        references = Dictionary(tables.map { ($0.table.name, $0.table.references) }) { first, _ in first }
    }

    /// The column of a table that names one of them, because it refers to them or is called so.
    func column(of sample: TableSample) -> Int? {
        let referring = references.first { $0.key.table == sample.name }?.value ?? [:]
        return sample.naming(name, by: referring).accountColumn
    }
}
