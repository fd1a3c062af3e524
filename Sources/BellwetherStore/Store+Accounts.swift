package import BellwetherCore
import GRDB

extension Store {
    /// All accounts as the state knows them, with usage and seat days from a day on.
    ///
    /// For a replay, as they were known at an earlier moment; days have no versions and are always those of today.
    package func accounts(
        usageSince day: Day, knownAt moment: Moment = .distantFuture, sources: [SourceStanding] = []
    ) async throws(StoreError) -> Accounts {
        try await read { db in
            var builder = AccountsBuilder()
            for row in try Row.fetchAll(db, sql: "SELECT code, name FROM slot") {
                builder.addAccountID(slot: row[0], id: row[1])
            }
            for kind in FactKind.all where !kind.isDaily {
                try db.read(FactTable(kind), knownAt: moment, into: &builder)
            }
            builder.settle()
            try db.readUsage(since: day, into: &builder)
            try db.readUsers(since: day, into: &builder)
            try db.readSeats(since: day, into: &builder)
            return builder.finish(sources: sources)
        }
    }
}

extension Database {
    fileprivate func read(_ table: FactTable, knownAt moment: Moment, into builder: inout AccountsBuilder) throws {
        let rows = try RawStatement(self, table.selectKnown)
        rows.bind(1, moment.seconds)
        // The sources are few and the facts many: each fact holds the same text.
        var source = ""
        while try rows.next() {
            let name = rows.text(1)
            if name != source { source = name }
            let slot = rows.integerOrNull(0).map(Int.init)
            builder.add(kind: table.kind, slot: slot, source: source, row: FactRow(known: rows, of: table.kind))
        }
    }

    fileprivate func readUsage(since day: Day, into builder: inout AccountsBuilder) throws {
        let features = try names(in: .feature)
        let rows = try RawStatement(self, DailyTable(.usageDay).selectSince)
        rows.bind(1, Int64(day.number))
        while try rows.next() {
            builder.addUsage(
                slot: Int(rows.integer(0)), day: Day(number: Int32(rows.integer(1))),
                feature: features[Int(rows.integer(2))], count: Int(rows.integer(3)))
        }
    }

    fileprivate func readUsers(since day: Day, into builder: inout AccountsBuilder) throws {
        let names = try names(in: .feature)
        let rows = try RawStatement(self, DailyTable(.userDay).selectSince)
        rows.bind(1, Int64(day.number))
        while try rows.next() {
            builder.addUserDay(
                slot: Int(rows.integer(0)), day: Day(number: Int32(rows.integer(1))), user: names[Int(rows.integer(2))],
                count: Int(rows.integer(3)))
        }
    }

    fileprivate func readSeats(since day: Day, into builder: inout AccountsBuilder) throws {
        let rows = try RawStatement(self, DailyTable(.seatDay).selectSince)
        rows.bind(1, Int64(day.number))
        while try rows.next() {
            builder.addSeatDay(
                slot: Int(rows.integer(0)), day: Day(number: Int32(rows.integer(1))),
                seats: rows.integerOrNull(3).map(Int.init), activeUsers: rows.integerOrNull(4).map(Int.init))
        }
    }
}
