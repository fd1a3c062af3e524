import CEL

extension Field {
    /// What rules with `for_each: owner` and the like can read of a group beside its accounts' numbers.
    static let group: [Field] = [groupKey, groupName, groupWatched] + GroupMetric.all.map(of)

    private static let groupKey = groupText(
        "group.key", "The owner's key, the tier …; absent where accounts have none.", example: "kim"
    ) {
        $0.key
    }

    private static let groupName = groupText("group.name", "What people call it.", example: "Kim Berger") { $0.name }

    private static func groupText(
        _ name: String, _ help: String, example: String, _ read: @escaping @Sendable (GroupInSight) -> String?
    ) -> Field {
        let absent = Absences(of: name)[.noData]
        let variable = Variable(name, .string, unit: Unit.text.name, help: help, example: example)
        return Field(variable: variable, scopes: [.group], hangsOn: .kinds(.account)) { _ in
            { row in row.group.flatMap(read).map(Value.string) ?? absent }
        }
    }

    private static let groupWatched = Field(
        variable: Variable(
            "group.watched", .double, unit: Unit.count.name, help: "How many watched accounts belong to it.",
            example: "24"),
        scopes: [.group], hangsOn: .kinds(.account)
    ) { _ in
        { row in .double(Double(row.group?.slots.count ?? 0)) }
    }

    /// Over the last three calendar months; to who had no account when they began it does not apply.
    private static func of(_ metric: GroupMetric) -> Field {
        let absences = Absences(of: metric.name)
        let variable = Variable(
            metric.name, .double, unit: metric.unit.rawValue, help: metric.help, example: metric.example.written)
        return Field(
            variable: variable, scopes: [.group], hangsOn: Dependence(kinds: metric.kinds, health: false)
        ) { _ in
            { row in absences.value(row.group?.account.map(metric.measured) ?? .absent(.notApplicable)) }
        }
    }
}

extension SubjectRow {
    /// A group has no place among accounts.
    static let noSlot = -1

    init(_ group: GroupInSight) { self.init(slot: Self.noSlot, object: .group(group)) }

    var group: GroupInSight? {
        if case .group(let group) = object { group } else { nil }
    }
}

extension Metric {
    /// The metric as rules over groups name it: of all accounts together.
    var groupVariable: Variable {
        let first = help.prefix(1).lowercased() + help.dropFirst()
        return Variable(
            name, .double, unit: unit.rawValue,
            help: "\(unit.addsUp ? "All accounts added up" : "The average"): \(first)",
            example: example.written)
    }
}
