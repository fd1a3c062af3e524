extension Migration {
    /// Notifications and alerts are long, and what stands behind them in a row is slow to reach: whoever looks for what
    /// waits, or counts, reads these indexes and none of those.
    static let glances = Migration(
        "count alerts and find what waits without reading it",
        sql: """
            ALTER TABLE outbox ADD COLUMN events INTEGER NOT NULL DEFAULT 0 CHECK (events >= 0);
            UPDATE outbox SET events = ifnull(json_array_length(notification, '$.events'), 0);
            CREATE INDEX outbox_by_state ON outbox (
                state, number, receiver, recipient, group_key, next_attempt_at, queued_at, events, attempts, last_error);
            CREATE INDEX alert_by_state ON alert (state, is_held) WHERE state <> 'resolved';
            """)
}
