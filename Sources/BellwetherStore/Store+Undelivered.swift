package import BellwetherCore
import GRDB

/// A notification that nobody has accepted yet: it waits, is on its way, or died.
package struct Undelivered: Sendable, Hashable {
    package let number: Int
    /// `pending`, `in_flight` or `dead`.
    package let state: String
    package let receiver, recipient: String
    /// How many events it tells of.
    package let events: Int
    package let attempts: Int
    package let queuedAt: Moment
    /// `nil` once it is dead.
    package let nextAttempt: Moment?
    package let lastError: String
}

extension Store {
    /// What died first, then what waits, the oldest first.
    package func undelivered(atMost limit: Int, after first: Int = 0) async throws(StoreError) -> [Undelivered] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, state, receiver, recipient, events, attempts, queued_at, next_attempt_at, last_error
                    FROM outbox WHERE state IN ('pending', 'in_flight', 'dead')
                    ORDER BY state <> 'dead', number LIMIT ? OFFSET ?
                    """, arguments: [limit, first]
            ).map { row in
                let state: String = row["state"]
                return Undelivered(
                    number: row["number"], state: state,
                    receiver: row["receiver"], recipient: row["recipient"], events: row["events"],
                    attempts: row["attempts"], queuedAt: Moment(seconds: row["queued_at"]),
                    nextAttempt: state == "dead" ? nil : Moment(seconds: row["next_attempt_at"]),
                    lastError: row["last_error"] ?? "")
            }
        }
    }
}
