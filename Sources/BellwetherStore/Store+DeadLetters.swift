package import BellwetherCore
import GRDB

extension Store {
    /// What could not be delivered and still waits for somebody's decision; the oldest first.
    package func deadLetters() async throws(StoreError) -> [DeadLetter] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM outbox JOIN outbox_body USING (number) WHERE state = 'dead' ORDER BY number"
            ).map { row in
                DeadLetter(
                    number: row["number"],
                    notification: try StoredJSON.value(Notification.self, from: row["notification"]),
                    attempts: row["attempts"], queuedAt: Moment(seconds: row["queued_at"]),
                    diedAt: Moment(seconds: row["settled_at"]), lastError: row["last_error"] ?? "")
            }
        }
    }

    /// How many a receiver, or one reader there, refused since it last took something.
    package func deadLettersSinceDelivery(
        to receiver: String, for reader: String? = nil
    ) async throws(StoreError) -> Int {
        let those = "receiver = ?1" + (reader == nil ? "" : " AND recipient = ?2")
        return try await read { db in
            try db.count(
                """
                SELECT count(*) FROM outbox WHERE \(those) AND state = 'dead' AND settled_at >= (
                    SELECT ifnull(max(settled_at), 0) FROM outbox WHERE \(those) AND state = 'delivered')
                """, StatementArguments([receiver, reader].compactMap(\.self)))
        }
    }

    /// Queues it once more, as it was; whether there was such a dead letter.
    package func retryDeadLetter(_ number: Int, at now: Moment) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE outbox SET state = 'pending', settled_at = NULL, next_attempt_at = ?
                    WHERE number = ? AND state = 'dead'
                    """, arguments: [now.seconds, number])
            return db.changesCount == 1
        }
    }

    /// Gives it up for good; whether there was such a dead letter.
    package func dropDeadLetter(_ number: Int, at now: Moment) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: "UPDATE outbox SET state = 'dropped', settled_at = ? WHERE number = ? AND state = 'dead'",
                arguments: [now.seconds, number])
            return db.changesCount == 1
        }
    }
}
