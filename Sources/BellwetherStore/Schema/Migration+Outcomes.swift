import BellwetherCore

extension Migration {
    /// What came of alerts in the eyes of whoever dealt with them.
    static let outcomes = Migration(
        "keep what came of alerts",
        sql: """
            CREATE TABLE outcome (
                alert TEXT PRIMARY KEY NOT NULL,
                rule TEXT NOT NULL,
                outcome TEXT NOT NULL CHECK (outcome IN (\(AlertOutcome.Kind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")))),
                at INTEGER NOT NULL,
                body TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX outcome_by_time ON outcome (at);
            """)
}
