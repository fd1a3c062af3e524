import BellwetherCore
import Foundation
import GRDB

/// One load's rows before they are facts: a SQLite file of its own.
///
/// It is not meant to survive a crash and so never waits for the disk; and since it is not the state, however long a
/// source takes to answer, nobody waits for it. It removes itself.
final class Staging: Sendable {
    private let queue: DatabaseQueue
    private let path: String
    private let folder: String

    init(in folder: String, for kinds: [FactKind]) throws(StoreError) {
        self.folder = folder
        path = folder + "/" + UUID().uuidString
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA journal_mode = OFF;
                    PRAGMA synchronous = OFF;
                    PRAGMA locking_mode = EXCLUSIVE;
                    PRAGMA cache_size = -16000;
                    """)
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { db in
                for kind in kinds {
                    try db.execute(sql: kind.isDaily ? DayRuns.schema(of: kind) : StagedFacts(kind).schema)
                }
            }
        } catch {
            throw StoreError(error, file: folder)
        }
    }

    deinit {
        // Whatever cannot be closed or removed now is removed when the store is next opened.
        do {
            try queue.close()
            try FileManager.default.removeItem(atPath: path)
        } catch {}
    }

    func access<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let folder = folder
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { db in
                continuation.resume(returning: Result { try body(db) }.mapError { StoreError($0, file: folder) })
            }
        }
        return try result.get()
    }
}

/// A row on its way, with what the merge asks about it.
struct StagedFact: Sendable {
    var row: FactRow
    /// The account's number in this load.
    var account: Int32?
    var hash: Int64
}

/// The staged rows of one kind that has versions.
struct StagedFacts: Sendable {
    let table: FactTable

    init(_ kind: FactKind) { table = FactTable(kind) }

    var schema: String {
        """
        CREATE TABLE \(table.name) (
            key TEXT PRIMARY KEY NOT NULL, account INTEGER, account_key TEXT NOT NULL, observed_at INTEGER NOT NULL,
            is_assumed INTEGER NOT NULL, hash INTEGER NOT NULL, decimals INTEGER, \(table.fields)
        ) WITHOUT ROWID
        """
    }

    func add(_ facts: [StagedFact], to db: Database) throws {
        let marks = String(repeating: ", ?", count: table.kind.fields.count)
        try db.inTransaction {
            let insert = try RawStatement(
                db, "INSERT OR REPLACE INTO \(table.name) VALUES (?, ?, ?, ?, ?, ?, ?\(marks))")
            for fact in facts {
                insert.bind(1, fact.row.key)
                insert.bind(2, fact.account.map(Int64.init))
                insert.bind(3, fact.row.account)
                insert.bind(4, fact.row.observed.seconds)
                insert.bind(5, fact.row.isAssumed ? 1 : 0)
                insert.bind(6, fact.hash)
                insert.bind(7, fact.row.decimals.map(Int64.init))
                for (index, value) in fact.row.values.enumerated() { insert.bind(Int32(8 + index), value) }
                _ = try insert.run()
            }
            return .commit
        }
    }

    /// The next rows after a key, in the order of keys.
    func slice(after key: String, atMost limit: Int, of db: Database) throws -> [StagedFact] {
        let rows = try RawStatement(db, "SELECT * FROM \(table.name) WHERE key > ? ORDER BY key LIMIT ?")
        rows.bind(1, key)
        rows.bind(2, Int64(limit))
        let fields = table.kind.fields.indices
        var facts: [StagedFact] = []
        while try rows.next() {
            let row = FactRow(
                key: rows.text(0), account: rows.text(2), values: fields.map { rows.value(Int32(7 + $0)) },
                observed: Moment(seconds: rows.integer(3)), isAssumed: rows.integer(4) != 0,
                decimals: rows.integerOrNull(6).map(Int.init))
            facts.append(
                StagedFact(row: row, account: rows.integerOrNull(1).map { Int32($0) }, hash: rows.integer(5)))
        }
        return facts
    }

    /// Which keys there are after one and up to another.
    func keys(after first: String, through last: String, of db: Database) throws -> Set<ExactName> {
        let sql = "SELECT key FROM \(table.name) WHERE key > ? AND key <= ?"
        return Set(try String.fetchAll(db.cachedStatement(sql: sql), arguments: [first, last]).map(ExactName.init))
    }
}

extension Database {
    func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try Int.fetchOne(self, sql: sql, arguments: arguments) ?? 0
    }
}
