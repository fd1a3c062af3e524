import BellwetherCore
import GRDB

/// Takes staged days over, each in the place of the one before. Doing it twice does nothing the second time.
struct DailyMerge: Sendable {
    let table: DailyTable
    let source: String
    /// By the accounts' and features' numbers in the load.
    let slots: [Int]
    let features: [Int]
    let accountNames: [String]
    let featureNames: [String]
    let loadedAt: Moment

    func take(_ days: [StagedDay], into db: Database) throws -> Merged {
        var merged = Merged()
        let insert = try RawStatement(db, table.insert)
        let update = try RawStatement(db, table.update)
        for day in days {
            bind(day, to: insert)
            if try insert.run() > 0 {
                merged.counts.added += 1
            } else {
                bind(day, to: update)
                guard try update.run() > 0 else {
                    merged.counts.unchanged += 1
                    continue
                }
                merged.counts.changed += 1
            }
            if !merged.isTooMany { merged.note(change(day)) }
        }
        return merged
    }

    private func bind(_ day: StagedDay, to statement: borrowing RawStatement) {
        var index: Int32 = 3
        statement.bind(1, Int64(day.day))
        statement.bind(2, Int64(slots[Int(day.account)]))
        if table.hasFeature {
            statement.bind(index, Int64(features[Int(day.feature)]))
            index += 1
        }
        statement.bind(index, day.first)
        if table.values.count > 1 { statement.bind(index + 1, day.second) }
    }

    private func change(_ day: StagedDay) -> Facts.Change {
        let account = accountNames[Int(day.account)]
        let feature = table.hasFeature ? featureNames[Int(day.feature)] : ""
        var values = Array(repeating: FactValue.absent, count: table.kind.fields.count)
        values[table.day] = .integer(Int64(day.day))
        if let index = table.feature, !feature.isEmpty { values[index] = .text(feature) }
        for (index, number) in zip(table.values, [day.first, day.second]) {
            values[index] = number.map(FactValue.integer) ?? .absent
        }
        let place = "\(account)/\(Day(number: day.day))"
        return Facts.Change(
            kind: table.kind, slot: slots[Int(day.account)], source: source,
            row: FactRow(
                key: table.hasFeature ? "\(place)/\(feature)" : place, account: account, values: values,
                observed: loadedAt))
    }
}
