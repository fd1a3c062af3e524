package import BellwetherCore
import GRDB

/// What people settled, and how far that was read: each deed has a number, which only grows.
package struct Deeds: Sendable, Hashable {
    package let tasks: [PlaybookTask]
    package let last: Int64
}

extension Store {
    /// Those of an account, or of all of them; what is settled too, where that is asked for, the newest last.
    package func tasks(ofAccount account: String? = nil, withSettled: Bool) async throws(StoreError) -> [PlaybookTask] {
        try await read { db in
            // Each way has an index: what is settled is far more than what is open.
            let state = withSettled ? "true" : "state = 'open'"
            guard let account else { return try db.tasks(where: state) }
            return try db.tasks(where: "account = ? AND \(state)", [account])
        }
    }

    /// What accounts with tasks are called, by their ids.
    package func accountsWithTasks() async throws(StoreError) -> [String: String] {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT account, json_extract(body, '$.accountName') FROM task GROUP BY account")
            return Dictionary(rows.map { ($0[0], $0[1]) }) { $1 }
        }
    }

    package func task(_ number: Int64) async throws(StoreError) -> PlaybookTask? {
        try await read { try $0.tasks(where: "number = ?", [number]).first }
    }

    /// Settles one that is open; the next turn takes it up. Nothing where none of that number is.
    package func settle(task number: Int64, as state: PlaybookTask.State) async throws(StoreError) -> PlaybookTask? {
        try await write { db in
            guard let task = try db.tasks(where: "number = ? AND state = 'open'", [number]).first else { return nil }
            let settled = task.settled(state)
            try db.keep(settled)
            try db.execute(
                sql: "UPDATE task SET deed = (SELECT ifnull(max(deed), 0) + 1 FROM task) WHERE number = ?",
                arguments: [number])
            return settled
        }
    }

    /// How many are open, and how many of them are late.
    package func taskCounts(at now: Moment) async throws(StoreError) -> (open: Int, overdue: Int) {
        try await read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT count(*), ifnull(sum(due_at <= ?), 0) FROM task WHERE state = 'open'",
                arguments: [now.seconds])
            return row.map { ($0[0], $0[1]) } ?? (0, 0)
        }
    }

    /// What people settled after a deed.
    package func deeds(after last: Int64) async throws(StoreError) -> Deeds {
        try await read { db in
            let tasks = try db.tasks(where: "deed > ?", [last], by: "deed")
            let newest = try Int64.fetchOne(db, sql: "SELECT max(deed) FROM task WHERE deed > ?", arguments: [last])
            return Deeds(tasks: tasks, last: newest ?? last)
        }
    }

    package func lastDeed() async throws(StoreError) -> Int64 {
        try await read { try Int64.fetchOne($0, sql: "SELECT ifnull(max(deed), 0) FROM task") ?? 0 }
    }
}

extension Database {
    /// What somebody settled stays so, whatever a turn that began before made of it; but it hangs where the turn hung it.
    func keep(_ task: PlaybookTask) throws {
        try cachedStatement(
            sql: """
                INSERT INTO task (number, alert, account, state, due_at, body) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET
                    alert = excluded.alert, account = excluded.account,
                    due_at = iif(task.state = 'open', excluded.due_at, task.due_at),
                    state = iif(task.state = 'open', excluded.state, task.state),
                    body = iif(
                        task.state IN ('open', excluded.state), excluded.body,
                        json_set(task.body, '$.alertID', excluded.alert))
                """
        ).execute(
            arguments: [
                task.number, task.alertID, task.account, task.stateName, task.dueAt.seconds, StoredJSON.text(task),
            ])
    }

    /// Of alerts that go on, and whatever else is open.
    func tasks() throws -> Tasks {
        let standing = "alert IN (SELECT id FROM alert WHERE resolved_at IS NULL)"
        let last = try Int64.fetchOne(self, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'task'")
        return Tasks(try tasks(where: "state = 'open' OR \(standing)"), lastNumber: last ?? 0)
    }

    /// The plus keeps SQLite from going through all of them in the order of their numbers.
    func tasks(
        where condition: String, _ arguments: StatementArguments = [], by order: String = "+number"
    ) throws -> [PlaybookTask] {
        try String.fetchAll(
            self, sql: "SELECT body FROM task WHERE \(condition) ORDER BY \(order)", arguments: arguments
        ).map { try StoredJSON.value(PlaybookTask.self, from: $0) }
    }

    func forgetTasks(ofAlert id: String) throws {
        try execute(
            sql: "DELETE FROM task WHERE alert = ?; DELETE FROM outcome WHERE alert = ?", arguments: [id, id])
    }
}

extension PlaybookTask {
    fileprivate var stateName: String {
        switch state {
        case .open: "open"
        case .done: "done"
        case .skipped: "skipped"
        case .lapsed: "lapsed"
        }
    }
}
