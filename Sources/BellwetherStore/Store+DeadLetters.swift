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

    /// Receivers that took nothing the last time they were asked, and what they said, by name.
    package func refusingReceivers() async throws(StoreError) -> [String: String] {
        try await read { db in
            // Of what failed there is little, and of each receiver only what it took since is looked for.
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT receiver, last_error, max(ended_at) FROM (
                        SELECT receiver, last_error,
                            (SELECT max(ended_at) FROM delivery WHERE outbox = number) AS ended_at
                        FROM outbox INDEXED BY outbox_by_state
                        WHERE state IN ('pending', 'in_flight', 'dead') AND last_error IS NOT NULL) AS failed
                    WHERE NOT EXISTS (
                        SELECT 1 FROM outbox AS taken
                        WHERE taken.receiver = failed.receiver AND taken.state = 'delivered'
                            AND taken.settled_at >= failed.ended_at)
                    GROUP BY receiver
                    """)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["receiver"], $0["last_error"]) })
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
