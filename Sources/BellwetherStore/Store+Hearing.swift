package import BellwetherCore
import GRDB

/// Who has heard what: not what was queued, but what arrived.
extension Store {
    /// How far a message came that tells somebody of an alert.
    package enum Hearing: Sendable, Hashable {
        case arrived
        /// It waits, or may have arrived without our knowing.
        case open
        case never
    }

    /// Those of these alerts that still fire.
    package func firing(among alerts: Set<String>) async throws(StoreError) -> Set<String> {
        guard !alerts.isEmpty else { return [] }
        return try await read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT id FROM alert WHERE state <> 'resolved' AND id IN (SELECT value FROM json_each(?))
                    """, arguments: [StoredJSON.text(alerts.sorted())])
        }
    }

    /// Whether a reader heard that an alert began: by the message that opened it, or by one that came after that.
    ///
    /// - Parameter end: when it was over; what was delivered only after that left it out.
    package func hearing(of row: LedgerRow, over end: Moment?) async throws(StoreError) -> Hearing {
        try await read { db in
            guard let opening = try db.fate(of: row.openedBy) else { return .arrived }
            switch opening.state {
            case "delivered":
                let cameLate = opening.settledAt.map { $0 > opening.queuedAt + Letter.late } ?? false
                guard cameLate, let end, let settled = opening.settledAt, end <= settled else { return .arrived }
                return opening.mayHaveArrived ? .open : .never
            case "dropped" where opening.reason == Arrival.reasonOfToldBefore: return .arrived
            case "pending", "in_flight": return .open
            default:
                if opening.mayHaveArrived { return .open }
                return try db.hasDelivered(after: opening.number, to: row) ? .arrived : .never
            }
        }
    }

    /// How far the message of an id came; nothing where there is none.
    package func hearing(of notification: String) async throws(StoreError) -> Hearing? {
        try await read { db in
            try db.fate(of: notification).map { fate in
                switch fate.state {
                case "delivered": .arrived
                case "pending", "in_flight": .open
                default: fate.mayHaveArrived ? .open : .never
                }
            }
        }
    }

    /// Who was told something in the place of its reader, and how that fared.
    package func copies(of notification: String) async throws(StoreError) -> [(copy: Notification, arrival: Arrival)] {
        try await read { db in
            // What was taken at once has none; of all else there is little.
            guard let fate = try db.fate(of: notification), fate.attempts > 1 || fate.state != "delivered" else {
                return []
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT notification, state, settled_at, last_error FROM outbox JOIN outbox_body USING (number)
                    WHERE number IN (
                        SELECT number FROM outbox AS copy INDEXED BY outbox_by_state
                        WHERE state IN ('pending', 'in_flight', 'delivered', 'dead', 'dropped') AND number > ?
                            AND (group_key GLOB 'redirected: *' OR group_key GLOB 'for a stand-in: *'))
                    ORDER BY number
                    """, arguments: [fate.number])
            return try rows.compactMap { row in
                let copy = try StoredJSON.value(Notification.self, from: row["notification"])
                guard copy.original == notification else { return nil }
                return (
                    copy,
                    Arrival(written: row["state"], settledAt: Moment(row["settled_at"]), because: row["last_error"])
                )
            }
        }
    }

    /// Whether whoever is to get this in somebody's place was told the same in another's.
    package func isKnown(_ copy: Notification) async throws(StoreError) -> Bool {
        try await read { try $0.isKnown(copy) }
    }
}

/// What counts as late of a letter.
package enum Letter {
    package static let late = Duration.seconds(900)
}

extension Database {
    fileprivate struct Fate {
        let number: Int64
        let state: String
        let attempts: Int
        let queuedAt: Moment
        let settledAt: Moment?
        let reason: String?
        let mayHaveArrived: Bool
    }

    fileprivate func fate(of id: String) throws -> Fate? {
        let row = try Row.fetchOne(
            self,
            sql: """
                SELECT number, state, attempts, queued_at, settled_at, last_error,
                    EXISTS (SELECT 1 FROM delivery WHERE outbox = number AND verdict = 'unknown') AS is_unknown
                FROM outbox WHERE id = ?
                """, arguments: [id])
        return row.map { row in
            Fate(
                number: row["number"], state: row["state"], attempts: row["attempts"],
                queuedAt: Moment(seconds: row["queued_at"]), settledAt: Moment(row["settled_at"]),
                reason: row["last_error"], mayHaveArrived: row["is_unknown"])
        }
    }

    fileprivate func hasDelivered(after number: Int64, to row: LedgerRow) throws -> Bool {
        try Bool.fetchOne(
            self,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM outbox INDEXED BY outbox_by_state JOIN outbox_body USING (number)
                    WHERE state = 'delivered' AND number > ? AND receiver = ? AND recipient = ?
                        AND instr(notification, ?))
                """, arguments: [number, row.receiver, row.recipient, StoredJSON.text(row.alertID)]) ?? false
    }

    /// Two receivers that refuse the same list have one reader in their place.
    func isKnown(_ copy: Notification) throws -> Bool {
        try String.fetchAll(
            self,
            sql: """
                SELECT notification FROM outbox JOIN outbox_body USING (number) WHERE number IN (
                    SELECT number FROM outbox INDEXED BY outbox_by_state
                    WHERE state IN ('pending', 'in_flight', 'delivered') AND receiver = ? AND recipient = ?
                        AND queued_at >= ?
                        AND (group_key GLOB 'redirected: *' OR group_key GLOB 'for a stand-in: *'))
                """, arguments: [copy.receiver, copy.recipient, copy.createdAt.seconds - 86_400]
        ).contains { text in
            let known = try StoredJSON.value(Notification.self, from: text)
            return known.id != copy.id && copy.tells.isSubset(of: known.tells)
        }
    }
}
