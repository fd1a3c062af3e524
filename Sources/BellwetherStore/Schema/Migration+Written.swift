// The schema as it was first written. Tables are named in the singular, columns as rules and JSON call the same thing;
// moments are seconds since 1970, days are days since then.
extension Migration {
    /// Numbers given once to names, and never again to others.
    static let codes = Migration(
        "give names their codes",
        sql: """
            CREATE TABLE slot (code INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE) STRICT;
            CREATE TABLE feature (code INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE) STRICT;
            CREATE TABLE path (code INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE) STRICT;
            CREATE TABLE band (code INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE) STRICT;
            CREATE TABLE model (code INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL UNIQUE) STRICT;
            INSERT INTO feature (code, name) VALUES (0, '');
            INSERT INTO band (code, name) VALUES (0, 'unknown');
            """)

    static let sources = Migration(
        "keep how sources stand",
        sql: """
            CREATE TABLE source (
                code INTEGER PRIMARY KEY NOT NULL,
                name TEXT NOT NULL UNIQUE,
                cursor TEXT,
                last_good_load INTEGER,
                newest_row INTEGER,
                failing_since INTEGER,
                failed_at INTEGER,
                failure TEXT,
                is_merging INTEGER NOT NULL DEFAULT 0 CHECK (is_merging IN (0, 1)),
                CHECK ((failure IS NULL) = (failing_since IS NULL)),
                CHECK ((failure IS NULL) = (failed_at IS NULL))
            ) STRICT;
            CREATE TABLE source_kind (
                source INTEGER NOT NULL REFERENCES source (code),
                kind TEXT NOT NULL,
                rows INTEGER NOT NULL CHECK (rows >= 0),
                PRIMARY KEY (source, kind)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE source_file (
                source INTEGER NOT NULL REFERENCES source (code),
                path TEXT NOT NULL,
                size INTEGER NOT NULL CHECK (size >= 0),
                modified_at INTEGER NOT NULL,
                hash TEXT NOT NULL,
                PRIMARY KEY (source, path)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE quarantine (
                id INTEGER PRIMARY KEY NOT NULL,
                source INTEGER NOT NULL REFERENCES source (code),
                file TEXT NOT NULL,
                line INTEGER NOT NULL CHECK (line >= 0),
                "column" INTEGER NOT NULL CHECK ("column" >= 0),
                reason TEXT NOT NULL,
                raw TEXT NOT NULL,
                loaded_at INTEGER NOT NULL,
                UNIQUE (source, file, line, "column", reason)
            ) STRICT;
            CREATE INDEX quarantine_by_age ON quarantine (loaded_at);
            """)

    /// Chunks of a turn are written before it is committed, and seen only while it is: open and cleared turns are ruins.
    static let history = Migration(
        "keep turns and their history",
        sql: """
            CREATE TABLE turn (
                number INTEGER PRIMARY KEY NOT NULL,
                as_of INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'committed', 'cleared')),
                policy TEXT,
                timings TEXT,
                CHECK (state <> 'committed' OR (policy IS NOT NULL AND timings IS NOT NULL))
            ) STRICT;
            CREATE INDEX turn_in_time ON turn (as_of, number) WHERE state = 'committed';
            CREATE INDEX turn_in_ruins ON turn (state) WHERE state <> 'committed';
            CREATE TABLE history (
                id INTEGER PRIMARY KEY NOT NULL,
                turn INTEGER NOT NULL REFERENCES turn (number) ON DELETE CASCADE,
                path INTEGER NOT NULL REFERENCES path (code),
                chunk INTEGER NOT NULL CHECK (chunk >= 0),
                body BLOB NOT NULL,
                UNIQUE (turn, path, chunk)
            ) STRICT;
            """)

