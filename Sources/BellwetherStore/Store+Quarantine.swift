package import BellwetherCore
import GRDB

/// A row that could not be read as a fact, with where it stands and why; kept so that it can be mended and read again.
package struct QuarantinedRow: Sendable, Hashable, Codable {
    package var file: String
    package var line: Int
    package var column: Int
    package var reason: String
    package var raw: String

    package init(file: String, line: Int, column: Int, reason: String, raw: String) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
        self.raw = raw
    }
}

extension Store {
    /// The same mistake in the same place is kept once, as of the last time it was met.
    package func quarantine(
        _ rows: [QuarantinedRow], from source: String, at moment: Moment
    ) async throws(StoreError) {
        guard !rows.isEmpty else { return }
        let code = try await sourceCode(source)
        for start in stride(from: 0, to: rows.count, by: slices.quarantined) {
            let slice = rows[start..<min(start + slices.quarantined, rows.count)]
            try await write { db in
                let statement = try db.cachedStatement(
                    sql: """
                        INSERT INTO quarantine (source, file, line, "column", reason, raw, loaded_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET raw = excluded.raw, loaded_at = excluded.loaded_at
                        """)
                for row in slice {
                    try statement.execute(
                        arguments: [code, row.file, row.line, row.column, row.reason, row.raw, moment.seconds])
                }
            }
        }
    }

    /// The newest first.
    package func quarantined(from source: String, atMost limit: Int) async throws(StoreError) -> [QuarantinedRow] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT file, line, "column", reason, raw FROM quarantine
                    WHERE source = (SELECT code FROM source WHERE name = ?)
                    ORDER BY loaded_at DESC, file, line, "column", reason LIMIT ?
                    """, arguments: [source, limit]
            ).map { QuarantinedRow(file: $0[0], line: $0[1], column: $0[2], reason: $0[3], raw: $0[4]) }
        }
    }

    /// How many rows there are by source.
    package func quarantineCounts() async throws(StoreError) -> [String: Int] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT source.name, count(*) FROM quarantine JOIN source ON source.code = quarantine.source
                    GROUP BY source.name
                    """)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }
}
