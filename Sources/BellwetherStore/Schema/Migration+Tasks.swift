extension Migration {
    /// What people are to do about alerts, and in which order they settled it.
    static let tasks = Migration(
        "keep what people are to do about alerts",
        sql: """
            CREATE TABLE task (
                number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                alert TEXT NOT NULL,
                account TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'done', 'skipped', 'lapsed')),
                due_at INTEGER NOT NULL,
                deed INTEGER UNIQUE,
                body TEXT NOT NULL
            ) STRICT;
            CREATE INDEX task_open ON task (due_at) WHERE state = 'open';
            CREATE INDEX task_of_alert ON task (alert);
            CREATE INDEX task_of_account ON task (account);
            CREATE TRIGGER task_is_settled_once BEFORE UPDATE ON task
            WHEN OLD.state <> 'open' AND NEW.state <> OLD.state
            BEGIN SELECT RAISE (ABORT, 'a task is settled once'); END;
            """)
}
