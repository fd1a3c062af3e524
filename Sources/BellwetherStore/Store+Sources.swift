package import BellwetherCore
import GRDB

/// What is known of a source: how far it was read, and how its last polls went.
package struct SourceRecord: Sendable, Hashable {
    package struct Failure: Sendable, Hashable {
        /// The first poll that failed since the last good one.
        package let since: Moment
        package let at: Moment
        package let because: String

        package init(since: Moment, at: Moment, because: String) {
            self.since = since
            self.at = at
            self.because = because
        }
    }

    package let name: String
    package let cursor: String?
    /// `nil` until the first good load: what that one brings was known before we saw it.
    package let lastGoodLoad: Moment?
    package let newestRow: Moment?
    package let failure: Failure?
    /// How many rows it has of each kind, by name, as of its last good load.
    package let rows: [String: Int]
    package let files: [FileState]
    /// Its last load ended in the middle, with the process or the disk: the state has some of its rows as they are, and
    /// others as they were.
    package var isBrokenOff = false

    package init(
        name: String, cursor: String? = nil, lastGoodLoad: Moment? = nil, newestRow: Moment? = nil,
        failure: Failure? = nil, rows: [String: Int] = [:], files: [FileState] = []
    ) {
        self.name = name
        self.cursor = cursor
        self.lastGoodLoad = lastGoodLoad
        self.newestRow = newestRow
        self.failure = failure
        self.rows = rows
        self.files = files
    }

    /// Whether what the state has of it is one good load and nothing else.
    package var isWhole: Bool { lastGoodLoad != nil && !isBrokenOff }
}

extension Store {
    package func begin(_ plan: LoadPlan) async throws(StoreError) -> Load {
        let code = try await sourceCode(plan.source)
        let staging = try Staging(in: directory.staging, for: plan.kinds)
        let wasMerging = try await read { db in
            try Bool.fetchOne(db, sql: "SELECT is_merging FROM source WHERE code = ?", arguments: [code]) ?? false
        }
        return Load(plan, into: self, sourceCode: code, wasMerging: wasMerging, staging: staging)
    }

    /// Every source that was ever polled, by name.
    package func sources() async throws(StoreError) -> [SourceRecord] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM source ORDER BY name").map { try SourceRecord($0, db) }
        }
    }

    package func source(_ name: String) async throws(StoreError) -> SourceRecord? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM source WHERE name = ?", arguments: [name])
                .map { try SourceRecord($0, db) }
        }
    }

    /// A poll found that nothing has changed since the last load: that too is a good load.
    package func foundUnchanged(_ source: String, at moment: Moment) async throws(StoreError) {
        let code = try await sourceCode(source)
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE source SET last_good_load = ?, failing_since = NULL, failed_at = NULL, failure = NULL
                    WHERE code = ?
                    """, arguments: [moment.seconds, code])
        }
    }

    /// A poll failed or was refused; the last good facts stay.
    package func failed(_ source: String, because reason: String, at moment: Moment) async throws(StoreError) {
        let code = try await sourceCode(source)
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE source SET failing_since = ifnull(failing_since, ?1), failed_at = ?1, failure = ?2
                    WHERE code = ?3
                    """, arguments: [moment.seconds, reason, code])
        }
    }

    func sourceCode(_ name: String) async throws(StoreError) -> Int {
        let select = "SELECT code FROM source WHERE name = ?"
        if let code = try await read({ try Int.fetchOne($0, sql: select, arguments: [name]) }) { return code }
        return try await write { db in
            try db.execute(sql: "INSERT INTO source (name) VALUES (?)", arguments: [name])
            return Int(db.lastInsertedRowID)
        }
    }
}

// The steps of a load on this side.
extension Store {
    /// From here until the load's end, memory may know less than the state: if it breaks off, the next load says so.
    ///
    /// - Parameter moment: of the load, where it reads the source otherwise than before.
    func markMerging(_ source: Int, readAnewAt moment: Moment?) async throws(StoreError) {
        try await write { db in
            try db.execute(sql: "UPDATE source SET is_merging = 1 WHERE code = ?", arguments: [source])
            guard let moment else { return }
            try db.execute(
                sql: "INSERT OR IGNORE INTO source_reading (source, at) VALUES (?, ?)",
                arguments: [source, moment.seconds])
        }
    }

