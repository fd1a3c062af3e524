import BellwetherCore
import Foundation
import GRDB

/// One load's rows before they are facts: a SQLite file of its own, sorted by key, in which the last row of a key wins.
///
/// It is not meant to survive a crash and so never waits for the disk; and since it is not the state, however long a
/// source takes to answer, nobody waits for it. It removes itself.
final class Staging: Sendable {
    private let queue: DatabaseQueue
    private let path: String

    init(in folder: String, for kinds: [FactKind]) throws(StoreError) {
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
                    try db.execute(sql: kind.isDaily ? StagedDays(kind).schema : StagedFacts(kind).schema)
                }
            }
        } catch {
            throw StoreError(error, file: path)
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
        let path = path
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { db in
                continuation.resume(returning: Result { try body(db) }.mapError { StoreError($0, file: path) })
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
            is_assumed INTEGER NOT NULL, hash INTEGER NOT NULL, \(table.fields)
        ) WITHOUT ROWID
        """
    }

    func add(_ facts: [StagedFact], to db: Database) throws {
        let marks = String(repeating: ", ?", count: table.kind.fields.count)
        let statement = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO \(table.name) VALUES (?, ?, ?, ?, ?, ?\(marks))")
        try db.inTransaction {
            for fact in facts {
                let own: [DatabaseValue] = [
                    fact.row.key.databaseValue, fact.account?.databaseValue ?? .null, fact.row.account.databaseValue,
                    fact.row.observed.seconds.databaseValue, fact.row.isAssumed.databaseValue, fact.hash.databaseValue,
                ]
                try statement.execute(arguments: StatementArguments(own + fact.row.values.map(\.databaseValue)))
            }
            return .commit
        }
    }

    /// The next rows after a key, in the order of keys.
    func slice(after key: String, atMost limit: Int, of db: Database) throws -> [StagedFact] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM \(table.name) WHERE key > ? ORDER BY key LIMIT ?")
        return try Row.fetchAll(statement, arguments: [key, limit]).map { row in
            StagedFact(
                row: FactRow(
                    key: row[0], account: row[2], values: row.databaseValues.dropFirst(6).map(FactValue.init),
                    observed: Moment(seconds: row[3]), isAssumed: row[4]),
                account: row[1], hash: row[5])
        }
    }

    /// Which keys there are after one and up to another.
    func keys(after first: String, through last: String, of db: Database) throws -> Set<ExactName> {
        let sql = "SELECT key FROM \(table.name) WHERE key > ? AND key <= ?"
        return Set(try String.fetchAll(db.cachedStatement(sql: sql), arguments: [first, last]).map(ExactName.init))
    }
}

/// One day's numbers of one account, account and feature by their numbers in this load.
struct StagedDay: Sendable {
    var day: Int32
    var account: Int32
    var feature: Int32
    var first: Int64?
    var second: Int64?
}

/// The staged rows of one kind that is a day's number.
struct StagedDays: Sendable {
    let table: DailyTable

    init(_ kind: FactKind) { table = DailyTable(kind) }

    var schema: String {
        """
        CREATE TABLE \(table.name) (
            day INTEGER, account INTEGER, feature INTEGER, first INTEGER, second INTEGER,
            PRIMARY KEY (day, account, feature)
        ) WITHOUT ROWID
        """
    }

    func add(_ days: [StagedDay], to db: Database) throws {
        try db.inTransaction {
            let statement = try RawStatement(db, "INSERT OR REPLACE INTO \(table.name) VALUES (?, ?, ?, ?, ?)")
            for day in days {
                statement.bind(1, Int64(day.day))
                statement.bind(2, Int64(day.account))
                statement.bind(3, Int64(day.feature))
                statement.bind(4, day.first)
                statement.bind(5, day.second)
                _ = try statement.run()
            }
            return .commit
        }
    }

    /// The next rows after one, in the order of days.
    func slice(after last: StagedDay?, atMost limit: Int, of db: Database) throws -> [StagedDay] {
        let statement = try RawStatement(
            db,
            """
            SELECT * FROM \(table.name) WHERE (day, account, feature) > (?, ?, ?)
            ORDER BY day, account, feature LIMIT ?
            """)
        statement.bind(1, last.map { Int64($0.day) } ?? Int64.min)
        statement.bind(2, last.map { Int64($0.account) } ?? 0)
        statement.bind(3, last.map { Int64($0.feature) } ?? 0)
        statement.bind(4, Int64(limit))
        var days: [StagedDay] = []
        days.reserveCapacity(limit)
        while try statement.next() {
            days.append(
                StagedDay(
                    day: Int32(statement.integer(0)), account: Int32(statement.integer(1)),
                    feature: Int32(statement.integer(2)), first: statement.integerOrNull(3),
                    second: statement.integerOrNull(4)))
        }
        return days
    }
}

extension Database {
    func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try Int.fetchOne(self, sql: sql, arguments: arguments) ?? 0
    }
}
