import BellwetherCore

/// The table of a kind of fact that is a day's number of an account: one narrow row, overwritten in place.
///
/// Ordered by day, because days arrive one after the other: a new day is written at the end of the table.
struct DailyTable: Sendable {
    let kind: FactKind
    /// Where the fields stand in a row.
    let day: Int
    /// Of the feature or the user: a name, kept by its code.
    let feature: Int?
    /// The other fields: one or two whole numbers.
    let values: [Int]

    init(_ kind: FactKind) {
        precondition(kind.isDaily, "a kind with versions has a table of its own form")
        let feature = kind.index(of: "feature") ?? kind.index(of: "user")
        guard let day = kind.index(of: "day") else { preconditionFailure("a daily kind has a day") }
        values = kind.fields.indices.filter { $0 != day && $0 != feature }
        precondition((1...2).contains(values.count), "a day has one or two numbers")
        self.kind = kind
        self.day = day
        self.feature = feature
    }

    var name: String { "\"\(kind.name)\"" }
    var hasFeature: Bool { feature != nil }

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

    /// The key, then the values.
    var insert: String {
        let marks = Array(repeating: "?", count: key.count + columns.count).joined(separator: ", ")
        return """
            INSERT INTO \(name) (\((key + columns).joined(separator: ", "))) VALUES (\(marks)) ON CONFLICT DO NOTHING
            """
    }

    /// The values, numbered as in `insert`, where they differ.
    var update: String {
        let set = columns.enumerated().map { "\($1) = ?\(key.count + $0 + 1)" }.joined(separator: ", ")
        let differs = columns.enumerated().map { "\($1) IS NOT ?\(key.count + $0 + 1)" }.joined(separator: " OR ")
        let same = key.enumerated().map { "\($1) = ?\($0 + 1)" }.joined(separator: " AND ")
        return "UPDATE \(name) SET \(set) WHERE \(same) AND (\(differs))"
    }

    /// account, day, feature, first, second; from a day on, in the order of days.
    var selectSince: String {
        """
        SELECT account, day, \(hasFeature ? "feature" : "0"), \(columns[0]), \(second) FROM \(name)
        WHERE day >= ? ORDER BY day
        """
    }
}
