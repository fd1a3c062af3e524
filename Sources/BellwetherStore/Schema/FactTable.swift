import BellwetherCore

/// The table of a kind of fact that has versions: a row for each version, of which one at most is not superseded.
struct FactTable: Sendable {
    let kind: FactKind

    init(_ kind: FactKind) {
        precondition(!kind.isDaily, "days are overwritten in place and have no versions")
        self.kind = kind
    }

    var name: String { "\"\(kind.name)\"" }

    /// The fields' columns, in the order of a row's values.
    var fields: String { kind.fields.map { "\"\($0.name)\"" }.joined(separator: ", ") }

    /// What every version has besides its fields; no field may be called so.
    static let ownColumns = [
        "id", "source", "key", "account", "account_key", "observed_at", "superseded_at", "is_assumed", "hash",
        "decimals",
    ]

    var schema: String {
        """
        CREATE TABLE \(name) (
            id INTEGER PRIMARY KEY NOT NULL,
            source INTEGER NOT NULL REFERENCES source (code),
            key TEXT NOT NULL,
            account INTEGER REFERENCES slot (code),
            observed_at INTEGER NOT NULL,
            superseded_at INTEGER CHECK (superseded_at >= observed_at),
            is_assumed INTEGER NOT NULL CHECK (is_assumed IN (0, 1)),
            hash INTEGER NOT NULL,
            decimals INTEGER,
            \(kind.fields.map { $0.column(required: $0.isRequired) }.joined(separator: ",\n    "))
        ) STRICT;
        CREATE UNIQUE INDEX "\(kind.name)_now" ON \(name) (source, key) WHERE superseded_at IS NULL;
        CREATE INDEX "\(kind.name)_of_account" ON \(name) (account) WHERE superseded_at IS NULL;
        CREATE INDEX "\(kind.name)_then" ON \(name) (superseded_at) WHERE superseded_at IS NOT NULL;
        """
    }

    /// The version that holds now: source, key.
    var selectCurrent: String {
        "SELECT id, hash, account FROM \(name) WHERE source = ? AND key = ? AND superseded_at IS NULL"
    }

    /// Closes a version: when, id.
    var supersede: String { "UPDATE \(name) SET superseded_at = max(observed_at, ?) WHERE id = ?" }

    /// source, key, account, observed_at, is_assumed, hash, decimals, and the fields.
    var insert: String {
        let marks = String(repeating: ", ?", count: kind.fields.count)
        return """
            INSERT INTO \(name) (source, key, account, observed_at, is_assumed, hash, decimals, \(fields))
            VALUES (?, ?, ?, ?, ?, ?, ?\(marks))
            """
    }

    /// A stretch of the keys a source has now, with what a tombstone says: source, the key before, how many.
    var selectKeys: String {
        """
        SELECT id, key FROM \(name)
        WHERE source = ? AND superseded_at IS NULL AND key > ? ORDER BY key LIMIT ?
        """
    }

    /// Whole rows as known at an instant.
    var selectKnown: String {
        """
        \(selectVersions) WHERE observed_at <= ?1 AND (superseded_at IS NULL OR superseded_at > ?1)
        """
    }

    /// The same of what tells that money went back: of payments those below nothing, of invoices those that such a payment
    /// or a credit note names.
    var selectKnownOfRefunds: String {
        let condition =
            switch kind {
            case .payment: "fact.amount < 0"
            case .invoice:
                "(fact.key IN (\(Self.refundedInvoices)) OR fact.number IN (\(Self.refundedInvoices)))"
            default: "true"
            }
        return "\(selectKnown) AND \(condition)"
    }

    private static let refundedInvoices = """
        SELECT invoice_id FROM \(FactTable(.payment).name) WHERE amount < 0 AND invoice_id IS NOT NULL
        UNION SELECT invoice_id FROM \(FactTable(.creditNote).name) WHERE invoice_id IS NOT NULL
        """

