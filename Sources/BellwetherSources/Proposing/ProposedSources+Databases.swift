import BellwetherCore

extension ProposedSources {
    /// A database that can be looked into.
    package enum Database: Sendable {
        case postgres, sqlite

        var listing: String {
            switch self {
            case .postgres:
                """
                SELECT table_schema, table_name FROM information_schema.tables
                WHERE table_type IN ('BASE TABLE', 'VIEW') AND table_schema NOT IN ('pg_catalog', 'information_schema')
                ORDER BY 1, 2
                """
            case .sqlite:
                "SELECT 'main', name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 2"
            }
        }
    }

    /// Proposes one source with a query for each table that is of a kind we know.
    ///
    /// - Parameter connection: what stands under the kind's name, such as `{ path: /srv/crm.db }`.
    package static func tables(
        of database: Database, through reader: any QueryReader, connection: String
    ) async throws(QueryFailure) -> ProposedSources {
        var proposed = ProposedSources()
        var facts: [String] = []
        var styles: [String] = []
        var kinds: [String: Int] = [:]
        for table in try await names(of: database, through: reader) {
            let sample = try await sample(of: table, database, through: reader)
            guard let proposal = Proposal(sample) else {
                proposed.passedOver.append(
                    "\(sample.name): its columns (\(sample.columns.prefix(8).joined(separator: ", "))) fit no kind of fact"
                )
                continue
            }
            kinds[proposal.kind.name, default: 0] += 1
            let number = kinds[proposal.kind.name] ?? 1
            let name = number == 1 ? proposal.kind.name : "\(proposal.kind.name)-\(number)"
            proposed.noteCurrencies(of: proposal)
            styles += proposal.style(indent: 6).filter { !styles.contains($0) }
            facts += entry(proposal, called: name, from(table, database))
        }
        guard !facts.isEmpty else { return proposed }
        proposed.count = 1
        let kind = database == .postgres ? "postgres" : "sqlite"
        let head = ["  - name: database", "    \(kind):", connection]
        proposed.yaml = (head + styles + ["    every: 15m", "    facts:"] + facts).joined(separator: "\n") + "\n\n"
        return proposed
    }

    private static func entry(_ proposal: Proposal, called name: String, _ table: String) -> [String] {
        let columns = proposal.columns.map { "\(identifier($0.column)) AS \(identifier($0.field))" }
        let query = "SELECT " + columns.joined(separator: ", ")
        return [
            YAMLText.comment("\(proposal.sample.name) seems to be \(proposal.reason).", indent: 6),
            "      \(name):", "        query: |", "          \(query)", "          FROM \(table)",
        ] + proposal.details(indent: 8)
    }

    private static func names(
        of database: Database, through reader: any QueryReader
    ) async throws(QueryFailure) -> [(schema: String, table: String)] {
        _ = try await reader.start(database.listing, [])
        var names: [(schema: String, table: String)] = []
        while true {
            let records = try await reader.next(atMost: 500)
            if records.isEmpty { return names }
            names += records.map { ($0.text(0), $0.text(1)) }
        }
    }

    private static func sample(
        of table: (schema: String, table: String), _ database: Database, through reader: any QueryReader
    ) async throws(QueryFailure) -> TableSample {
        let columns = try await reader.start("SELECT * FROM \(from(table, database)) LIMIT 300", [])
        var rows: [[String]] = []
        while true {
            let records = try await reader.next(atMost: 300)
            if records.isEmpty { return TableSample(name: table.table, columns: columns, rows: rows) }
            rows += records.map { record in (0..<record.count).map(record.text) }
        }
    }

    private static func from(_ table: (schema: String, table: String), _ database: Database) -> String {
        let isPlain = database == .sqlite || table.schema == "public"
        return isPlain ? identifier(table.table) : identifier(table.schema) + "." + identifier(table.table)
    }

    private static func identifier(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}
