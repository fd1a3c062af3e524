package import BellwetherCore
import GRDB

extension Store {
    /// Gives a turn its number. Whatever an earlier one wrote and did not commit is discarded first.
    package func begin(turnAsOf moment: Moment) async throws(StoreError) -> OpenTurn {
        try await discardUnfinished()
        return try await write { db in try db.begin(turnAsOf: moment) }
    }

    /// Takes a turn and commits all of it, or none: its alerts never get ahead of the notifications that tell of them.
    package func commit(_ outcome: TurnOutcome, as turn: OpenTurn) async throws(StoreError) {
        try await write { db in
            try db.keep(outcome.alerts)
            try db.keep(outcome.notifications)
            try db.queue(outcome.notifications.outbox)
            try db.drop(outcome.notifications.toldBefore)
            for (key, value) in outcome.notes { try db.note(key, value) }
            try db.markCommitted(turn, policy: outcome.policy, timings: outcome.timings)
        }
    }

    /// The turn that knew most, whichever was computed last.
    package func lastTurn() async throws(StoreError) -> TurnRecord? {
        try await read { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT * FROM turn WHERE state = 'committed' ORDER BY as_of DESC, number DESC LIMIT 1")
            return try row.map { row in
                TurnRecord(
                    number: row["number"], asOf: Moment(seconds: row["as_of"]), policy: row["policy"],
                    timings: try StoredJSON.value([String: Int].self, from: row["timings"]))
            }
        }
    }

    func discardUnfinished() async throws(StoreError) {
        while try await read({ try $0.hasRuins([.open, .cleared]) }) {
            try await write { try $0.clearSomeRuins([.open, .cleared]) }
        }
    }
}

/// Turns that nobody sees.
enum Ruin: String {
    /// Begun, and never committed.
    case open
    /// Thinned out of the history.
    case cleared
}

extension Database {
    func begin(turnAsOf moment: Moment) throws -> OpenTurn {
        let number = try count("SELECT ifnull(max(number), 0) + 1 FROM turn")
        try execute(
            sql: "INSERT INTO turn (number, as_of, state) VALUES (?, ?, 'open')",
            arguments: [number, moment.seconds])
        return OpenTurn(number: number, asOf: moment)
    }

    func markCommitted(_ turn: OpenTurn, policy: String, timings: [String: Int]) throws {
        try execute(
            sql: "UPDATE turn SET state = 'committed', policy = ?, timings = ? WHERE number = ? AND state = 'open'",
            arguments: [policy, StoredJSON.text(timings), turn.number])
        precondition(changesCount == 1, "a turn is committed once")
    }

    func hasRuins(_ ruins: [Ruin]) throws -> Bool {
        try Bool.fetchOne(self, sql: "SELECT EXISTS (SELECT 1 FROM turn WHERE state IN (\(list(ruins))))") ?? false
    }

    /// Some of them each time, so that no transaction is long: first the chunks, then the turns.
    func clearSomeRuins(_ ruins: [Ruin]) throws {
        let turns = "SELECT number FROM turn WHERE state IN (\(list(ruins)))"
        try execute(
            sql: "DELETE FROM history WHERE id IN (SELECT id FROM history WHERE turn IN (\(turns)) LIMIT 500)")
        if changesCount == 0 { try execute(sql: "DELETE FROM turn WHERE state IN (\(list(ruins)))") }
    }

    private func list(_ ruins: [Ruin]) -> String { ruins.map { "'\($0.rawValue)'" }.joined(separator: ", ") }
}
