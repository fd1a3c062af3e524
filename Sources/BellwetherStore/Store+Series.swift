package import BellwetherCore
import Columns
import GRDB

extension Store {
    /// One account's values of one path, the last of each day (of UTC), the oldest first; where they were not known, there
    /// is none. Reads of each turn only the chunk that holds the account.
    package func series(
        of path: String, for slot: Int, since start: Moment
    ) async throws(StoreError) -> [(at: Moment, value: Double)] {
        try await read { db in
            guard let code = try db.code(of: path, in: .path) else { return [] }
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT turn.as_of, history.body FROM (
                        SELECT max(turn.number) AS number FROM turn
                        JOIN history ON history.turn = turn.number AND history.path = ?1 AND history.chunk = ?2
                        WHERE turn.state = 'committed' AND turn.as_of >= ?3
                        GROUP BY turn.as_of / 86400) AS last
                    JOIN turn ON turn.number = last.number
                    JOIN history ON history.turn = turn.number AND history.path = ?1 AND history.chunk = ?2
                    ORDER BY turn.as_of
                    """, arguments: [code, slot / Chunk.size, start.seconds])
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
