import BellwetherCore
import GRDB

extension Database {
    /// Writes what this turn changed of what routing remembers.
    func keep(_ notifications: Notifications) throws {
        try keep(groups: notifications.changedGroups, of: notifications.memory)
        for row in notifications.changedLedger { try keep(row) }
        for silence in notifications.changedSilences { try keep(silence) }
        for task in notifications.changedTasks { try keep(task) }
        try keep(attention: notifications.changedAttention, of: notifications.memory)
        try execute(
            sql: """
                INSERT INTO routing (only, episodes, breakers_told) VALUES (1, ?1, ?2)
                ON CONFLICT DO UPDATE SET episodes = ?1, breakers_told = ?2 WHERE episodes <> ?1 OR breakers_told <> ?2
                """,
            arguments: [
                notifications.memory.episodes, StoredJSON.text(notifications.memory.breakersTold),
            ])
    }

    private func keep(groups keys: [String], of memory: RoutingMemory) throws {
        for key in keys {
            if let group = memory.groups[key] {
                try cachedStatement(
                    sql: """
                        INSERT INTO routing_group (key, body) VALUES (?, ?)
                        ON CONFLICT DO UPDATE SET body = excluded.body
                        """
                ).execute(arguments: [key, StoredJSON.text(group)])
            } else {
                try cachedStatement(sql: "DELETE FROM routing_group WHERE key = ?").execute(arguments: [key])
            }
        }
    }

    private func keep(_ row: LedgerRow) throws {
        try cachedStatement(
            sql: """
                INSERT INTO ledger (alert, receiver, recipient, opened_by, opened_at, closed_by, closed_at,
                    closing_reason, level_told, score_told, group_key)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET opened_by = excluded.opened_by, opened_at = excluded.opened_at,
                    closed_by = excluded.closed_by, closed_at = excluded.closed_at, closing_reason = excluded.closing_reason,
                    level_told = excluded.level_told, score_told = excluded.score_told, group_key = excluded.group_key
                """
        ).execute(
            arguments: [
                row.alertID, row.receiver, row.recipient, row.openedBy, row.openedAt.seconds, row.closedBy,
                row.closedAt?.seconds, row.closingReason?.rawValue, row.levelTold, row.scoreTold, row.groupKey,
            ])
    }

    func routingMemory() throws -> RoutingMemory {
        let groups = try Row.fetchAll(self, sql: "SELECT key, body FROM routing_group")
            .map { ($0[0] as String, try StoredJSON.value(Group.self, from: $0[1])) }
        let ledger = Ledger(try ledger(where: "closed_by IS NULL"))
        let told = try Row.fetchOne(self, sql: "SELECT episodes, breakers_told FROM routing")
        return RoutingMemory(
            groups: Dictionary(uniqueKeysWithValues: groups), ledger: ledger,
            episodes: told?["episodes"] ?? 0,
            breakersTold: try told.map { try StoredJSON.value(BreakersTold.self, from: $0["breakers_told"]) }
                ?? BreakersTold(),
            silences: try silencesInForce(), attention: try attention(), tasks: try tasks())
    }

    func ledger(where condition: String, _ arguments: StatementArguments = []) throws -> [LedgerRow] {
        let sql = "SELECT * FROM ledger WHERE \(condition) ORDER BY opened_at, alert, receiver, recipient"
        return try Row.fetchAll(self, sql: sql, arguments: arguments).map(LedgerRow.init)
    }
}

extension LedgerRow {
    fileprivate init(_ row: Row) {
        self.init(
            alertID: row["alert"], receiver: row["receiver"], recipient: row["recipient"],
            openedBy: row["opened_by"], openedAt: Moment(seconds: row["opened_at"]), levelTold: row["level_told"],
            scoreTold: row["score_told"], groupKey: row["group_key"])
        closedBy = row["closed_by"]
        closedAt = Moment(row["closed_at"])
        closingReason = (row["closing_reason"] as String?).flatMap(ClosingReason.init)
    }
}
