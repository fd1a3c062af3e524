/// Days of one kind on their way from a source to the store: whole numbers, and every name once.
///
/// They come in millions. A row for each, with its texts, costs ten times what is done with it.
package struct DayBatch: Sendable {
    /// One day's numbers of one account: names by their number in the batch, days by their own.
    package struct Cell: Sendable, BitwiseCopyable, Hashable {
        package let day: Int32
        package let account: Int32
        package let feature: Int32
        package let first: Int64?
        package let second: Int64?

        package init(day: Int32, account: Int32, feature: Int32, first: Int64?, second: Int64?) {
            self.day = day
            self.account = account
            self.feature = feature
            self.first = first
            self.second = second
        }
    }

    package let fields: DayFields
    package private(set) var accounts = Names()
    /// Of features or users; `""` where a row tells of none.
    package private(set) var features = Names()
    package private(set) var cells: ContiguousArray<Cell> = []

    package init(_ kind: FactKind) { fields = DayFields(kind) }

    package init(_ kind: FactKind, _ rows: [FactRow]) {
        self.init(kind)
        cells.reserveCapacity(rows.count)
        for row in rows { add(row) }
    }

    package var kind: FactKind { fields.kind }
    package var count: Int { cells.count }
    package var newest: Day? { cells.lazy.map(\.day).max().map(Day.init(number:)) }

    package mutating func code(ofAccount name: String) -> Int32 { accounts.code(of: name) }
    package mutating func code(ofFeature name: String) -> Int32 { features.code(of: name) }
    package mutating func add(_ cell: Cell) { cells.append(cell) }

    package mutating func add(_ row: FactRow) {
        let values = row.values
        add(
            Cell(
                day: Int32(clamping: values[fields.day].integer ?? 0), account: code(ofAccount: row.account),
                feature: fields.feature.map { code(ofFeature: values[$0].text ?? "") } ?? 0,
                first: values[fields.values[0]].integer,
                second: fields.values.count > 1 ? values[fields.values[1]].integer : nil))
    }

    /// Forgets the cells after the first so many: a source's row counts whole or not at all.
    package mutating func truncate(to count: Int) { cells.removeLast(cells.count - count) }

    /// The same as rows, for whoever wants to look at them.
    package func rows(observed: Moment) -> [FactRow] {
        cells.map { cell in
            fields.row(
                day: cell.day, account: accounts.all[Int(cell.account)],
                feature: fields.feature == nil ? "" : features.all[Int(cell.feature)], first: cell.first,
                second: cell.second, key: "", observed: observed)
        }
    }
}
