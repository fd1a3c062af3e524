import Testing

@testable import BellwetherCore

@Suite struct MonthlyMovementsTests {
    /// The months before 10 May 2026, by what was known of the time before each opening once it was closed.
    private static func months(
        of company: Company, at moment: String = "2026-05-10T09:00", known: (Day) -> Company
    ) throws -> [Report.Month] {
        let view = company.view(at: moment)
        var months = view.monthlyMovements
        try #require(months.openings.count == 12)
        for opening in months.openings { months.take(known(opening).accounts) }
        let report = view.report(by: .owner, months: months)
        #expect(report.months.map { String($0.month.prefix(7)) } == months.openings.map { String("\($0)".prefix(7)) })
        let isCorrected = report.months.contains { $0.correction != 0 }
        #expect(report.knowledge.contains(MonthlyMovements.words) == isCorrected)
        for (before, after) in zip(report.months, report.months.dropFirst()) { #expect(before.close == after.open) }
        return report.months
    }

    private static func two() -> Company {
        var company = Company()
        company.addPayer(slot: 0, 60)
        company.addPayer(slot: 1, 100)
        return company
    }

    /// Until February a subscription of 60 was there that a source takes away in March.
    @Test func `what was learnt of the time before is the correction of the month in which it was`() throws {
        var now = Company()
        now.addAccount("a0", slot: 0, ["started_at": "2024-01-01"])
        now.addPayer(slot: 1, 100)
        let months = try Self.months(of: now) { $0 < .on("2026-04-01") ? Self.two() : now }
        #expect(months.map(\.open) == Array(repeating: 160, count: 11) + [100])
        #expect(months.map(\.correction) == Array(repeating: 0, count: 10) + [-60, 0])
        #expect(months.allSatisfy { $0.churn == 0 && $0.close == $0.open + $0.correction })
    }

    /// The same where the account went with it.
    @Test func `who is in no source any more is corrected, and has not churned`() throws {
        var now = Company()
        now.addPayer(slot: 1, 100)
        let months = try Self.months(of: now) { $0 < .on("2026-04-01") ? Self.two() : now }
        #expect(months.map(\.correction) == Array(repeating: 0, count: 10) + [-60, 0])
        #expect(months.allSatisfy { $0.churn == 0 })
        #expect(months.last?.close == 100)
    }

    @Test func `who came back into the source is added again`() throws {
        var without = Company()
        without.addPayer(slot: 1, 100)
        let months = try Self.months(of: Self.two()) {
            $0 == .on("2026-02-01") || $0 == .on("2026-03-01") ? without : Self.two()
        }
        #expect(months.map(\.correction) == Array(repeating: 0, count: 8) + [-60, 0, 60, 0])
    }

    /// That someone left in February was learnt in April.
    @Test func `of a month that is closed nothing is told otherwise`() throws {
        var now = Company()
        now.addPayer(slot: 0, 60, to: "2026-02-10", ["status": "churned", "churned_at": "2026-02-10"])
        now.addPayer(slot: 1, 100)
        let months = try Self.months(of: now) { $0 < .on("2026-04-15") ? Self.two() : now }
        #expect(months.map(\.churn) == Array(repeating: 0, count: 12))
        #expect(months.map(\.correction) == Array(repeating: 0, count: 11) + [-60])
        let open = try Self.months(of: now) { _ in now }
        #expect(open.map(\.churn) == Array(repeating: 0, count: 9) + [60, 0, 0])
        #expect(open.allSatisfy { $0.correction == 0 })
    }

    /// When the month was closed nobody knew that it was for good.
    @Test func `a pause that went on for too long is churn of its day`() throws {
        var now = Company()
        now.addPayer(slot: 0, 60, [:], ["paused_from": "2026-01-10"])
        let months = try Self.months(of: now) { _ in now }
        #expect(months.map(\.churn) == Array(repeating: 0, count: 8) + [60, 0, 0, 0])
        #expect(months.allSatisfy { $0.contraction == 0 && $0.correction == 0 })
    }

    @Test func `who is excluded now is in no month`() throws {
        var now = Company()
        now.addPayer(slot: 0, 60, ["excluded": "true"])
        now.addPayer(slot: 1, 100)
        let months = try Self.months(of: now) { _ in Self.two() }
        #expect(months.map(\.open) == Array(repeating: 100, count: 12))
        #expect(months.allSatisfy { $0.correction == 0 })
    }

    /// A subscription that had no price then has the one that is known now.
    @Test func `where it could not be told then, it is told as now`() throws {
        var then = Company()
        then.addPayer(slot: 0, 60, [:], ["mrr": .absent])
        var now = Company()
        now.addPayer(slot: 0, 60)
        let months = try Self.months(of: now) { $0 < .on("2026-04-01") ? then : now }
        #expect(months.map(\.open) == Array(repeating: 60, count: 12))
        #expect(months.allSatisfy { $0.correction == 0 })
    }
}
