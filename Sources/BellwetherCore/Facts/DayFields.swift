/// Where the fields of a daily kind stand in a row.
package struct DayFields: Sendable {
    package let kind: FactKind
    package let day: Int
    /// Of the feature or the user: a name, kept by its code.
    package let feature: Int?
    /// The other fields: one or two whole numbers.
    package let values: [Int]

    package init(_ kind: FactKind) {
        precondition(kind.isDaily, "a kind with versions has rows of its own form")
        let feature = kind.index(of: "feature") ?? kind.index(of: "user")
        guard let day = kind.index(of: "day") else { preconditionFailure("a daily kind has a day") }
        values = kind.fields.indices.filter { $0 != day && $0 != feature }
        precondition((1...2).contains(values.count), "a day has one or two numbers")
        self.kind = kind
        self.day = day
        self.feature = feature
    }

    package func row(
        day: Int32, account: String, feature name: String, first: Int64?, second: Int64?, key: String, observed: Moment
    ) -> FactRow {
        var row = [FactValue](repeating: .absent, count: kind.fields.count)
        row[self.day] = .integer(Int64(day))
        if let feature, !name.isEmpty { row[feature] = .text(name) }
        for (index, number) in zip(values, [first, second]) { row[index] = number.map(FactValue.integer) ?? .absent }
        return FactRow(key: key, account: account, values: row, observed: observed)
    }
}
