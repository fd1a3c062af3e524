import CEL

/// The accounts as they were known when the period began that rules over groups look at: whose they were, and what they
/// paid.
package struct Opening: Sendable {
    package let day: Day
    package let accounts: Accounts
    /// Whether they tell what was paid as it was known then; else whose they were, and nothing more.
    let tellsRevenue: Bool

    package init(_ accounts: Accounts, on day: Day, tellingRevenue tellsRevenue: Bool = true) {
        self.day = day
        self.accounts = accounts
        self.tellsRevenue = tellsRevenue
    }
}

extension Policy {
    /// The first day of that period, where a rule looks at one: from then to now is what it asks of groups.
    package func openingDay(at now: Moment) -> Day? {
        guard rules.rules.contains(where: \.looksAtAPeriod) else { return nil }
        return AccountGroup.usualPeriod(at: AsOf(now, in: zone)).start
    }
}

extension Rule {
    private static let periodMetrics = Set(GroupMetric.all.map(\.name))

    /// Whether its conditions or its words read what became of groups over a period.
    package var looksAtAPeriod: Bool {
        guard target.groupScope != nil else { return false }
        let read = fieldsRead.union(templates.flatMap(\.references).flatMap(\.fields))
        return !read.isDisjoint(with: Self.periodMetrics)
    }
}
