extension Migration {
    /// A first list is as long as a company is large, and whoever changes one thing in a row writes all of it again: a
    /// try that fails would write a long notification twice.
    static let bodies = Migration(
        "keep what notifications say apart from how they fare",
        sql: """
            CREATE TABLE outbox_body (
                number INTEGER PRIMARY KEY NOT NULL REFERENCES outbox (number) ON DELETE CASCADE,
                notification TEXT NOT NULL,
                payload BLOB
            ) STRICT;
            INSERT INTO outbox_body (number, notification, payload) SELECT number, notification, payload FROM outbox;
            ALTER TABLE outbox ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0 CHECK (is_test IN (0, 1));
            UPDATE outbox SET is_test = ifnull(json_extract(notification, '$.purpose') = 'test', 0);
            ALTER TABLE outbox DROP COLUMN payload;
            ALTER TABLE outbox DROP COLUMN notification;
            """)
}
