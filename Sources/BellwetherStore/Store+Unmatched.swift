package import BellwetherCore
import GRDB

/// Rows of one kind that name an account which no source describes.
package struct UnmatchedRows: Sendable, Hashable {
    package let kind: String
    /// The account, in the rows' words.
    package let account: String
    package let rows: Int
    /// What they amount to, by currency code, in minor units; empty for kinds without money.
    package let money: [String: Int64]
    /// Whose word that is, and whom it knows by it, where the source joins.
    package var source: String?
    package var name: String?
    /// By what it could be several accounts, and which.
    package var ambiguity: Ambiguity?

    package struct Ambiguity: Sendable, Hashable {
        package let way: Joins.Way
        package let value: String
        package let accounts: [String]

        package init(way: Joins.Way, value: String, accounts: [String]) {
            self.way = way
            self.value = value
            self.accounts = accounts
        }

        /// `domain acme.com is that of acme and acme-uk`
        package var words: String {
            let what = way == .domain ? "domain" : "id"
            return "\(what) \(value) is that of \(accounts.joined(separator: " and "))"
        }
    }

    package init(
        kind: String, account: String, rows: Int, money: [String: Int64], source: String? = nil, name: String? = nil,
        ambiguity: Ambiguity? = nil
    ) {
        self.kind = kind
        self.account = account
        self.rows = rows
        self.money = money
        self.source = source
        self.name = name
        self.ambiguity = ambiguity
    }
}

extension Store {
    /// Everything that waits for its account, by kind and account.
    ///
    /// - Parameter reporting: the currency of money that is not said to be in another: whose account's it is, nobody knows.
    package func unmatched(reporting: Currency) async throws(StoreError) -> [UnmatchedRows] {
        try await read { db in
            // Mostly there is nobody of whom all facts would have to be asked.
            guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(unknownSlots))") == true else { return [] }
            let strangers = try db.strangers()
            return try FactKind.all.filter { $0 != .account && $0.belongsToAccount }.flatMap { kind in
                kind.isDaily
                    ? try db.unmatchedDays(kind, strangers) : try db.unmatchedFacts(kind, strangers, reporting)
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
    ///
    /// - Parameter reporting: the currency of those that are not said to be in another.
    package func unmatchedInvoices(reporting: Currency) async throws(StoreError) -> UnmatchedInvoices {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT fact.currency, fact.decimals, count(*),
                        CAST(total(fact.total - ifnull(fact.paid, 0)) AS INTEGER) AS money
                    FROM invoice AS fact JOIN \(unknownSlots) AS unknown ON unknown.code = fact.account
                    WHERE fact.superseded_at IS NULL AND fact.paid_at IS NULL
                        AND fact.total > ifnull(fact.paid, 0) AND ifnull(lower(fact.status), 'open') NOT IN
                            ('paid', 'draft', 'void', 'voided', 'deleted', 'cancelled', 'canceled', 'uncollectible')
                    GROUP BY 1, 2 ORDER BY 1, 2
                    """)
            return UnmatchedInvoices(count: rows.reduce(0) { $0 + $1[2] }, open: rows.money(reporting))
        }
    }
}

/// Names that facts speak of, that nobody describes, and that mean no account.
private let unknownSlots = """
    (SELECT code, name FROM slot WHERE code NOT IN (SELECT account FROM account WHERE superseded_at IS NULL)
        AND code NOT IN (SELECT slot FROM joined WHERE account IS NOT NULL))
    """

/// What is known of those whom nobody describes.
private struct Strangers {
    var names: [String: String] = [:]
    var ambiguities: [String: UnmatchedRows.Ambiguity] = [:]

    func rows(_ kind: FactKind, of slotName: String, _ count: Int, money: [String: Int64] = [:]) -> UnmatchedRows {
        let alias = Alias(name: slotName)
        return UnmatchedRows(
            kind: kind.name, account: alias?.id ?? slotName, rows: count, money: money, source: alias?.source,
            name: names[slotName], ambiguity: ambiguities[slotName])
    }
}

extension Database {
    fileprivate func strangers() throws -> Strangers {
        var strangers = Strangers()
        let named = """
            SELECT slot.name, alias.name FROM alias JOIN slot ON slot.code = alias.account
            WHERE alias.superseded_at IS NULL AND alias.name IS NOT NULL
            """
        for row in try Row.fetchAll(self, sql: named) { strangers.names[row[0]] = row[1] }
        let ambiguous = """
            SELECT slot.name, joined.way, joined.value, joined.candidates FROM joined
            JOIN slot ON slot.code = joined.slot WHERE joined.account IS NULL
            """
        for row in try Row.fetchAll(self, sql: ambiguous) {
            guard let way = Joins.Way(rawValue: row[1]) else { continue }
            strangers.ambiguities[row[0]] = UnmatchedRows.Ambiguity(
                way: way, value: row[2], accounts: try StoredJSON.value([String].self, from: row[3]))
        }
        return strangers
    }

    fileprivate func unmatchedFacts(
        _ kind: FactKind, _ strangers: Strangers, _ reporting: Currency
    ) throws -> [UnmatchedRows] {
        let money = kind.fields.first { $0.form == .money }
        let amount = money.map { "CAST(total(fact.\"\($0.name)\") AS INTEGER)" } ?? "NULL"
        let currency = money == nil ? "NULL" : "fact.currency"
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT unknown.name, \(currency) AS currency, fact.decimals, count(*) AS rows, \(amount) AS money
                FROM "\(kind.name)" AS fact JOIN \(unknownSlots) AS unknown ON unknown.code = fact.account
                WHERE fact.superseded_at IS NULL GROUP BY unknown.code, 2, 3 ORDER BY unknown.name, 2, 3
                """)
        return Dictionary(grouping: rows) { ExactName($0[0]) }.map { account, rows in
            strangers.rows(kind, of: account.text, rows.reduce(0) { $0 + $1["rows"] }, money: rows.money(reporting))
        }.sorted { $0.account < $1.account }
    }

    fileprivate func unmatchedDays(_ kind: FactKind, _ strangers: Strangers) throws -> [UnmatchedRows] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT unknown.name, count(*)
                FROM "\(kind.name)" AS fact JOIN \(unknownSlots) AS unknown ON unknown.code = fact.account
                GROUP BY unknown.code ORDER BY unknown.name
                """
        ).map { strangers.rows(kind, of: $0[0], $0[1]) }
    }
}

extension [Row] {
    /// Their sums by currency code, in minor units: what says no currency in the reporting one's.
    fileprivate func money(_ reporting: Currency) -> [String: Int64] {
        reduce(into: [:]) { sums, row in
            guard let sum: Int64 = row["money"] else { return }
            let currency: String? = row["currency"]
            let counted = StatedCurrency.inherited(decimals: row["decimals"]).or(reporting)
            sums[currency ?? reporting.code, default: 0] +=
                currency == nil ? sum.recounted(from: counted, as: reporting) : sum
        }
    }
}
