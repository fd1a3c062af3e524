import BellwetherCore
import GRDB

/// Takes staged rows over as versions: a row that says the same is skipped, one that says something else closes the
/// version before it. Doing it twice does nothing the second time.
struct FactMerge: Sendable {
    let table: FactTable
    let source: String
    let sourceCode: Int
    let loadedAt: Moment
    /// By the accounts' numbers in the load.
    let slots: [Int]
    /// For subscriptions.
    let priceChanges: PriceChanges?
    let seenDates: SeenDates?
    /// Keys whose row is another version though it says the same, for it says so later.
    let toldAgain: Set<String>
    /// Whether everything is read otherwise than before, and corrects what was known.
    let isReadAnew: Bool

    func take(_ facts: [StagedFact], into db: Database) throws -> Merged {
        var merged = Merged()
        let current = try RawStatement(db, table.selectCurrent)
        let insert = try RawStatement(db, table.insert)
        for var fact in facts {
            let slot = fact.account.map { slots[Int($0)] }
            if let before = try version(of: fact.row.key, current) {
                guard before.hash != fact.hash || toldAgain.contains(fact.row.key) else {
                    merged.counts.unchanged += 1
                    continue
                }
                let orders = try tell(&fact.row, after: before.id, in: db)
                for order in orders where !merged.isTooMany {
                    merged.note(Facts.Change(kind: .order, slot: slot, source: source, row: order))
                }
                try supersede(before.id, at: fact.row.observed, in: db)
                merged.counts.changed += 1
                if before.slot != slot { merged.note(change(fact.row, of: before.slot, isDeleted: true)) }
            } else {
                merged.counts.added += 1
            }
            try add(fact, slot, insert)
            if !merged.isTooMany { merged.note(change(fact.row, of: slot)) }
        }
        return merged
    }

    /// Dates what only the change from the version before dates, and gives back the orders that nobody wrote.
    private func tell(_ row: inout FactRow, after id: Int64, in db: Database) throws -> [FactRow] {
        guard priceChanges != nil || seenDates?.mayDate(row, of: table.kind) == true,
            let version = try Row.fetchOne(db.cachedStatement(sql: table.selectVersion), arguments: [id])
        else { return [] }
        let before = FactRow(known: version)
        if let seenDates { row = seenDates.dated(row, of: table.kind, after: before, isReadAnew: isReadAnew) }
        return isReadAnew ? [] : priceChanges?.orders(from: before, to: row, of: source) ?? []
    }

    /// The version that holds now.
    private func version(
        of key: String, _ current: borrowing RawStatement
    ) throws -> (id: Int64, hash: Int64, slot: Int?)? {
        current.bind(1, Int64(sourceCode))
        current.bind(2, key)
        defer { current.reset() }
        guard try current.next() else { return nil }
        return (current.integer(0), current.integer(1), current.integerOrNull(2).map(Int.init))
    }

    /// Closes the versions of rows that are gone.
    func bury(_ ids: [Int64], in db: Database) throws -> Merged {
        var merged = Merged()
        for id in ids {
            let row = try Row.fetchOne(db.cachedStatement(sql: table.selectVersion), arguments: [id])
            guard let row else { preconditionFailure("a version is closed, never removed, while its load goes on") }
            try supersede(id, at: loadedAt, in: db)
            merged.counts.removed += 1
            // It was seen to be gone now: a turn may take this together with the row's own arrival.
            var gone = FactRow(known: row)
            gone.observed = max(gone.observed, loadedAt)
            merged.note(change(gone, of: row["account"], isDeleted: true))
        }
        return merged
    }

    private func supersede(_ id: Int64, at moment: Moment, in db: Database) throws {
        try db.cachedStatement(sql: table.supersede).execute(arguments: [moment.seconds, id])
    }

    private func add(_ fact: StagedFact, _ slot: Int?, _ insert: borrowing RawStatement) throws {
        insert.bind(1, Int64(sourceCode))
        insert.bind(2, fact.row.key)
        insert.bind(3, slot.map(Int64.init))
        insert.bind(4, fact.row.observed.seconds)
        insert.bind(5, fact.row.isAssumed ? 1 : 0)
        insert.bind(6, fact.hash)
        insert.bind(7, fact.row.decimals.map(Int64.init))
        for (index, value) in fact.row.values.enumerated() { insert.bind(Int32(8 + index), value) }
        _ = try insert.run()
    }

    private func change(_ row: FactRow, of slot: Int?, isDeleted: Bool = false) -> Facts.Change {
        Facts.Change(kind: table.kind, slot: slot, source: source, row: row, isDeleted: isDeleted)
    }
}

extension FactRow {
    /// From the columns of `FactTable.selectVersion` and `selectKnown`.
    init(known row: Row) {
        self.init(
            key: row["key"], account: row["account_key"] ?? "",
            values: row.databaseValues.dropFirst(FactTable.columnsBeforeFields).map(FactValue.init),
            observed: Moment(seconds: row["observed_at"]), isAssumed: row["is_assumed"], decimals: row["decimals"])
    }

    init(known rows: borrowing RawStatement, of kind: FactKind) {
        let values = kind.fields.indices.map { rows.value(Int32(FactTable.columnsBeforeFields + $0)) }
        self.init(
            key: rows.text(2), account: rows.text(3), values: values, observed: Moment(seconds: rows.integer(4)),
            isAssumed: rows.integer(5) != 0, decimals: rows.integerOrNull(6).map(Int.init))
    }
}
