package import BellwetherCore
import GRDB

extension Store {
    /// Keeps a new silence, snooze or acknowledgement, and gives it its number. The next turn takes it up.
    ///
    /// - Parameters:
    ///   - link: the id of the single-use link it came by, which is used up with it; nothing is kept where it was used
    ///     before.
    ///   - outcomes: what was said with it of how the alerts came out.
    package func add(
        _ silence: Silence, usedUp link: String? = nil, saying outcomes: [AlertOutcome] = []
    ) async throws(StoreError) -> Silence? {
        try await write { db in
            if let link {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO used_link (id, used_at) VALUES (?, ?)",
                    arguments: [link, silence.from.seconds])
                guard db.changesCount == 1 else { return nil }
            }
            try db.execute(
                sql: "INSERT INTO silence (kind, created_at, body) VALUES (?, ?, '')",
                arguments: [silence.kind.rawValue, silence.from.seconds])
            var numbered = silence
            numbered.number = db.lastInsertedRowID
            try db.keep(numbered)
            try db.keep(outcomes)
            return numbered
        }
    }

    /// Whether a single-use link was used.
    package func isUsed(link: String) async throws(StoreError) -> Bool {
        try await read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM used_link WHERE id = ?)", arguments: [link])
                ?? false
        }
    }

    /// Ends one before its time; nothing where there is none in force of that number.
    package func lift(silence number: Int64, at now: Moment) async throws(StoreError) -> Silence? {
        try await write { db in
            guard var silence = try db.silences(where: "number = ? AND ended_at IS NULL", [number]).first else {
                return nil
            }
            silence.end(at: now, .lifted)
            try db.keep(silence)
            return silence
        }
    }

    package func silencesInForce() async throws(StoreError) -> [Int64: Silence] {
        try await read { try $0.silencesInForce() }
    }

    /// The newest first, ended ones too.
    package func silences(atMost limit: Int) async throws(StoreError) -> [Silence] {
        try await read { try $0.silences(where: "TRUE ORDER BY number DESC LIMIT ?", [limit]) }
    }
}

extension Database {
    func silencesInForce() throws -> [Int64: Silence] {
        Dictionary(
            uniqueKeysWithValues: try silences(where: "ended_at IS NULL").map { ($0.number, $0) })
    }

    fileprivate func silences(where condition: String, _ arguments: StatementArguments = []) throws -> [Silence] {
        try String.fetchAll(self, sql: "SELECT body FROM silence WHERE \(condition)", arguments: arguments)
            .map { try StoredJSON.value(Silence.self, from: $0) }
    }

    /// What was ended by somebody stays ended, whatever a turn that began before made of it.
    func keep(_ silence: Silence) throws {
        try cachedStatement(sql: "UPDATE silence SET ended_at = ?, body = ? WHERE number = ? AND ended_at IS NULL")
            .execute(arguments: [silence.endedAt?.seconds, StoredJSON.text(silence), silence.number])
    }

    func keep(attention readers: [String], of memory: RoutingMemory) throws {
        for reader in readers {
            if let attention = memory.attention[reader] {
                try cachedStatement(
                    sql:
                        "INSERT INTO attention (reader, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body"
                ).execute(arguments: [reader, StoredJSON.text(attention)])
            } else {
                try cachedStatement(sql: "DELETE FROM attention WHERE reader = ?").execute(arguments: [reader])
            }
        }
    }

    func attention() throws -> [String: Attention] {
        let rows = try Row.fetchAll(self, sql: "SELECT reader, body FROM attention")
            .map { ($0[0] as String, try StoredJSON.value(Attention.self, from: $0[1])) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
