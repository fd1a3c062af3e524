package import BellwetherCore
import GRDB

extension Store {
    /// Receivers that take nothing, by name.
    package func outages() async throws(StoreError) -> [String: Outage] {
        try await takersOfNothing().reduce(into: [:]) { outages, one in
            if one.key.reader == nil { outages[one.key.receiver] = one.value }
        }
    }

    /// Mailboxes that put off what comes, whatever their receiver takes for others.
    package func mailboxOutages() async throws(StoreError) -> [Taker: Outage] {
        try await takersOfNothing().filter { $0.key.reader != nil }
    }

    private func takersOfNothing() async throws(StoreError) -> [Taker: Outage] {
        try await read { db in
            Dictionary(uniqueKeysWithValues: try db.outages().map { (Taker(key: $0.key), $0.value) })
        }
    }

    /// One more try in vain.
    ///
    /// - Parameter patience: how long it asks to be left alone.
    package func notTaken(
        by taker: Taker, because reason: String, _ failure: Outage.Failure = .broken, after patience: Duration? = nil,
        at now: Moment
    ) async throws(StoreError) -> Outage {
        try await changeOutages { all in
            var outage = all[taker.key] ?? Outage(at: now, because: reason)
            if all[taker.key] != nil { outage.goOn(at: now, because: reason) }
            // Of a mailbox each message finds out by itself: what puts them off differs.
            if taker.reader == nil { outage.take(failure, at: now, noSoonerThan: patience) }
            all[taker.key] = outage
            return outage
        }
    }

    /// Notes that the operator knows; whether they did not before.
    package func noteTold(ofOutageOf taker: Taker, at now: Moment) async throws(StoreError) -> Bool {
        try await changeOutages { all in
            guard let outage = all[taker.key], outage.toldAt == nil else { return false }
            all[taker.key]?.toldAt = now
            return true
        }
    }

    /// What was over with this: something was taken. Nothing where it was all along.
    package func endOutage(of taker: Taker) async throws(StoreError) -> Outage? {
        guard try await takersOfNothing()[taker] != nil else { return nil }
        return try await changeOutages { $0.removeValue(forKey: taker.key) }
    }

    func changeOutages<Value: Sendable>(
        _ change: @escaping @Sendable (inout [String: Outage]) -> Value
    ) async throws(StoreError) -> Value {
        try await write { db in
            var all = try db.outages()
            let value = change(&all)
            try db.note(Database.outages, StoredJSON.text(all))
            return value
        }
    }

    /// Whether nothing has waited longer for its receiver.
    package func isOldestWaiting(_ item: OutboxItem) async throws(StoreError) -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT NOT EXISTS (
                        SELECT 1 FROM outbox INDEXED BY outbox_by_state
                        WHERE state IN ('pending', 'in_flight') AND receiver = ? AND number < ?)
                    """, arguments: [item.notification.receiver, item.number]) ?? true
        }
    }

    /// What waits for a receiver, or for one reader there, the oldest first.
    package func waiting(for taker: Taker) async throws(StoreError) -> [Notification] {
        try await read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT notification FROM outbox INDEXED BY outbox_by_state JOIN outbox_body USING (number)
                    WHERE state IN ('pending', 'in_flight') AND receiver = ?1 AND (?2 IS NULL OR recipient = ?2)
                    ORDER BY number LIMIT 1000
                    """, arguments: [taker.receiver, taker.reader]
            ).map { try StoredJSON.value(Notification.self, from: $0) }
        }
    }
}

extension Database {
    fileprivate static let outages = "outages"

    fileprivate func outages() throws -> [String: Outage] {
        let text = try String.fetchOne(
            self, sql: "SELECT value FROM installation WHERE key = ?", arguments: [Self.outages])
        return try text.map { try StoredJSON.value([String: Outage].self, from: $0) } ?? [:]
    }
}
