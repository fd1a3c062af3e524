package import BellwetherCore

extension ProposedSources {
    /// Proposes one source with a query for each table that is of a kind we know: of each kind the one that fits best,
    /// since ids of two tables could not be told apart.
    ///
    /// - Parameters:
    ///   - open: begins a session; one that was refused something is over.
    ///   - connection: what stands under the kind's name, such as `path: /srv/crm.db`.
    ///   - zone: whose midnight ends a day where single events are counted.
    package static func tables(
        of database: Database, opening open: () async throws(QueryFailure) -> any QueryReader, connection: String,
        zone: String, today: Day
    ) async throws(QueryFailure) -> ProposedSources {
        var proposed = ProposedSources()
        let tables = try await sampled(database, open, &proposed.passedOver)
        let chosen = DatabaseChoice(tables, database, since: today + -400)
        var facts: [String] = []
        for (table, proposal) in chosen.proposals {
            proposed.noteCurrencies(of: proposal)
            proposed.toDo += proposal.cautions.map { "\(proposal.sample.name): \($0)" }
            facts += entry(proposal, table, database)
            facts += uses(proposal, table, database, known: chosen.told)
        }
        for (table, events) in chosen.events {
            facts += entry(events, table, database, zone, known: chosen.proposals.map(\.proposal.kind))
        }
        if let (table, proposal) = chosen.revenue {
            facts += proposal.revenueQuery(of: database.written(table.name), indent: 6)
        }
        if let (table, proposal) = chosen.proposals.first, proposal.kind == .account {
            let (taken, left) = proposal.rowFacts.beside(chosen.told)
            proposed.say(database.spoken(table.name), proposal, taken, left)
            facts += proposal.queries(of: taken, leaving: left, from: database.written(table.name), indent: 6)
        }
        proposed.passedOver += chosen.passedOver
        guard !facts.isEmpty else { return proposed }
        proposed.count = 1
        let kind = database == .postgres ? "postgres" : "sqlite"
        let head = ["  - name: database", "    \(kind):", connection]
        let style = Proposal.style(of: chosen.proposals.map(\.proposal), indent: 6)
        proposed.yaml = (head + style + ["    every: 15m", "    facts:"] + facts).joined(separator: "\n") + "\n\n"
        return proposed
    }

    private static func entry(_ proposal: Proposal, _ table: DatabaseTable, _ database: Database) -> [String] {
        let isWide = proposal.kind == .usageDay
        return [YAMLText.comment("\(database.spoken(table.name)) seems to be \(proposal.reason).", indent: 6)]
            + query(
                proposal.kind, proposal.columns, isWide ? proposal.featureColumns : [], of: proposal, table, database)
            + (isWide ? unpivot(proposal) : []) + proposal.details(indent: 8)
    }

    private static func unpivot(_ proposal: Proposal) -> [String] { proposal.unpivot.map { ["        " + $0] } ?? [] }

    /// How often it was used, where a table says that beside how many did: in one column, or in one for each feature.
    private static func uses(
        _ proposal: Proposal, _ table: DatabaseTable, _ database: Database, known: Set<FactKind>
    ) -> [String] {
        guard proposal.kind != .usageDay, let uses = proposal.uses ?? proposal.features else { return [] }
        guard !known.contains(.usageDay) else {
            return [
                YAMLText.comment(
                    "not taken: \(YAMLText.quoted(uses)); how often it was used is read from another table", indent: 8)
            ]
        }
        let columns = proposal.columns.filter { ["account_id", "day"].contains($0.field) }
        let isOne = proposal.uses != nil
        return [
            YAMLText.comment(
                isOne ? "how often it was used" : "a column for each feature, with how often it was used", indent: 6)
        ]
            + query(
                .usageDay, columns + (isOne ? [("count", uses)] : []), proposal.featureColumns, of: proposal, table,
                database)
            + unpivot(proposal) + (proposal.hasRowsWithoutAccount ? ["        skip_without: [account_id]"] : [])
    }

    private static func query(
        _ kind: FactKind, _ columns: [(field: String, column: String)], _ features: [String] = [],
        of proposal: Proposal, _ table: DatabaseTable, _ database: Database
    ) -> [String] {
        let written =
            columns.map { "\(Database.quoted($0.column)) AS \(Database.quoted($0.field))" }
            + features.map(Database.quoted)
        var lines = [
            "      \(kind.name):", "        query: |", "          SELECT " + written.joined(separator: ", "),
            "          FROM \(database.written(table.name))",
        ]
        var conditions = [proposal.isThere].compactMap { $0 }
        let days = kind.isDaily && proposal.dates.map(\.format) == ["iso"] ? day(of: proposal) : nil
        if let days { conditions.append("(\(Database.quoted(days))) >= ($cursor)") }
        if !conditions.isEmpty { lines.append("          WHERE " + conditions.joined(separator: " AND ")) }
        if let days {
            lines += [
                "          ORDER BY \(Database.quoted(days))", "        # a day that was not over yet is read again",
                "        cursor: [day]", "        overlap: 2d",
            ]
        }
        return lines
    }

