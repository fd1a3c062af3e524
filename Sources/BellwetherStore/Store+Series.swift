package import BellwetherCore
import Columns
import GRDB

extension Store {
    /// One account's values of one path, the last of each calendar day, the oldest first; where they were not known,
    /// there is none. Reads of each turn only the chunk that holds the account.
    package func series(
        of path: String, for slot: Int, since start: Moment, in zone: Zone
    ) async throws(StoreError) -> [(at: Moment, value: Double)] {
        try await read { db in
            guard let code = try db.code(of: path, in: .path) else { return [] }
            let chunk = slot / Chunk.size
            let turns = try Row.fetchAll(
                db,
                sql: """
                    SELECT turn.number, turn.as_of FROM turn
                    JOIN history ON history.turn = turn.number AND history.path = ? AND history.chunk = ?
                    WHERE turn.state = 'committed' AND turn.as_of >= ?
                    ORDER BY turn.as_of, turn.number
                    """, arguments: [code, chunk, start.seconds])
            var lastOfDay: [Day: Int64] = [:]
            for turn in turns { lastOfDay[zone.day(of: Moment(seconds: turn["as_of"]))] = turn["number"] }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT turn.as_of, history.body FROM turn
                    JOIN history ON history.turn = turn.number AND history.path = ? AND history.chunk = ?
                    WHERE turn.number IN (SELECT value FROM json_each(?))
                    ORDER BY turn.as_of, turn.number
                    """, arguments: [code, chunk, try StoredJSON.text(Array(lastOfDay.values))])
            var points: [(at: Moment, value: Double)] = []
            while let row = try rows.next() {
                guard let chunk = NumberChunk(packed: row.bytes("body") ?? []) else {
                    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "history of '\(path)'")
                }
                let (value, absence) = Numbers(chunks: [chunk]).row(slot % Chunk.size, beyond: 1)
                if absence == 0 { points.append((Moment(seconds: row["as_of"]), value)) }
            }
            return points
        }
    }
}
