import BellwetherCore
import GRDB

/// Takes staged days over, each in the place of the one before. Doing it twice does nothing the second time.
struct DailyMerge: Sendable {
    /// How many rows one statement inserts: beginning and ending one costs more than a row.
    private static let rowsAtOnce = 32

    let table: DailyTable
    let source: String
    /// By the accounts' and features' numbers in the load.
    let slots: [Int]
    let features: [Int]
    let accountNames: [String]
    let featureNames: [String]
    let loadedAt: Moment

    /// - Parameter noting: whether what changes is still worth telling one by one.
    func take(_ days: [StagedDay], into db: Database, noting: Bool) throws -> Merged {
        var merged = Merged()
        let update = try RawStatement(db, table.update)
        if noting {
            let insert = try RawStatement(db, table.insert())
            for day in days { try take(day, insert, update, noting: &merged) }
        } else {
            merged.forget()
            let insert = try RawStatement(db, table.insert(rows: Self.rowsAtOnce))
            let whole = days.count - days.count % Self.rowsAtOnce
            for start in stride(from: 0, to: whole, by: Self.rowsAtOnce) {
                try take(days[start..<start + Self.rowsAtOnce], insert, update, &merged.counts)
            }
            let single = try RawStatement(db, table.insert())
            for index in whole..<days.count { try take(days[index...index], single, update, &merged.counts) }
        }
        return merged
    }

    private func take(
        _ day: StagedDay, _ insert: borrowing RawStatement, _ update: borrowing RawStatement,
        noting merged: inout Merged
    ) throws {
        let before = merged.counts
        bind(day, to: insert)
        if try insert.run() > 0 {
            merged.counts.added += 1
        } else {
            try change(day, update, &merged.counts)
        }
        if !merged.isTooMany, merged.counts.unchanged == before.unchanged { merged.note(change(day)) }
    }

    /// Several at once: those that were not there join; only if some were, each is compared with what was.
    private func take(
        _ days: ArraySlice<StagedDay>, _ insert: borrowing RawStatement, _ update: borrowing RawStatement,
        _ counts: inout LoadOutcome.Counts
    ) throws {
        var index: Int32 = 1
        for day in days { index = bind(day, to: insert, from: index) }
        let added = try insert.run()
        counts.added += added
        guard added < days.count else { return }
        // One that has just joined is as it should be, and counts as unchanged here.
        for day in days { try change(day, update, &counts) }
        counts.unchanged -= added
    }

    private func change(
        _ day: StagedDay, _ update: borrowing RawStatement, _ counts: inout LoadOutcome.Counts
    ) throws {
        bind(day, to: update)
        if try update.run() > 0 { counts.changed += 1 } else { counts.unchanged += 1 }
    }

    /// From a parameter on; what comes after the last.
    @discardableResult
    private func bind(_ day: StagedDay, to statement: borrowing RawStatement, from first: Int32 = 1) -> Int32 {
        var index = first + 2
        statement.bind(first, Int64(day.day))
        statement.bind(first + 1, Int64(slots[Int(day.account)]))
        if table.hasFeature {
            statement.bind(index, Int64(features[Int(day.feature)]))
            index += 1
        }
        statement.bind(index, day.first)
        guard table.values.count > 1 else { return index + 1 }
        statement.bind(index + 1, day.second)
        return index + 2
    }

    /// Where the state has what is staged.
    func cell(of day: StagedDay) -> DailyTable.Cell {
        DailyTable.Cell(
            account: Int64(slots[Int(day.account)]),
            feature: table.hasFeature ? Int64(features[Int(day.feature)]) : 0)
    }

    /// Takes cells of a day out. Accounts are read again for that: of what is gone the load has no names.
    func takeOut(_ cells: ArraySlice<DailyTable.Cell>, on day: Int32, of db: Database) throws -> Merged {
        var merged = Merged()
        merged.forget()
        let delete = try RawStatement(db, table.delete)
        for cell in cells {
            delete.bind(1, Int64(day))
            delete.bind(2, cell.account)
            if table.hasFeature { delete.bind(3, cell.feature) }
            merged.counts.removed += try delete.run()
        }
        return merged
    }

    private func change(_ day: StagedDay) -> Facts.Change {
        let account = accountNames[Int(day.account)]
        let feature = table.hasFeature ? featureNames[Int(day.feature)] : ""
        let place = "\(account)/\(Day(number: day.day))"
        return Facts.Change(
            kind: table.kind, slot: slots[Int(day.account)], source: source,
            row: table.fields.row(
                day: day.day, account: account, feature: feature, first: day.first, second: day.second,
                key: table.hasFeature ? "\(place)/\(feature)" : place, observed: loadedAt))
    }
}
