package import BellwetherCore
package import Columns
import GRDB

extension Store {
    /// Writes columns of a turn, in as many transactions as it takes; they are seen once the turn is committed.
    package func keep(_ columns: [String: Numbers], of turn: OpenTurn) async throws(StoreError) {
        var batch = HistoryBatch()
        try await add(columns, of: turn, to: &batch)
        try await write(&batch)
    }

    /// Writes whole turns of the past, as a first start computes them; all of them are seen, or none.
    package func keep(_ past: [PastTurn], under policy: String) async throws(StoreError) {
        try await discardUnfinished()
        let turns = try await write { db in try past.map { try db.begin(turnAsOf: $0.asOf) } }
        var batch = HistoryBatch()
        for (turn, open) in zip(past, turns) { try await add(turn.columns, of: open, to: &batch) }
        try await write(&batch)
        try await write { db in
            for turn in turns { try db.markCommitted(turn, policy: policy, timings: [:]) }
        }
    }

    private func add(
        _ columns: [String: Numbers], of turn: OpenTurn, to batch: inout HistoryBatch
    ) async throws(StoreError) {
        let paths = columns.keys.sorted()
        let codes = try await codes(of: paths, in: .path)
        for (path, code) in zip(paths, codes) {
            for (index, chunk) in (columns[path]?.chunks ?? []).enumerated() {
                batch.add(PackedChunk(turn: turn.number, path: code, chunk: index, body: chunk.packed()))
                if batch.byteCount >= slices.historyBytes { try await write(&batch) }
            }
        }
    }

    private func write(_ batch: inout HistoryBatch) async throws(StoreError) {
        guard !batch.chunks.isEmpty else { return }
        let chunks = batch.chunks
        batch = HistoryBatch()
        try await write { db in
            let statement = try db.cachedStatement(
                sql: "INSERT INTO history (turn, path, chunk, body) VALUES (?, ?, ?, ?)")
            for chunk in chunks {
                try statement.execute(
                    arguments: [chunk.turn, chunk.path, chunk.chunk, chunk.body.databaseValue])
            }
        }
    }

    /// The columns that are asked for, and no others: everything within the days, and the last before them.
    package func history(_ wanted: [LookBack], asOf now: Moment) async throws(StoreError) -> History {
        try await read { db in
            var history = History()
            for lookBack in wanted {
                for column in try db.columns(of: lookBack, asOf: now) {
                    history.remember(lookBack.path, try db.numbers(of: column), at: column.asOf)
                }
            }
            return history
        }
    }
}

/// Chunks on their way, until they are worth a transaction.
private struct HistoryBatch {
    private(set) var chunks: [PackedChunk] = []
    private(set) var byteCount = 0

    mutating func add(_ chunk: PackedChunk) {
        chunks.append(chunk)
        byteCount += chunk.body.count
    }
}

private struct PackedChunk: Sendable {
    let turn: Int
    let path: Int
    let chunk: Int
    let body: [UInt8]
}

/// Where a column of the past stands.
private struct PastColumn {
    let path: String
    let code: Int
    let turn: Int
    let asOf: Moment
}

extension Database {
    /// In the order of time. Of two turns as of one instant, the one computed last counts.
    fileprivate func columns(of lookBack: LookBack, asOf now: Moment) throws -> [PastColumn] {
        guard let code = try code(of: lookBack.path, in: .path) else { return [] }
        let start = now - .seconds(Int64(lookBack.days) * 86_400)
        return try Row.fetchAll(
            self,
            sql: """
                WITH kept AS (
                    SELECT max(number) AS number, as_of FROM turn
                    WHERE state = 'committed' AND EXISTS (SELECT 1 FROM history WHERE turn = number AND path = ?1)
                    GROUP BY as_of)
                SELECT number, as_of FROM kept
                WHERE as_of <= ?3 AND as_of >= (SELECT ifnull(max(as_of), ?2) FROM kept WHERE as_of <= ?2)
                ORDER BY as_of
                """, arguments: [code, start.seconds, now.seconds]
        ).map { PastColumn(path: lookBack.path, code: code, turn: $0[0], asOf: Moment(seconds: $0[1])) }
    }

    fileprivate func numbers(of column: PastColumn) throws -> Numbers {
        let statement = try cachedStatement(
            sql: "SELECT body FROM history WHERE turn = ? AND path = ? ORDER BY chunk")
        let chunks = try Row.fetchAll(statement, arguments: [column.turn, column.code]).map { row in
            guard let chunk = NumberChunk(packed: row.bytes("body") ?? []) else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "history of '\(column.path)' as of \(column.asOf)")
            }
            return chunk
        }
        return Numbers(chunks: chunks)
    }
}
