import BellwetherCore
import GRDB

/// The table of a kind of fact that is a day's number of an account: one narrow row, overwritten in place.
///
/// Ordered by day, because days arrive one after the other: a new day is written at the end of the table.
struct DailyTable: Sendable {
    let fields: DayFields
    var kind: FactKind { fields.kind }
    var values: [Int] { fields.values }

    init(_ kind: FactKind) { fields = DayFields(kind) }

    var name: String { "\"\(kind.name)\"" }
    var hasFeature: Bool { fields.feature != nil }

    var schema: String {
        let feature = hasFeature ? "feature INTEGER NOT NULL REFERENCES feature (code)," : ""
        return """
            CREATE TABLE \(name) (
                day INTEGER NOT NULL,
                account INTEGER NOT NULL REFERENCES slot (code),
                \(feature)
                \(values.map { kind.fields[$0].column(required: kind.fields[$0].isRequired) }.joined(separator: ", ")),
                PRIMARY KEY (\(key.joined(separator: ", ")))
            ) STRICT, WITHOUT ROWID;
            """
    }

    private var key: [String] { hasFeature ? ["day", "account", "feature"] : ["day", "account"] }
    private var columns: [String] { values.map { "\"\(kind.fields[$0].name)\"" } }
    private var second: String { columns.count > 1 ? columns[1] : "NULL" }

    /// The key, then the values; so many rows, of which those stay out that are there already.
    func insert(rows: Int = 1) -> String {
        let row = "(" + Array(repeating: "?", count: key.count + columns.count).joined(separator: ", ") + ")"
        return """
            INSERT INTO \(name) (\((key + columns).joined(separator: ", ")))
            VALUES \(Array(repeating: row, count: rows).joined(separator: ", ")) ON CONFLICT DO NOTHING
            """
    }

    /// The values, numbered as in `insert`, where they differ.
    var update: String {
        let set = columns.enumerated().map { "\($1) = ?\(key.count + $0 + 1)" }.joined(separator: ", ")
        let differs = columns.enumerated().map { "\($1) IS NOT ?\(key.count + $0 + 1)" }.joined(separator: " OR ")
        let same = key.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: " AND ")
        return "UPDATE \(name) SET \(set) WHERE \(same) AND (\(differs))"
    }

    /// Where a number stands within its day: by the codes of its account and its feature, 0 where there are none.
    struct Cell: Sendable, Hashable {
        let account: Int64
        let feature: Int64
    }

    var delete: String { "DELETE FROM \(name) WHERE " + key.map { "\($0) = ?" }.joined(separator: " AND ") }

    /// How many cells there are of each day.
    func counts(from first: Int32, through last: Int32, of db: Database) throws -> [Int32: Int] {
        let sql = "SELECT day, count(*) FROM \(name) WHERE day >= ? AND day <= ? GROUP BY day"
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [first, last])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }

    func cells(on day: Int32, of db: Database) throws -> [Cell] {
        let sql = "SELECT account, \(hasFeature ? "feature" : "0") FROM \(name) WHERE day = ?"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [day])
            .map { Cell(account: $0[0], feature: $0[1]) }
    }

    /// account, day, feature, first, second; from a day on through another, in the order of days.
    var selectDays: String {
        """
        SELECT account, day, \(hasFeature ? "feature" : "0"), \(columns[0]), \(second) FROM \(name)
        WHERE day >= ? AND day <= ? ORDER BY day
        """
    }
}
