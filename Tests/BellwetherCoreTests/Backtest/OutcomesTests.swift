import Testing

@testable import BellwetherCore

@Suite struct OutcomesTests {
    private static let periods = ["2026-01-01", "2026-02-01"].map { Period(.on($0)..<(.on($0) + 90)) }

    private static func outcomes(_ company: Company, told: [Int: [String]] = [:]) -> Outcomes {
        Outcomes(
            of: company.accounts, over: periods, told: told.mapValues { $0.compactMap { Moment($0) } },
            under: .scoring(HealthModels([])), at: AsOf.berlin("2026-06-01").now)
    }

    /// Told on 20 January; the horizons begin on 1 January and 1 February.
    @Test(arguments: [
        // A call within a month of it.
        ("2026-01-25T09:00Z", "outbound", false, [true, true]),
        // Before anybody was told.
        ("2026-01-10T09:00Z", "outbound", false, [false, false]),
        // Long after.
        ("2026-03-10T09:00Z", "outbound", false, [false, false]),
        // They called, or a machine wrote.
        ("2026-01-25T09:00Z", "inbound", false, [false, false]),
        ("2026-01-25T09:00Z", "outbound", true, [false, false]),
    ])
    func `an account is treated when somebody spoke with it within a month of an alert`(
        _ at: String, _ direction: String, _ automatic: Bool, _ expected: [Bool]
    ) {
        var company = Company()
        company.addPayer(slot: 0, 100)
        company.add(
            .touch, "t", ["at": .text(at), "direction": .text(direction), "automatic": .integer(automatic ? 1 : 0)])
        let outcomes = Self.outcomes(company, told: [0: ["2026-01-20T09:00Z"]])
        #expect([0, 1].map { outcomes.isTreated(0, in: $0) } == expected)
        #expect(!Self.outcomes(company).isTreated(0, in: 0), "nobody was told")
    }

    @Test func `a call after the loss changed nothing`() {
        var company = Company()
        company.addPayer(slot: 0, 100, to: "2026-01-22")
        company.add(.touch, "t", ["at": "2026-01-25T09:00Z"])
        #expect(!Self.outcomes(company, told: [0: ["2026-01-20T09:00Z"]]).isTreated(0, in: 0))
    }

    /// One is gone from its source, one left on a day nobody says, and one is on a pause; and a trial has nothing to lose.
    @Test func `accounts of which nobody knows what became are in no row, and counted`() {
        var then = Company()
        for slot in 0..<5 { then.addPayer(slot: slot, 100, slot == 4 ? ["status": "trialing"] : [:]) }
        var now = Company()
        for slot in [0, 4] { now.add(.account, "a\(slot)", slot: slot, isDeleted: true, [:]) }
        now.addPayer(slot: 1, 100, ["status": "churned"])
        now.addPayer(slot: 2, 100, [:], ["paused_from": "2026-03-20"])
        now.addPayer(slot: 3, 100)
        now.addPayer(slot: 5, 100, ["status": "churned"])
        let model = HealthModel(
            name: "standard", measures: [Measure(key: "a", metric: "account.tenure_days", grading: .asIs, weight: 1)],
            bands: HealthSamples.bands)
        let policy = Policy.scoring(HealthModels([model]))
        let ends = Self.periods.map { $0.start }
        let months = ends.map { end in
            BacktestMonth(
                of: then.accounts, under: policy.scoringOnly, given: History(), choosing: [0],
                at: AsOf.berlin(end.description).now - .seconds(1))
        }
        let outcomes = Outcomes(
            of: then.accounts.merging(now.facts), over: Self.periods, told: [:], under: policy,
            at: AsOf.berlin("2026-06-01").now)
        let rows = BacktestRows(of: months.enumerated().map { ($0, $1) }.reversed(), outcomes)
        #expect(rows.unknown.mapValues(\.why) == [0: .vanished, 1: .leftWithoutDay, 2: .paused])
        #expect(rows.rows.map(\.account) == [3, 3] && rows.rows.map(\.month) == [0, 1])
        #expect(rows.months == ends.map { $0 - 1 })
        #expect(rows.undated == 1, "one never had a score")
    }

    /// Seen on 31 December and 31 January, and known to be gone by 28 February, or seen then too; horizons of 28 days.
    @Test func `what months' ends show of those that went nobody knows when`() {
        var (there, gone) = (Company(), Company())
        for slot in 0..<3 { there.addPayer(slot: slot, 100) }
        // The first has left, the second is still there, and part of what it paid for is not; the third has vanished.
        gone.addPayer(slot: 0, 100, ["status": "churned"])
        gone.addPayer(slot: 1, 100)
        gone.add(.account, "a2", slot: 2, isDeleted: true, [:])
        let known = there.accounts.merging(gone.facts)
        var now = Company()
        now.addPayer(slot: 1, 100, to: "2026-01-20", ["status": "churned"])
        now.addPrice(slot: 1, "s1b", 60, from: "2024-01-01")
        let policy = Policy.scoring(
            HealthModels([
                HealthModel(
                    name: "standard",
                    measures: [Measure(key: "a", metric: "account.tenure_days", grading: .asIs, weight: 1)],
                    bands: HealthSamples.bands)
            ]))
        let ends = ["2025-12-31", "2026-01-31", "2026-02-28"].map { Day.on($0) }
        let periods = ends.map { Period(($0 + 1)..<($0 + 29)) }
        let months = zip(ends, [there.accounts, there.accounts, known]).map { end, accounts in
            BacktestMonth(
                of: accounts, under: policy.scoringOnly, given: History(), choosing: [0],
                at: AsOf.berlin((end + 1).description).now - .seconds(1))
        }
        let outcomes = Outcomes(
            of: known.merging(now.facts), over: periods, told: [:], under: policy, at: AsOf.berlin("2026-06-01").now)
        let rows = BacktestRows(of: months.enumerated().map { ($0, $1) }.reversed(), outcomes)
        func fate(of slot: Int) -> [Outcome] { rows.rows.filter { $0.account == slot }.map(\.outcome) }
        #expect(fate(of: 0) == [.kept, .lost(.left, on: .on("2026-02-28"))])
        #expect(fate(of: 1) == [.lost(.shrank, on: .on("2026-01-20")), .kept])
        #expect(fate(of: 2) == [.kept])
        #expect(rows.unknown.mapValues(\.why) == [1: .leftWithoutDay, 2: .vanished])
        #expect(rows.undated == 0)
    }

    /// Horizons overlap; each term comes up in one of them.
    @Test func `counts each term once`() {
        var company = Company()
        company.addPayer(slot: 0, 100)
        for (key, date, outcome) in [("a", "2026-03-15", "renewed"), ("b", "2026-04-20", "churned")] {
            company.add(
                .renewal, key,
                [
                    "renewal_date": .text(date), "term_start": "2025-01-01", "outcome": .text(outcome),
                    "decided_on": .text(date),
                ])
        }
        let outcomes = Self.outcomes(company)
        #expect(outcomes.terms(of: 0, in: 0) == Outcomes.Terms(renewed: 1, lost: 0))
        #expect(outcomes.terms(of: 0, in: 1) == Outcomes.Terms(renewed: 0, lost: 1))
    }
}
