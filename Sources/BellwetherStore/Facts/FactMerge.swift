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

    func take(_ facts: [StagedFact], into db: Database) throws -> Merged {
        var merged = Merged()
        for fact in facts { try take(fact, into: db, noting: &merged) }
        return merged
    }

    private func take(_ fact: StagedFact, into db: Database, noting merged: inout Merged) throws {
        let slot = fact.account.map { slots[Int($0)] }
        let current = try Row.fetchOne(
            db.cachedStatement(sql: table.selectCurrent), arguments: [sourceCode, fact.row.key])
        if let current {
            guard current["hash"] != fact.hash else { return merged.counts.unchanged += 1 }
            try supersede(current["id"], at: fact.row.observed, in: db)
            merged.counts.changed += 1
            let slotBefore: Int? = current["account"]
            if slotBefore != slot { merged.note(change(fact.row, of: slotBefore, isDeleted: true)) }
        } else {
            merged.counts.added += 1
        }
        try insert(fact, slot, into: db)
        merged.note(change(fact.row, of: slot))
    }

    /// Closes the versions of rows that are gone.
    func bury(_ ids: [Int64], in db: Database) throws -> Merged {
        var merged = Merged()
        for id in ids {
            let row = try Row.fetchOne(db.cachedStatement(sql: table.selectVersion), arguments: [id])
            guard let row else { preconditionFailure("a version is closed, never removed, while its load goes on") }
            try supersede(id, at: loadedAt, in: db)
            merged.counts.removed += 1
            merged.note(change(FactRow(known: row), of: row["account"], isDeleted: true))
        }
        return merged
    }

    private func supersede(_ id: Int64, at moment: Moment, in db: Database) throws {
        try db.cachedStatement(sql: table.supersede).execute(arguments: [moment.seconds, id])
    }

    private func insert(_ fact: StagedFact, _ slot: Int?, into db: Database) throws {
        let own: [DatabaseValue] = [
            sourceCode.databaseValue, fact.row.key.databaseValue, slot?.databaseValue ?? .null,
            fact.row.observed.seconds.databaseValue, fact.row.isAssumed.databaseValue, fact.hash.databaseValue,
        ]
        let arguments = StatementArguments(own + fact.row.values.map(\.databaseValue))
        try db.cachedStatement(sql: table.insert).execute(arguments: arguments)
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
            observed: Moment(seconds: row["observed_at"]), isAssumed: row["is_assumed"])
    }
}
