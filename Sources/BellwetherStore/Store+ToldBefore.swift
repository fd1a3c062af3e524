package import BellwetherCore
import GRDB

extension Store {
    /// Under which what was told before the state was restored is noted, with each turn that leaves some of it out.
    package static let toldBefore = "told_before"

    package func toldBefore() async throws(StoreError) -> ToldBefore {
        try await read { try $0.toldBefore() }
    }

    var journal: TakenJournal { TakenJournal(path: directory.taken) }

    /// What receivers took and the database does not know of went out after the copy was made that it is, or just before
    /// the last daemon died. It is not sent again.
    package func takeUpWhatWasTaken(at now: Moment) async throws(StoreError) {
        let entries = journal.entries()
        guard !entries.isEmpty else { return }
        let oldest = now - TakenJournal.lifetime
        let known = try await write { db in
            let outbox = try db.outboxByMark(since: oldest)
            var told = try db.toldBefore()
            for entry in entries where outbox[entry.id]?.isTaken != true {
                if let row = outbox[entry.id] {
                    try db.markTaken(row.number, at: entry.at)
                } else {
                    told.add(entry.marks, at: now)
                }
            }
            if !told.isEmpty { try db.note(Self.toldBefore, StoredJSON.text(told)) }
            return Set(outbox.keys)
        }
        journal.keep(entries.filter { known.contains($0.id) && $0.at > oldest })
    }
}

private struct KnownRow {
    let number: Int
    let isTaken: Bool
}

extension Database {
    /// Queued for nobody: who was to get it has it.
    func drop(_ notifications: [Notification]) throws {
        try queue(notifications)
        for notification in notifications {
            try execute(
                sql: "UPDATE outbox SET state = 'dropped', settled_at = queued_at, last_error = ? WHERE id = ?",
                arguments: ["it was told before the state was restored from a copy", notification.id])
        }
    }

    fileprivate func toldBefore() throws -> ToldBefore {
        let text = try String.fetchOne(
            self, sql: "SELECT value FROM installation WHERE key = ?", arguments: [Store.toldBefore])
        return try text.map { try StoredJSON.value(ToldBefore.self, from: $0) } ?? ToldBefore()
    }

    fileprivate func outboxByMark(since moment: Moment) throws -> [String: KnownRow] {
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT number, id, state FROM outbox INDEXED BY outbox_by_state
                WHERE queued_at >= ? OR state NOT IN ('delivered', 'dropped')
                """, arguments: [moment.seconds])
        return Dictionary(
            rows.map { row in
                let state: String = row["state"]
                return (
                    Notification.mark(of: row["id"]),
                    KnownRow(number: row["number"], isTaken: ["delivered", "dropped"].contains(state))
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
