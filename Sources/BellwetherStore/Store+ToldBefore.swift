package import BellwetherCore
import GRDB

/// That a state took the place of a newer one, as far as what receivers took since tells.
package struct Restored: Sendable, Hashable, Codable {
    /// The newest turn that the copy knows.
    package let copyOf: Moment?
    /// When it was noticed.
    package let at: Moment
    /// How many messages went out that the copy does not know of, and when the last one did.
    package let messages: Int
    package let lastMessage: Moment
}

extension Store {
    /// Under which what was told before the state was restored is noted, with each turn that leaves some of it out.
    package static let toldBefore = "told_before"

    package func toldBefore() async throws(StoreError) -> ToldBefore {
        try await read { try $0.toldBefore() }
    }

    var journal: TakenJournal { TakenJournal(path: directory.taken) }

    /// What receivers took and the database does not know of went out after the copy was made that it is, or just before
    /// the last daemon died. It is not sent again.
    ///
    /// A state that has nothing yet is no copy: whoever begins anew is told what there is.
    ///
    /// - Returns: that it is a copy, where that was not known yet.
    @discardableResult
    package func takeUpWhatWasTaken(at now: Moment) async throws(StoreError) -> Restored? {
        let oldest = now - TakenJournal.lifetime
        let entries = journal.entries().filter { $0.at > oldest }
        guard let last = entries.map(\.at).max() else { return nil }
        let restored: Restored? = try await write { db in
            var since: [Moment] = []
            let until = try db.takenUpUntil()
            if try !db.hasNothingYet() {
                // What was taken may have waited for long.
                let outbox = try db.outboxByMark(since: oldest - TakenJournal.lifetime)
                var told = try db.toldBefore()
                for entry in entries {
                    if let row = outbox[entry.id], row.queuedAt <= entry.at {
                        if !row.isTaken { try db.markTaken(row.number, at: entry.at) }
                    } else if entry.at > until {
                        told.add(entry.saying, at: now)
                        since.append(entry.at)
                    }
                }
                if !told.isEmpty { try db.note(Self.toldBefore, StoredJSON.text(told)) }
            }
            try db.note(Self.takenUpUntil, String(max(until, last).seconds))
            guard let lastMessage = since.max() else { return nil }
            let restored = Restored(
                copyOf: try db.newestTurn(), at: now, messages: since.count, lastMessage: lastMessage)
            try db.note(Self.restored, StoredJSON.text(restored))
            return restored
        }
        // Entries go by their age alone: an older copy still may want them.
        journal.keep(entries)
        return restored
    }

    /// When the state was last restored from a copy, if it ever was.
    package func restored() async throws(StoreError) -> Restored? {
        try await read { db in
            try String.fetchOne(db, sql: "SELECT value FROM installation WHERE key = ?", arguments: [Self.restored])
                .map { try StoredJSON.value(Restored.self, from: $0) }
        }
    }

    private static let restored = "restored"

    /// Receivers have taken it: noted before the database is told, which may not take it yet.
    package func noteTaken(_ notification: Notification, at now: Moment) {
        journal.note(notification, takenAt: now)
    }

    /// Until when entries were taken up into this state; a copy that is older says less.
    fileprivate static let takenUpUntil = "taken_up_until"
}

private struct KnownRow {
    let number: Int
    let queuedAt: Moment
    let isTaken: Bool
}

extension Database {
    /// Queued for nobody: who was to get it has it.
    func drop(_ notifications: [Notification]) throws {
        try queue(notifications)
        for notification in notifications {
            try execute(
                sql: "UPDATE outbox SET state = 'dropped', settled_at = queued_at, last_error = ? WHERE id = ?",
                arguments: [Arrival.reasonOfToldBefore, notification.id])
        }
    }

    fileprivate func toldBefore() throws -> ToldBefore {
        let text = try String.fetchOne(
            self, sql: "SELECT value FROM installation WHERE key = ?", arguments: [Store.toldBefore])
        return try text.map { try StoredJSON.value(ToldBefore.self, from: $0) } ?? ToldBefore()
    }

    fileprivate func hasNothingYet() throws -> Bool {
        try !(Bool.fetchOne(self, sql: "SELECT EXISTS (SELECT 1 FROM turn) OR EXISTS (SELECT 1 FROM outbox)") ?? false)
    }

    fileprivate func takenUpUntil() throws -> Moment {
        let text = try String.fetchOne(
            self, sql: "SELECT value FROM installation WHERE key = ?", arguments: [Store.takenUpUntil])
        return text.flatMap { Int64($0) }.map { Moment(seconds: $0) } ?? .distantPast
    }

    fileprivate func outboxByMark(since moment: Moment) throws -> [String: KnownRow] {
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT number, id, state, queued_at FROM outbox INDEXED BY outbox_by_state
                WHERE queued_at >= ? OR state NOT IN ('delivered', 'dropped')
                """, arguments: [moment.seconds])
        return Dictionary(
            rows.map { row in
                let state: String = row["state"]
                return (
                    Notification.mark(of: row["id"]),
                    KnownRow(
                        number: row["number"], queuedAt: Moment(seconds: row["queued_at"]),
                        isTaken: ["delivered", "dropped"].contains(state))
                )
            }
        ) { first, _ in first }
    }

    fileprivate func markTaken(_ number: Int, at moment: Moment) throws {
        try execute(
            sql: "UPDATE outbox SET state = 'delivered', settled_at = ? WHERE number = ?",
            arguments: [moment.seconds, number])
    }
}