    private static func day(of proposal: Proposal) -> String? {
        proposal.columns.first { $0.field == "day" }?.column
    }

    private static func entry(
        _ events: RawEvents, _ table: DatabaseTable, _ database: Database, _ zone: String, known: [FactKind]
    ) -> [String] {
        let written = database.written(table.name)
        var lines: [String] = []
        if !known.contains(.usageDay) {
            lines += [
                YAMLText.comment(
                    "\(database.spoken(table.name)) seems to be single events; here they are counted by day."
                        + (events.throughPeople.map { " They name people alone: \($0) says whose each is." } ?? ""),
                    indent: 6),
                "      usage_day:", "        query: |",
            ]
            lines += events.features(of: written, in: database, zone)
        }
        if events.tellsUsers, !known.contains(.userDay), !known.contains(.seatDay) {
            lines += [
                YAMLText.comment("The same by who it was: how many people use it.", indent: 6), "      user_day:",
                "        query: |",
            ]
            lines += events.users(of: written, in: database, zone)
        }
        return lines
    }
}

// MARK: Looking

extension ProposedSources {
    private static func sampled(
        _ database: Database, _ open: () async throws(QueryFailure) -> any QueryReader, _ passedOver: inout [String]
    ) async throws(QueryFailure) -> [(DatabaseTable, TableSample)] {
        var reader = try await open()
        var sampled: [(DatabaseTable, TableSample)] = []
        for table in try await tables(of: database, through: reader) {
            guard table.isReadable else {
                passedOver.append("\(database.spoken(table.name)): this user may not read it")
                continue
            }
            do throws(QueryFailure) {
                sampled.append((table, try await sample(of: table, database, through: reader)))
            } catch {
                if error.isCancelled { throw error }
                passedOver.append("\(database.spoken(table.name)): \(error.words)")
                await reader.close()
                reader = try await open()
            }
        }
        await reader.close()
        return sampled
    }

    private static func tables(
        of database: Database, through reader: any QueryReader
    ) async throws(QueryFailure) -> [DatabaseTable] {
        var tables: [DatabaseTable] = []
        for record in try await records(of: database.listing, through: reader) {
            let name = DatabaseTable.Name(schema: record.text(0), table: record.text(1))
            if tables.last?.name != name {
                tables.append(DatabaseTable(name: name, isView: record.text(2) == "1", isReadable: false))
            }
            guard record.text(4) == "1" else { continue }
            tables[tables.count - 1].isReadable = true
            if !record.text(3).isEmpty { tables[tables.count - 1].columns.append(record.text(3)) }
        }
        for record in try await records(of: database.referring, through: reader) {
            let name = DatabaseTable.Name(schema: record.text(0), table: record.text(1))
            guard let index = tables.firstIndex(where: { $0.name == name }) else { continue }
            tables[index].references[record.text(2)] = .init(schema: record.text(3), table: record.text(4))
        }
        guard let listed = database.listed else { return tables }
        for record in try await records(of: listed, through: reader) {
            let name = DatabaseTable.Name(schema: record.text(0), table: record.text(1))
            guard let index = tables.firstIndex(where: { $0.name == name }) else { continue }
            tables[index].labels[record.text(2), default: []].append(record.text(3))
        }
        return tables
    }

    private static func records(
        of query: String, through reader: any QueryReader
    ) async throws(QueryFailure) -> [Record] {
        _ = try await reader.start(query, [])
        var all: [Record] = []
        while true {
            let records = try await reader.next(atMost: 500)
            if records.isEmpty { return all }
            all += records
        }
    }

    private static func sample(
        of table: DatabaseTable, _ database: Database, through reader: any QueryReader
    ) async throws(QueryFailure) -> TableSample {
        let chosen = table.columns.isEmpty ? "*" : table.columns.map(Database.quoted).joined(separator: ", ")
        let columns = try await reader.start(
            "SELECT \(chosen) FROM \(database.written(table.name)) LIMIT \(FileSample.mostRows)", [])
        var rows: [[String]] = []
        while true {
            let records = try await reader.next(atMost: 300)
            if records.isEmpty {
                return TableSample(
                    name: table.name.table, columns: columns, rows: rows, isInDatabase: true,
                    labels: columns.map { table.labels[$0] ?? [] })
            }
            rows += records.map { record in (0..<record.count).map(record.text) }
        }
    }
}
