package import BellwetherCore
import GRDB

/// A notification in the outbox, as somebody looks at it.
package struct OutboxEntry: Sendable {
    package let number: Int
    package let notification: Notification
    package let state: String
    package let attempts: Int
    package let queuedAt, nextAttemptAt: Moment
    package let settledAt: Moment?
    package let lastError: String?
}

extension Store {
    /// What waits to be sent, or could not be; the oldest first.
    ///
    /// - Parameter moment: only what is not tried again before it.
    package func outbox(
        states: [String], notDueBefore moment: Moment = .distantPast, atMost limit: Int
    ) async throws(StoreError) -> [OutboxEntry] {
        try await read { db in
            let list = try StoredJSON.text(states)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM outbox JOIN outbox_body USING (number)
                    WHERE state IN (SELECT value FROM json_each(?)) AND next_attempt_at >= ? ORDER BY number LIMIT ?
                    """,
                arguments: [list, moment.seconds, limit]
            ).map(OutboxEntry.init)
        }
    }

    package func outboxEntry(_ number: Int) async throws(StoreError) -> OutboxEntry? {
        try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM outbox JOIN outbox_body USING (number) WHERE number = ?", arguments: [number]
            ).map(OutboxEntry.init)
        }
    }

    /// What was said under an id; nothing where it was cleaned away with the years.
    package func notification(_ id: String) async throws(StoreError) -> Notification? {
        try await read { db in
            try String.fetchOne(
                db, sql: "SELECT notification FROM outbox JOIN outbox_body USING (number) WHERE id = ?", arguments: [id]
            ).map { try StoredJSON.value(Notification.self, from: $0) }
        }
    }

    /// What a reader was sent, by their row of the ledger, of an alert that had got worse; the oldest first.
    package func worsenings(in row: LedgerRow) async throws(StoreError) -> [Notification] {
        try await read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT notification FROM outbox JOIN outbox_body USING (number)
                    WHERE receiver = ? AND events > 0 AND queued_at BETWEEN ? AND ?
                        AND instr(notification, '"worsened"') AND instr(notification, ?) ORDER BY number
                    """,
                arguments: [
                    row.receiver, row.openedAt.seconds, (row.closedAt ?? .distantFuture).seconds,
                    StoredJSON.text(row.alertID),
                ]
            ).map { try StoredJSON.value(Notification.self, from: $0) }
        }
    }

    /// How a notification fared, by its id.
    package func arrival(of id: String) async throws(StoreError) -> Arrival {
        try await read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT state, settled_at, last_error FROM outbox WHERE id = ?", arguments: [id])
            return Arrival(
                written: row?["state"], settledAt: row.flatMap { Moment($0["settled_at"]) }, because: row?["last_error"]
            )
        }
    }

    /// One that still waits is not sent any more; whether there was one. One on its way cannot be held back.
    package func dropWaiting(_ number: Int, at now: Moment) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql:
                    "UPDATE outbox SET state = 'dropped', settled_at = ? WHERE number = ? AND state IN ('pending', 'dead')",
                arguments: [now.seconds, number])
            return db.changesCount == 1
        }
    }

    /// Tries one now that waits for its time, or was given up; whether there was one.
    ///
    /// - Parameter isInsisted: whether it is to go out as it was written, whatever of it is over.
    package func hurry(
        _ number: Int, at now: Moment, insisting isInsisted: Bool = false
    ) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE outbox SET state = 'pending', settled_at = NULL, next_attempt_at = ?
                    WHERE number = ? AND state IN ('pending', 'dead')
                    """, arguments: [now.seconds, number])
            guard db.changesCount == 1 else { return false }
            if isInsisted {
                let insisted = try db.insisted().filter { $0 != number } + [number]
                try db.note(Database.insisted, StoredJSON.text(Array(insisted.suffix(Database.mostInsisted))))
            }
            return true
        }
    }

    /// Whether somebody wants it sent as it was written, whatever of it is over.
    package func isInsisted(_ number: Int) async throws(StoreError) -> Bool {
        try await read { try $0.insisted().contains(number) }
    }
}

extension Store {
    /// Tries these now that wait for their time.
    package func hurry(_ numbers: [Int], at now: Moment) async throws(StoreError) {
        guard !numbers.isEmpty else { return }
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE outbox SET next_attempt_at = ?
                    WHERE state = 'pending' AND number IN (SELECT value FROM json_each(?))
                    """, arguments: [now.seconds, StoredJSON.text(numbers)])
        }
    }
}

extension Database {
    fileprivate static let insisted = "insisted"
    /// Long before there are so many the first are settled.
    fileprivate static let mostInsisted = 100

    fileprivate func insisted() throws -> [Int] {
        let text = try String.fetchOne(
            self, sql: "SELECT value FROM installation WHERE key = ?", arguments: [Self.insisted])
        return try text.map { try StoredJSON.value([Int].self, from: $0) } ?? []
    }
}

extension OutboxEntry {
    fileprivate init(_ row: Row) throws {
        self.init(
            number: row["number"], notification: try StoredJSON.value(Notification.self, from: row["notification"]),
            state: row["state"], attempts: row["attempts"], queuedAt: Moment(seconds: row["queued_at"]),
            nextAttemptAt: Moment(seconds: row["next_attempt_at"]), settledAt: Moment(row["settled_at"]),
            lastError: row["last_error"])
    }
}
