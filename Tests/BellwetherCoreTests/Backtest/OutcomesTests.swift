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
