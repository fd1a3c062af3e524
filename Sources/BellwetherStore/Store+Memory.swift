package import BellwetherCore
import GRDB

/// The files of a policy that was proved sound, to start with when today's are broken.
package struct SoundPolicy: Sendable, Hashable {
    package var fingerprint: String
    /// By path, byte for byte.
    package var files: [String: [UInt8]]
    package var keptAt: Moment

    package init(fingerprint: String, files: [String: [UInt8]], keptAt: Moment) {
        self.fingerprint = fingerprint
        self.files = files
        self.keptAt = keptAt
    }
}

extension Store {
    /// Every alert that is not over, as the next turn takes it up; those that ended since a moment count as having been.
    package func alerts(overSince moment: Moment = .distantFuture) async throws(StoreError) -> Alerts {
        try await read { db in
            let alerts = try db.alerts(where: "resolved_at IS NULL OR resolved_at > ?", [moment.seconds])
            return Alerts(alerts, rules: try db.ruleMemories())
        }
    }

    /// What is remembered of each rule, without its alerts.
    package func ruleMemories() async throws(StoreError) -> [String: RuleMemory] {
        try await read { try $0.ruleMemories() }
    }

    /// How many alerts of each rule wait until somebody looks at them. Those that are held are few, and an index knows
    /// them: asked at once, SQLite would read every alert in the order of its rule.
    package func alertsWaitingForOperator() async throws(StoreError) -> [String: Int] {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT rule, count(*) FROM alert
                    WHERE id IN (SELECT id FROM alert WHERE is_held AND state <> 'resolved')
                        AND (json_type(body, '$.hold.breaker') IS NOT NULL OR json_type(body, '$.hold.edit') IS NOT NULL)
                    GROUP BY rule
                    """)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }

    /// The alerts that were ever opened for an account, in the order of their ids.
    package func alerts(of account: String) async throws(StoreError) -> [Alert] {
        try await read { try $0.alerts(where: "account = ?", [account]) }
    }

    package func routingMemory() async throws(StoreError) -> RoutingMemory {
        try await read { try $0.routingMemory() }
    }

    /// Who was told of an alert, and of its end.
    package func ledger(of alertID: String) async throws(StoreError) -> [LedgerRow] {
        try await read { try $0.ledger(where: "alert = ?", [alertID]) }
    }

    package func keep(_ policy: SoundPolicy) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO policy (only, fingerprint, kept_at) VALUES (1, ?, ?)",
                arguments: [policy.fingerprint, policy.keptAt.seconds])
            try db.execute(sql: "DELETE FROM policy_file")
            for (path, body) in policy.files.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: "INSERT INTO policy_file (path, body) VALUES (?, ?)", arguments: [path, body.databaseValue])
            }
        }
    }

    package func lastSoundPolicy() async throws(StoreError) -> SoundPolicy? {
        try await read { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT fingerprint, kept_at FROM policy") else { return nil }
            let files = try Row.fetchAll(db, sql: "SELECT path, body FROM policy_file")
                .map { ($0["path"] as String, $0.bytes("body") ?? []) }
            return SoundPolicy(
                fingerprint: row[0], files: Dictionary(uniqueKeysWithValues: files), keptAt: Moment(seconds: row[1]))
        }
    }

    /// The newest moment that a turn was ever made at.
    package func newestTurn() async throws(StoreError) -> Moment? {
        try await read { try $0.newestTurn() }
    }

    /// What is noted of this installation, such as that its first start is done.
    package func note(_ key: String) async throws(StoreError) -> String? {
        try await read {
            try String.fetchOne($0, sql: "SELECT value FROM installation WHERE key = ?", arguments: [key])
        }
    }

    package func note(_ key: String, _ value: String) async throws(StoreError) {
        try await write { try $0.note(key, value) }
    }
}

extension Database {
    func newestTurn() throws -> Moment? {
        Moment(try Int64.fetchOne(self, sql: "SELECT max(as_of) FROM turn WHERE state = 'committed'"))
    }

    func note(_ key: String, _ value: String) throws {
        try execute(sql: "INSERT OR REPLACE INTO installation (key, value) VALUES (?, ?)", arguments: [key, value])
    }
}
