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
    ///   - priceChanges: what tells that subscriptions cost another price than before; they come as orders. With it come,
    ///     for an earlier moment, the orders behind the prices of first loads: those tell what things cost today.
    ///   - now: nothing was seen after it, whatever a clock said that was set back since.
    ///   - refundsAlone: leaves out invoices and payments but for what tells that money went back, which is all that is
    ///     asked of them where MRR is.
    package func accounts(
        _ kinds: [FactKind] = FactKind.all, usageSince day: Day, through last: Day = Day(number: .max),
        knownAt moment: Moment = .distantFuture, sources: [SourceStanding] = [], priceChanges: PriceChanges? = nil,
        seenBy now: Moment = .distantFuture, refundsAlone: Bool = false
    ) async throws(StoreError) -> Accounts {
        try await read { db in
            var builder = AccountsBuilder()
            let map = try SlotMap(db)
            for (slot, id) in try db.names(in: .slot).enumerated() {
                builder.addAccountID(slot: slot, id: id, meaning: map.accounts[slot])
            }
            for kind in kinds where !kind.isDaily {
                let table = FactTable(kind)
                let query = refundsAlone ? table.selectKnownOfRefunds : table.selectKnown
                try db.read(kind, by: query, map, knownAt: moment, seenBy: now, into: &builder)
            }
            if let priceChanges, kinds.contains(.order) {
                try db.read(priceChanges, map, knownAt: moment, seenBy: now, into: &builder)
                try db.readOrders(behind: priceChanges, map, knownAt: moment, into: &builder)
            }
            builder.settle()
            let days = day...max(day, last)
            if kinds.contains(.usageDay) { try db.readUsage(of: days, map, into: &builder) }
            if kinds.contains(.userDay) { try db.readUsers(of: days, map, into: &builder) }
            if kinds.contains(.seatDay) { try db.readSeats(of: days, map, into: &builder) }
            let counted = try FactKind.all.filter(\.isDaily).map { ($0.name, try db.firstDay(of: $0)) }
            let firstDays = Dictionary(uniqueKeysWithValues: counted).compactMapValues(\.self)
            return builder.finish(sources: sources, countedSince: firstDays)
        }
    }
}

extension Store {
    /// What accounts were before they changed, as far as something was known otherwise after a moment than it is now.
    package func earlierProfiles(since moment: Moment) async throws(StoreError) -> EarlierProfiles {
        try await read { db in
            let table = FactTable(.account)
            let map = try SlotMap(db)
            let rows = try RawStatement(db, table.selectEarlier)
            rows.bind(1, moment.seconds)
            let supersededAt = Int32(FactTable.columnsBeforeFields + table.kind.fields.count)
            var profiles = EarlierProfiles()
            var whole: [(row: FactRow, superseded: Moment?)] = []
            var last: (source: String, slot: Int)?
            func finish() {
                if let last { profiles.take(whole, slot: last.slot, source: last.source) }
                whole = []
            }
            while try rows.next() {
                let row = FactRow(known: rows, of: table.kind)
                let source = rows.text(1)
                if whole.last?.row.key != row.key || last?.source != source {
                    finish()
                    last = nil
                }
                // Rows that mean another account by now are no account's own.
                guard let slot = rows.integerOrNull(0).map(Int.init), map.slot(of: slot) == slot else { continue }
                last = (source, slot)
                whole.append((row, rows.integerOrNull(supersededAt).map { Moment(seconds: $0) }))
            }
            finish()
            return profiles
        }
    }
}

/// A moment from which on a source was read otherwise.
private struct Reading: Hashable {
    let source: String
    let at: Moment
}

extension Database {
    fileprivate func read(
        _ kind: FactKind, by query: String, _ map: SlotMap, knownAt moment: Moment, seenBy now: Moment,
        into builder: inout AccountsBuilder
    ) throws {
        try readVersions(query, of: kind, knownAt: moment, seenBy: now) { kept, source, row in
            let slot = kept.flatMap(map.slot)
            if slot != kept, slot == nil || kind == .account { return }
            builder.add(kind: kind, slot: slot, source: source, row: row)
        }
    }

    fileprivate func read(
        _ priceChanges: PriceChanges, _ map: SlotMap, knownAt moment: Moment, seenBy now: Moment,
        into builder: inout AccountsBuilder
    ) throws {
        let readings = try Row.fetchAll(
            self, sql: "SELECT source.name, at FROM source_reading JOIN source ON source.code = source_reading.source")
        let anew = Set(readings.map { Reading(source: $0[0], at: Moment(seconds: $0[1])) })
        var course = PriceCourse(priceChanges, of: "")
        var last: (source: String, key: String, slot: Int?)?
        func finish() {
            guard let last, let slot = last.slot else { return }
            for order in course.orders { builder.add(kind: .order, slot: slot, source: last.source, row: order) }
        }
        let table = FactTable(.subscription)
        try readVersions(table.selectCourses, of: table.kind, knownAt: moment, seenBy: now) { kept, source, row in
            if last?.source != source || last?.key != row.key {
                finish()
                course = PriceCourse(priceChanges, of: source)
            }
            course.take(row, isReadAnew: anew.contains(Reading(source: source, at: row.observed)))
            last = (source, row.key, kept.flatMap(map.slot))
        }
        finish()
    }

    fileprivate func readOrders(
        behind prices: PriceChanges, _ map: SlotMap, knownAt moment: Moment, into builder: inout AccountsBuilder
    ) throws {
        guard moment < .distantFuture else { return }
        let query = FactTable.selectOrdersBehindPrices
        try readVersions(query, of: .order, knownAt: moment, seenBy: .distantFuture) { kept, source, row in
            guard let slot = kept.flatMap(map.slot) else { return }
            builder.add(kind: .order, slot: slot, source: source, row: prices.behindPrice(row))
        }
        let terms = FactTable.selectTermsBehindPrices
        try readVersions(terms, of: .renewal, knownAt: moment, seenBy: .distantFuture) { kept, source, row in
            guard let slot = kept.flatMap(map.slot), let price = prices.behindPrice(row, of: source) else { return }
            builder.add(kind: .order, slot: slot, source: source, row: price)
        }
    }

    private func readVersions(
        _ query: String, of kind: FactKind, knownAt moment: Moment, seenBy now: Moment,
        _ take: (_ slot: Int?, _ source: String, FactRow) -> Void
    ) throws {
        let rows = try RawStatement(self, query)
        rows.bind(1, moment.seconds)
        // The sources are few and the facts many: each fact holds the same text.
        var source = ""
        while try rows.next() {
            let name = rows.text(1)
            if name != source { source = name }
            var row = FactRow(known: rows, of: kind)
            if row.observed > now { row.observed = now }
            take(rows.integerOrNull(0).map(Int.init), source, row)
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
