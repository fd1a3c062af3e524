import BellwetherCore
import GRDB

/// Rows of one kind that name an account which no source describes.
package struct UnmatchedRows: Sendable, Hashable {
    package let kind: String
    /// The account, in the rows' words.
    package let account: String
    package let rows: Int
    /// What they amount to, by currency code, in minor units; empty for kinds without money.
    package let money: [String: Int64]
}

extension Store {
    /// Everything that waits for its account, by kind and account.
    package func unmatched() async throws(StoreError) -> [UnmatchedRows] {
        try await read { db in
            try FactKind.all.filter { $0 != .account && $0.belongsToAccount }.flatMap { kind in
                kind.isDaily ? try db.unmatchedDays(kind) : try db.unmatchedFacts(kind)
            }
        }
    }
}

/// Bills that nobody chases, because nobody knows whose they are.
package struct UnmatchedInvoices: Sendable, Hashable {
    package let count: Int
    /// What is open of them, by currency code, in minor units.
    package let open: [String: Int64]
}

extension Store {
    /// Unpaid invoices that belong to no account.
    package func unmatchedInvoices() async throws(StoreError) -> UnmatchedInvoices {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT ifnull(fact.currency, ''), count(*), CAST(total(fact.total - ifnull(fact.paid, 0)) AS INTEGER)
                    FROM invoice AS fact JOIN \(unknownSlots) AS unknown ON unknown.code = fact.account
                    WHERE fact.superseded_at IS NULL AND fact.paid_at IS NULL
                        AND fact.total > ifnull(fact.paid, 0) AND ifnull(lower(fact.status), 'open') NOT IN
                            ('paid', 'draft', 'void', 'voided', 'deleted', 'cancelled', 'canceled', 'uncollectible')
                    GROUP BY 1 ORDER BY 1
                    """)
            let money = rows.filter { $0[0] as String != "" }.map { ($0[0] as String, $0[2] as Int64) }
            return UnmatchedInvoices(
                count: rows.reduce(0) { $0 + $1[1] }, open: Dictionary(uniqueKeysWithValues: money))
        }
    }
}

/// Accounts that facts speak of and nobody describes.
private let unknownSlots = """
    (SELECT code, name FROM slot WHERE code NOT IN (SELECT account FROM account WHERE superseded_at IS NULL))
    """

extension Database {
    fileprivate func unmatchedFacts(_ kind: FactKind) throws -> [UnmatchedRows] {
        let money = kind.fields.first { $0.form == .money }
        let amount = money.map { "total(fact.\"\($0.name)\")" } ?? "0"
        let currency = money == nil || kind.index(of: "currency") == nil ? "NULL" : "fact.currency"
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT unknown.name, \(currency) AS currency, count(*), CAST(\(amount) AS INTEGER)
                FROM "\(kind.name)" AS fact JOIN \(unknownSlots) AS unknown ON unknown.code = fact.account
                WHERE fact.superseded_at IS NULL GROUP BY unknown.code, 2 ORDER BY unknown.name, 2
                """)
        return Dictionary(grouping: rows) { ExactName($0[0]) }.map { account, rows in
            let money = rows.compactMap { row in (row["currency"] as String?).map { ($0, row[3] as Int64) } }
            return UnmatchedRows(
                kind: kind.name, account: account.text, rows: rows.reduce(0) { $0 + $1[2] },
                money: Dictionary(uniqueKeysWithValues: money))
        }.sorted { $0.account < $1.account }
    }

    fileprivate func unmatchedDays(_ kind: FactKind) throws -> [UnmatchedRows] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT unknown.name, count(*)
                FROM "\(kind.name)" AS fact JOIN \(unknownSlots) AS unknown ON unknown.code = fact.account
                GROUP BY unknown.code ORDER BY unknown.name
                """
        ).map { UnmatchedRows(kind: kind.name, account: $0[0], rows: $0[1], money: [:]) }
    }
}