    static let alerts = Migration(
        "keep alerts and who was told",
        sql: """
            CREATE TABLE alert (
                id TEXT PRIMARY KEY NOT NULL,
                rule TEXT NOT NULL,
                subject TEXT NOT NULL,
                account TEXT NOT NULL,
                opened_at INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('pending', 'firing', 'recovering', 'resolved')),
                is_held INTEGER NOT NULL CHECK (is_held IN (0, 1)),
                resolved_at INTEGER,
                body TEXT NOT NULL,
                CHECK ((state = 'resolved') = (resolved_at IS NOT NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX alert_is_one_episode ON alert (rule, subject) WHERE state <> 'resolved';
            CREATE INDEX alert_by_account ON alert (account);
            CREATE INDEX alert_by_end ON alert (resolved_at) WHERE resolved_at IS NOT NULL;
            CREATE TABLE rule (id TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE ledger (
                alert TEXT NOT NULL REFERENCES alert (id) DEFERRABLE INITIALLY DEFERRED,
                receiver TEXT NOT NULL,
                recipient TEXT NOT NULL,
                opened_by TEXT NOT NULL,
                opened_at INTEGER NOT NULL,
                closed_by TEXT,
                closed_at INTEGER,
                closing_reason TEXT,
                level_told INTEGER NOT NULL,
                score_told REAL,
                group_key TEXT NOT NULL,
                PRIMARY KEY (alert, receiver, recipient),
                CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
                CHECK ((closed_by IS NULL) = (closing_reason IS NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX ledger_open ON ledger (alert) WHERE closed_by IS NULL;
            CREATE TRIGGER ledger_is_opened_once BEFORE UPDATE ON ledger WHEN NEW.opened_by IS NOT OLD.opened_by
            BEGIN SELECT RAISE (ABORT, 'a ledger row is opened once'); END;
            CREATE TRIGGER ledger_is_closed_once BEFORE UPDATE ON ledger
            WHEN OLD.closed_by IS NOT NULL AND NEW.closed_by IS NOT OLD.closed_by
            BEGIN SELECT RAISE (ABORT, 'a ledger row is closed once'); END;
            CREATE TABLE routing_group (key TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE routing (
                only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
                episodes INTEGER NOT NULL CHECK (episodes >= 0),
                breakers_told TEXT NOT NULL
            ) STRICT;
            """)

    static let delivery = Migration(
        "keep what is to be sent",
        sql: """
            CREATE TABLE outbox (
                number INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                id TEXT NOT NULL UNIQUE,
                receiver TEXT NOT NULL,
                recipient TEXT NOT NULL,
                group_key TEXT NOT NULL,
                notification TEXT NOT NULL,
                payload BLOB,
                state TEXT NOT NULL CHECK (state IN ('pending', 'in_flight', 'delivered', 'dead', 'dropped')),
                attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                queued_at INTEGER NOT NULL,
                next_attempt_at INTEGER NOT NULL,
                settled_at INTEGER,
                last_error TEXT,
                external_ids TEXT NOT NULL DEFAULT '{}',
                CHECK ((state IN ('delivered', 'dead', 'dropped')) = (settled_at IS NOT NULL))
            ) STRICT;
            CREATE INDEX outbox_in_order ON outbox (receiver, recipient, group_key, number)
            WHERE state IN ('pending', 'in_flight');
            CREATE INDEX outbox_settled ON outbox (state, settled_at) WHERE settled_at IS NOT NULL;
            CREATE TRIGGER outbox_is_settled_once BEFORE UPDATE ON outbox
            WHEN OLD.state IN ('delivered', 'dropped') AND NEW.state IS NOT OLD.state
            BEGIN SELECT RAISE (ABORT, 'an outbox row is settled once'); END;
            CREATE TABLE delivery (
                outbox INTEGER NOT NULL REFERENCES outbox (number) ON DELETE CASCADE,
                attempt INTEGER NOT NULL CHECK (attempt > 0),
                begun_at INTEGER NOT NULL,
                ended_at INTEGER,
                verdict TEXT CHECK (verdict IN ('delivered', 'retry', 'dead', 'dropped', 'unknown')),
                detail TEXT,
                PRIMARY KEY (outbox, attempt)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX delivery_under_way ON delivery (outbox) WHERE verdict IS NULL;
            """)

    static let installation = Migration(
        "keep the last sound policy and what was done once",
        sql: """
            CREATE TABLE policy (
                only INTEGER PRIMARY KEY NOT NULL CHECK (only = 1),
                fingerprint TEXT NOT NULL,
                kept_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE policy_file (
                path TEXT PRIMARY KEY NOT NULL,
                body BLOB NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE installation (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
            """)
}
