extension Migration {
    /// Whoever was told that an alert is somebody else's may be told of it again: the account comes back to them, or the
    /// new owner does not acknowledge and they are the backup.
    static let reopening = Migration(
        "tell of an alert again whoever it was handed over by",
        sql: """
            DROP TRIGGER ledger_is_opened_once;
            DROP TRIGGER ledger_is_closed_once;
            CREATE TRIGGER ledger_is_opened_once BEFORE UPDATE ON ledger
            WHEN NEW.opened_by IS NOT OLD.opened_by AND OLD.closed_by IS NULL
            BEGIN SELECT RAISE (ABORT, 'a ledger row is opened once'); END;
            CREATE TRIGGER ledger_is_closed_once BEFORE UPDATE ON ledger
            WHEN OLD.closed_by IS NOT NULL AND NEW.closed_by IS NOT OLD.closed_by AND NEW.opened_by IS OLD.opened_by
            BEGIN SELECT RAISE (ABORT, 'a ledger row is closed once'); END;
            """)
}
