package import BellwetherCore
import GRDB

extension Store {
    /// All accounts as the state knows them, with usage and seat days from a day on.
    ///
    /// For a replay, as they were known at an earlier moment; days have no versions and are always those of today.
    ///
    /// - Parameters:
    ///   - kinds: those that are asked for, where not all are.
    ///   - last: the last day of usage and seats, where later ones are not asked for.
    package func accounts(
        _ kinds: [FactKind] = FactKind.all, usageSince day: Day, through last: Day = Day(number: .max),
        knownAt moment: Moment = .distantFuture, sources: [SourceStanding] = []
    ) async throws(StoreError) -> Accounts {
        try await read { db in
            var builder = AccountsBuilder()
            let map = try SlotMap(db)
            for (slot, id) in try db.names(in: .slot).enumerated() {
                builder.addAccountID(slot: slot, id: id, meaning: map.accounts[slot])
            }
            for kind in kinds where !kind.isDaily {
                try db.read(FactTable(kind), map, knownAt: moment, into: &builder)
            }
            builder.settle()
            let days = day...max(day, last)
            if kinds.contains(.usageDay) { try db.readUsage(of: days, map, into: &builder) }
            if kinds.contains(.userDay) { try db.readUsers(of: days, map, into: &builder) }
            if kinds.contains(.seatDay) { try db.readSeats(of: days, map, into: &builder) }
            return builder.finish(sources: sources)
        }
    }
}

extension Database {
    fileprivate func read(
        _ table: FactTable, _ map: SlotMap, knownAt moment: Moment, into builder: inout AccountsBuilder
    ) throws {
        let rows = try RawStatement(self, table.selectKnown)
        rows.bind(1, moment.seconds)
        // The sources are few and the facts many: each fact holds the same text.
        var source = ""
        while try rows.next() {
            let name = rows.text(1)
            if name != source { source = name }
            let kept = rows.integerOrNull(0).map(Int.init)
            let slot = kept.flatMap(map.slot)
            if slot != kept, slot == nil || table.kind == .account { continue }
            builder.add(kind: table.kind, slot: slot, source: source, row: FactRow(known: rows, of: table.kind))
        }
    }

    fileprivate func readUsage(of days: ClosedRange<Day>, _ map: SlotMap, into builder: inout AccountsBuilder) throws {
        let features = try names(in: .feature)
        try readDays(.usageDay, of: days, map) { cell in
            builder.addUsage(
                slot: cell.slot, day: Day(number: cell.day), feature: features[cell.feature],
                count: Int(cell.first ?? 0))
        }
    }

    fileprivate func readUsers(of days: ClosedRange<Day>, _ map: SlotMap, into builder: inout AccountsBuilder) throws {
        let names = try names(in: .feature)
        try readDays(.userDay, of: days, map) { cell in
            builder.addUserDay(
                slot: cell.slot, day: Day(number: cell.day), user: names[cell.feature], count: Int(cell.first ?? 0))
        }
    }

    fileprivate func readSeats(of days: ClosedRange<Day>, _ map: SlotMap, into builder: inout AccountsBuilder) throws {
        try readDays(.seatDay, of: days, map) { cell in
            builder.addSeatDay(
                slot: cell.slot, day: Day(number: cell.day), seats: cell.first.map(Int.init),
                activeUsers: cell.second.map(Int.init))
        }
    }

    private func readDays(
        _ kind: FactKind, of days: ClosedRange<Day>, _ map: SlotMap, _ take: (SharedDays.Cell) -> Void
    ) throws {
        let rows = try RawStatement(self, DailyTable(kind).selectDays)
        rows.bind(1, Int64(days.lowerBound.number))
        rows.bind(2, Int64(days.upperBound.number))
        var shared = SharedDays()
        while try rows.next() {
            guard let slot = map.slot(of: Int(rows.integer(0))) else { continue }
            let cell = SharedDays.Cell(
                slot: slot, day: Int32(rows.integer(1)), feature: Int(rows.integer(2)), first: rows.integerOrNull(3),
                second: rows.integerOrNull(4))
            if map.shared[slot] == nil { take(cell) } else { shared.add(cell, take) }
        }
        shared.finish(take)
    }
}