    /// All versions, as known at an instant, of what had several, one after the other.
    var selectCourses: String {
        """
        \(selectVersions) WHERE observed_at <= ?1
            AND (fact.source, fact.key) IN (SELECT source, key FROM \(name) WHERE superseded_at IS NOT NULL)
        ORDER BY fact.source, fact.key, fact.observed_at, fact.id
        """
    }

    /// All versions of what had another one after an instant, one after the other, each with when it was superseded.
    var selectEarlier: String {
        """
        \(selectVersions(and: ", fact.superseded_at"))
        WHERE (fact.source, fact.key) IN (SELECT source, key FROM \(name) WHERE superseded_at > ?1)
        ORDER BY fact.source, fact.key, fact.observed_at, fact.id
        """
    }

    /// Orders of first loads that came after an instant, and were behind the prices that the first loads told all the
    /// same: a source read for the first time tells today's. Left out is what came once changes of price were read, since
    /// a price read before it says nothing of it.
    static var selectOrdersBehindPrices: String {
        """
        WITH news AS (
            SELECT source, min(iif(is_assumed, superseded_at, observed_at)) AS first FROM subscription GROUP BY source
        )
        \(FactTable(.order).selectVersions)
        WHERE fact.observed_at > ?1 AND fact.is_assumed AND fact.mrr_change <> 0
            AND (fact.subscription_id IS NOT NULL OR 1 = (
                SELECT count(*) FROM subscription WHERE account = fact.account AND superseded_at IS NULL))
            AND NOT EXISTS (
                SELECT 1 FROM subscription AS priced JOIN news ON news.source = priced.source
                WHERE priced.account = fact.account AND priced.superseded_at IS NULL AND news.first <= fact.observed_at
                    AND (fact.subscription_id IS NULL OR priced.key = fact.subscription_id
                        OR substr(priced.key, 1, length(fact.subscription_id) + 1) = fact.subscription_id || '|'))
        """
    }

    /// Terms of first loads that were not renewed after an instant: the first load sets to nothing what they were of.
    static var selectTermsBehindPrices: String {
        """
        \(FactTable(.renewal).selectVersions)
        WHERE fact.observed_at > ?1 AND fact.is_assumed AND fact.outcome = 'churned' AND fact.mrr_before > 0
        """
    }

    /// Prices of a source that were read before the day on which an order of later took effect, which was told ahead and
    /// has taken effect before a day: key, when it was read, when the order was, and its day. Source, day.
    ///
    /// A day's seconds are those of UTC, give or take a day: the caller knows the zone.
    static var selectPricesBeforeOrders: String {
        """
        SELECT priced.key, priced.observed_at, told.observed_at, told.at
        FROM \(FactTable(.order).name) AS told JOIN subscription AS priced ON priced.account = told.account
        WHERE told.superseded_at IS NULL AND NOT told.is_assumed AND told.mrr_change <> 0 AND told.at < ?2
            AND told.observed_at < (told.at + 1) * 86400 AND priced.source = ?1 AND priced.superseded_at IS NULL
            AND priced.observed_at < (told.at + 1) * 86400
        """
    }

    /// One version, by its id.
    var selectVersion: String { "\(selectVersions) WHERE id = ?" }

    private var selectVersions: String { selectVersions() }

    /// - Parameter more: what stands behind the fields.
    private func selectVersions(and more: String = "") -> String {
        """
        SELECT fact.account, source.name AS source, fact.key, slot.name AS account_key, fact.observed_at,
            fact.is_assumed, fact.decimals, \(kind.fields.map { "fact.\"\($0.name)\"" }.joined(separator: ", "))\(more)
        FROM \(name) AS fact JOIN source ON source.code = fact.source LEFT JOIN slot ON slot.code = fact.account
        """
    }

    /// What those rows have before the fields.
    static let columnsBeforeFields = 7
}
