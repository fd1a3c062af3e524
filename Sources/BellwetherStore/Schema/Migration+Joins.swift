import BellwetherCore

extension Migration {
    /// Which account is meant by a name that none describes. Facts stay under their own; whoever reads them looks here,
    /// so a join is taken back without touching them.
    static let joins = Migration(
        "keep whom the names of other sources mean",
        sql: """
            CREATE TABLE joined (
                slot INTEGER PRIMARY KEY NOT NULL REFERENCES slot (code),
                account INTEGER REFERENCES slot (code),
                way TEXT NOT NULL CHECK (way IN (\(Joins.Way.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")))),
                value TEXT NOT NULL,
                candidates TEXT,
                CHECK ((account IS NULL) = (candidates IS NOT NULL))
            ) STRICT;
            CREATE INDEX joined_by_account ON joined (account) WHERE account IS NOT NULL;
            """)
}
