package import BellwetherCore
import GRDB

extension Store {
    /// All of them, or none; a later word on an alert takes the place of an earlier one.
    package func keep(_ outcomes: [AlertOutcome]) async throws(StoreError) {
        try await write { try $0.keep(outcomes) }
    }

    /// Those that were given within a time, the oldest first.
    package func outcomes(from start: Moment, until end: Moment) async throws(StoreError) -> [AlertOutcome] {
        try await read { db in
            try String.fetchAll(
                db, sql: "SELECT body FROM outcome WHERE at >= ? AND at < ? ORDER BY at, alert",
                arguments: [start.seconds, end.seconds]
            ).map { try StoredJSON.value(AlertOutcome.self, from: $0) }
        }
    }

    /// The alerts that fire, and those that have ended since a moment.
    package func alerts(standingOrEndedSince moment: Moment) async throws(StoreError) -> [Alert] {
        try await read { db in
            try db.alerts(where: "state <> 'pending' AND (resolved_at IS NULL OR resolved_at > ?)", [moment.seconds])
        }
    }
}

extension Database {
    func keep(_ outcomes: [AlertOutcome]) throws {
        for outcome in outcomes {
            try execute(
                sql: """
                    INSERT INTO outcome (alert, rule, outcome, at, body) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (alert) DO UPDATE
                    SET outcome = excluded.outcome, at = excluded.at, body = excluded.body
                    """,
                arguments: [
                    outcome.alertID, outcome.rule, outcome.outcome.rawValue, outcome.at.seconds,
                    StoredJSON.text(outcome),
                ])
        }
    }
}
