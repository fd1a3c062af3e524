import BellwetherCore
import GRDB

/// Days of accounts that several names mean: what each has of a day is added up. They come in the order of days, and
/// none is kept longer than its day.
struct SharedDays {
    struct Cell {
        let slot: Int
        let day: Int32
        let feature: Int
        let first: Int64?
        let second: Int64?
    }

    private struct Place: Hashable {
        let slot: Int
        let feature: Int
    }

    private var day: Int32?
    private var cells: [Place: Cell] = [:]

    mutating func add(_ cell: Cell, _ take: (Cell) -> Void) {
        if cell.day != day { finish(take) }
        day = cell.day
        let place = Place(slot: cell.slot, feature: cell.feature)
        guard let before = cells[place] else {
            cells[place] = cell
            return
        }
        cells[place] = Cell(
            slot: cell.slot, day: cell.day, feature: cell.feature, first: Self.sum(before.first, cell.first),
            second: Self.sum(before.second, cell.second))
    }

    mutating func finish(_ take: (Cell) -> Void) {
        for cell in cells.values.sorted(by: { ($0.slot, $0.feature) < ($1.slot, $1.feature) }) { take(cell) }
        cells = [:]
    }

    private static func sum(_ left: Int64?, _ right: Int64?) -> Int64? {
        guard let left, let right else { return left ?? right }
        let (sum, isTooLarge) = left.addingReportingOverflow(right)
        return isTooLarge ? .max : sum
    }
}

extension Store {
    /// The changes, those of days with what all of an account's names have of them.
    func shared(_ changes: [Facts.Change], _ map: SlotMap) async throws(StoreError) -> [Facts.Change] {
        try await read { db in
            try changes.map { change in
                guard change.kind.isDaily, let slots = change.slot.flatMap({ map.shared[$0] }) else { return change }
                return try db.shared(change, DailyTable(change.kind), slots: slots)
            }
        }
    }
}

extension Database {
    /// What all of an account's names have of one day, in place of what one of them has.
    fileprivate func shared(_ change: Facts.Change, _ table: DailyTable, slots: [Int]) throws -> Facts.Change {
        let fields = table.fields
        let feature = fields.feature.flatMap { change.row.values[$0].text } ?? ""
        var condition = "day = ? AND account IN (\(slots.map(String.init).joined(separator: ", ")))"
        var arguments: StatementArguments = [change.row.values[fields.day].integer ?? 0]
        if table.hasFeature {
            condition += " AND feature = (SELECT code FROM feature WHERE name = ?)"
            arguments += [feature]
        }
        let sums = fields.values.map { "sum(\"\(table.kind.fields[$0].name)\")" }.joined(separator: ", ")
        let row = try Row.fetchOne(
            self, sql: "SELECT \(sums) FROM \(table.name) WHERE \(condition)", arguments: arguments)
        var change = change
        for (index, field) in fields.values.enumerated() {
            change.row.values[field] = row.map { FactValue($0[index] as DatabaseValue) } ?? .absent
        }
        return change
    }
}
