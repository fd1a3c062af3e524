package import BellwetherCore
import GRDB

/// A receiver that has taken nothing since a moment, however often it was asked.
package struct Outage: Sendable, Hashable, Codable {
    package private(set) var since: Moment
    package private(set) var last: Moment
    package private(set) var failures: Int
    package private(set) var reason: String
    /// When the operator was told.
    package fileprivate(set) var toldAt: Moment?

    init(at moment: Moment, because reason: String) {
        since = moment
        last = moment
        failures = 1
        self.reason = reason
    }

    /// Nothing that a restart or a busy minute brings, and not three tries at one.
    package func isLong(at now: Moment) -> Bool { failures >= 3 && now >= since + Self.patience }

    package static let patience = Duration.seconds(1_800)

    /// Between two tries may lie a long weekend; after more than that the one before says nothing of this one.
    private static let forgottenAfter = Duration.seconds(4 * 86_400)

    mutating func goOn(at moment: Moment, because reason: String) {
        let isOld = moment > last + Self.forgottenAfter
        // A clock that was set back makes nothing last since tomorrow.
        guard !isOld, since <= moment else { return self = Outage(at: moment, because: reason) }
        failures += 1
        last = moment
        self.reason = reason
    }
}

extension Store {
    /// Receivers that take nothing, by name.
    package func outages() async throws(StoreError) -> [String: Outage] {
        try await read { try $0.outages() }
    }

    /// One more try in vain.
    package func notTaken(
        by receiver: String, because reason: String, at now: Moment
    ) async throws(StoreError) -> Outage {
        try await write { db in
            var all = try db.outages()
            var outage = all[receiver] ?? Outage(at: now, because: reason)
            if all[receiver] != nil { outage.goOn(at: now, because: reason) }
            all[receiver] = outage
            try db.note(Database.outages, StoredJSON.text(all))
            return outage
        }
    }

    /// Notes that the operator knows; whether they did not before.
    package func noteTold(ofOutageOf receiver: String, at now: Moment) async throws(StoreError) -> Bool {
        try await write { db in
            var all = try db.outages()
            guard let outage = all[receiver], outage.toldAt == nil else { return false }
            all[receiver]?.toldAt = now
            try db.note(Database.outages, StoredJSON.text(all))
            return true
        }
    }

    /// What was over with this: a receiver took something. Nothing where it did all along.
    package func endOutage(of receiver: String) async throws(StoreError) -> Outage? {
        guard try await outages()[receiver] != nil else { return nil }
        return try await write { db in
            var all = try db.outages()
            let ended = all.removeValue(forKey: receiver)
            try db.note(Database.outages, StoredJSON.text(all))
            return ended
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

    /// What waits for a receiver, the oldest first.
    package func waiting(for receiver: String) async throws(StoreError) -> [Notification] {
        try await read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT notification FROM outbox INDEXED BY outbox_by_state JOIN outbox_body USING (number)
                    WHERE state IN ('pending', 'in_flight') AND receiver = ? ORDER BY number LIMIT 1000
                    """, arguments: [receiver]
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
