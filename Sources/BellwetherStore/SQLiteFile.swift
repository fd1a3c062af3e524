import Foundation
import GRDB
import GRDBSQLite

/// A SQLite file of somebody else's, which is only read: one transaction, one query after the other, row by row.
package actor SQLiteFile {
    private let queue: DatabaseQueue
    private let path: String
    private var rows: OpenRows?

    package init(_ path: String) throws(StoreError) {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(file: path) }
        var configuration = Configuration()
        configuration.readonly = true
        // One transaction lasts from query to query, so that all of them see the same state.
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(10)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { db in try db.execute(sql: "BEGIN") }
        } catch {
            throw StoreError(error, file: path)
        }
    }

    /// The names of the columns.
    package func start(_ query: String, _ values: [String]) throws(StoreError) -> [String] {
        do {
            let rows = try queue.inDatabase { db in try OpenRows(db, query, values) }
            self.rows = rows
            return rows.columns
        } catch {
            throw StoreError(error, file: path)
        }
    }

    /// Fields as text, row after row; none at the end.
    package func next(atMost most: Int) throws(StoreError) -> [[[UInt8]]] {
        guard let rows else { return [] }
        do {
            return try queue.inDatabase { db in try rows.next(atMost: most, of: db) }
        } catch {
            throw StoreError(error, file: path)
        }
    }

    package func close() {
        rows = nil
        // What cannot be closed now goes with this actor.
        do { try queue.close() } catch {}
    }
}

/// A statement between its steps.
private final class OpenRows {
    private let statement: Statement
    let columns: [String]
    private var isOver = false

    init(_ db: Database, _ query: String, _ values: [String]) throws {
        statement = try db.makeStatement(sql: query)
        columns = statement.columnNames
        guard statement.isReadonly else {
            throw DatabaseError(resultCode: .SQLITE_READONLY, message: "the query would write, and a source only reads")
        }
        try statement.setArguments(StatementArguments(values))
    }

    func next(atMost most: Int, of db: Database) throws -> [[[UInt8]]] {
        let handle = statement.sqliteStatement
        var rows: [[[UInt8]]] = []
        while !isOver, rows.count < most {
            let code = sqlite3_step(handle)
            guard code == SQLITE_ROW else {
                isOver = true
                guard code == SQLITE_DONE else {
                    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
                }
                break
            }
            rows.append((0..<sqlite3_column_count(handle)).map { Self.text(of: $0, in: handle) })
        }
        return rows
    }

    private static func text(of column: Int32, in handle: SQLiteStatement) -> [UInt8] {
        guard let bytes = sqlite3_column_text(handle, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
    }
}
