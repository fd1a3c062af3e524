package import BellwetherCore
import GRDB

extension Store {
    /// When somebody was told of an account, by the account's id: once for each alert.
    package func announcements() async throws(StoreError) -> [String: [Moment]] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT alert.account, min(ledger.opened_at) FROM ledger JOIN alert ON alert.id = ledger.alert
                    WHERE alert.account <> '' GROUP BY alert.id
                    """)
            var told: [String: [Moment]] = [:]
            while let row = try rows.next() {
                told[row[0], default: []].append(Moment(seconds: row[1]))
            }
            return told
        }
    }

    /// The day of the first fact of each kind, of those of which there are any; by the kind's name.
    package func firstDays(of kinds: [FactKind], in zone: Zone) async throws(StoreError) -> [String: Day] {
        try await read { db in
            try kinds.reduce(into: [:]) { days, kind in
                days[kind.name] =
                    kind.isDaily
                    ? try db.firstDay(of: kind)
                    : try Int64.fetchOne(db, sql: "SELECT min(observed_at) FROM \(FactTable(kind).name)")
                        .map { zone.day(of: Moment(seconds: $0)) }
            }
        }
    }
}

extension Database {
    /// Of all accounts, the first day of a kind that is days.
    func firstDay(of kind: FactKind) throws -> Day? {
        try Int32.fetchOne(self, sql: "SELECT min(day) FROM \(DailyTable(kind).name)").map(Day.init)
    }
}