    func keys(
        after key: String, of table: FactTable, from source: Int, atMost limit: Int
    ) async throws(StoreError) -> [(id: Int64, key: String)] {
        try await read { db in
            try Row.fetchAll(db.cachedStatement(sql: table.selectKeys), arguments: [source, key, limit])
                .map { ($0[0], $0[1]) }
        }
    }

    /// The subscriptions of a source whose price was read before an order took effect that was told ahead: once that day is
    /// over, the price that is told has the order in it, though it be the same.
    func keysBeforeOrders(
        of source: Int, by changes: PriceChanges, at moment: Moment
    ) async throws(StoreError) -> Set<String> {
        try await read { db in
            let today = changes.zone.day(of: moment)
            let sql = FactTable.selectPricesBeforeOrders
            let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [source, today.number])
            return Set(
                rows.compactMap { row -> String? in
                    let (key, priced, told, day): (String, Int64, Int64, Int32) = (row[0], row[1], row[2], row[3])
                    let isBefore = [priced, told].allSatisfy {
                        changes.zone.day(of: Moment(seconds: $0)) < Day(number: day)
                    }
                    return isBefore ? key : nil
                })
        }
    }

    /// The slots that some source describes.
    func describedSlots() async throws(StoreError) -> Set<Int> {
        try await read { try Int.fetchSet($0, sql: "SELECT account FROM account WHERE superseded_at IS NULL") }
    }

    func finish(
        _ plan: LoadPlan, _ end: LoadEnd, _ source: Int, rows: [String: Int]
    ) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE source SET cursor = ?, last_good_load = ?, newest_row = ifnull(?, newest_row),
                        failing_since = NULL, failed_at = NULL, failure = NULL, is_merging = 0
                    WHERE code = ?
                    """,
                arguments: [end.cursor, plan.loadedAt.seconds, end.newestRow?.seconds, source])
            try db.keep(rows: rows, replacing: Set(plan.wholeKinds.map(\.name)), of: source)
            try db.keep(end.files, of: source)
        }
    }
}

extension Database {
    fileprivate func keep(rows: [String: Int], replacing whole: Set<String>, of source: Int) throws {
        for (kind, count) in rows.sorted(by: { $0.key < $1.key }) {
            try execute(
                sql: """
                    INSERT INTO source_kind (source, kind, rows) VALUES (?1, ?2, ?3)
                    ON CONFLICT DO UPDATE SET rows = \(whole.contains(kind) ? "" : "rows + ")excluded.rows
                    """, arguments: [source, kind, count])
        }
    }

    fileprivate func keep(_ files: [FileState], of source: Int) throws {
        try execute(sql: "DELETE FROM source_file WHERE source = ?", arguments: [source])
        for file in files {
            try execute(
                sql: "INSERT INTO source_file (source, path, size, modified_at, hash) VALUES (?, ?, ?, ?, ?)",
                arguments: [source, file.path, file.size, file.modifiedAt, file.hash])
        }
    }
}

extension SourceRecord {
    fileprivate init(_ row: Row, _ db: Database) throws {
        let code: Int = row["code"]
        name = row["name"]
        cursor = row["cursor"]
        lastGoodLoad = Moment(row["last_good_load"])
        newestRow = Moment(row["newest_row"])
        failure = (row["failure"] as String?).map { reason in
            Failure(
                since: Moment(seconds: row["failing_since"]), at: Moment(seconds: row["failed_at"]), because: reason)
        }
        let kinds = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT kind, rows FROM source_kind WHERE source = ?"), arguments: [code])
        rows = Dictionary(uniqueKeysWithValues: kinds.map { ($0[0], $0[1]) })
        let sql = "SELECT path, size, modified_at, hash FROM source_file WHERE source = ? ORDER BY path"
        files = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [code])
            .map { FileState(path: $0[0], size: $0[1], modifiedAt: $0[2], hash: $0[3]) }
        isBrokenOff = row["is_merging"]
    }
}

extension Moment {
    /// From a column that may be NULL.
    init?(_ seconds: Int64?) {
        guard let seconds else { return nil }
        self.init(seconds: seconds)
    }
}
