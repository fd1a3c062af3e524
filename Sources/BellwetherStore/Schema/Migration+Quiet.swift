extension Migration {
    /// What somebody asked not to be told of, and how much people were told today.
    static let quiet = Migration(
        "keep silences and what people were told today",
        sql: """
            CREATE TABLE silence (
                number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('silence', 'snooze', 'ack')),
                created_at INTEGER NOT NULL,
                ended_at INTEGER,
                body TEXT NOT NULL
            ) STRICT;
            CREATE INDEX silence_in_force ON silence (number) WHERE ended_at IS NULL;
            CREATE TRIGGER silence_ends_once BEFORE UPDATE ON silence
            WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at
            BEGIN SELECT RAISE (ABORT, 'a silence ends once'); END;
            CREATE TABLE attention (reader TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE used_link (id TEXT PRIMARY KEY NOT NULL, used_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            """)
}
