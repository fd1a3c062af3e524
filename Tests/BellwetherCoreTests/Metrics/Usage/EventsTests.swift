import Testing

@testable import BellwetherCore

@Suite struct EventsTests {
    @Test func `events of all features in the 30 whole days before today`() {
        var company = Company()
        company.addAccount()
        company.addUsage(from: "2026-02-01", to: "2026-03-26", feature: "reports", count: 2)
        company.addUsage(from: "2026-03-24", to: "2026-03-26", feature: "api", count: 100)
        #expect(company.measured(.events, at: "2026-03-25T18:00") == .known(30 * 2 + 100))
    }

    /// 10 events in the 30 days before, 8 in the last 30, on 2 days; one is a day without use, one is today.
    private static let ofUsers = [
        ("2026-02-10", "ann", 7), ("2026-02-10", "bob", 3), ("2026-03-01", "ann", 5), ("2026-03-01", "bob", 1),
        ("2026-03-02", "bob", 2), ("2026-03-03", "ann", 0), ("2026-03-25", "ann", 100),
    ]

    private func company(withUse days: [(String, String, Int)]) -> Company {
        var company = Company()
        company.addAccount()
        for (day, user, count) in days {
            company.add(
                .userDay, "", ["day": .text(day), "user": .text(user), "count": .integer(Int64(count))])
        }
        return company
    }

    @Test func `where only days of users are counted, they are the events`() {
        let company = company(withUse: Self.ofUsers)
        #expect(company.measured(.events, at: "2026-03-25T18:00") == .known(8))
        #expect(company.measured(.activeDays, at: "2026-03-25T18:00") == .known(2))
        #expect(company.measured(.usageTrend, at: "2026-03-25T18:00") == .known(-0.2))
    }

    @Test func `the same use is not counted twice, and days of use win`() {
        var company = company(withUse: Self.ofUsers)
        company.addUsage(from: "2026-02-20", to: "2026-02-21", count: 4)
        company.addUsage(from: "2026-03-01", to: "2026-03-02", count: 6)
        #expect(company.measured(.events, at: "2026-03-25T18:00") == .known(6))
        #expect(company.measured(.activeDays, at: "2026-03-25T18:00") == .known(1))
        #expect(company.measured(.usageTrend, at: "2026-03-25T18:00") == .known(0.5))
    }
}
