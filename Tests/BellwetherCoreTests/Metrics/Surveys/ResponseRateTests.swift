import Testing

@testable import BellwetherCore

@Suite struct ResponseRateTests {
    /// M07: who did not answer has no part in the 35 of 50, and a part in the rate: 50 of 200 asked.
    @Test func `offered and not answered lowers the rate and not the satisfaction`() {
        var company = Company()
        company.addAccount()
        for number in 0..<200 {
            let isAnswered = number < 50
            company.add(
                .surveyInvitation, "\(number)",
                ["kind": "csat", "at": "2026-03-01T09:00Z", "answered": isAnswered ? "true" : "false"])
            guard isAnswered else { continue }
            company.add(
                .surveyResponse, "\(number)",
                ["kind": "csat", "at": "2026-03-02T09:00Z", "value": .real(number < 35 ? 5 : 2)])
        }
        #expect(company.measured(.satisfiedShare, at: "2026-03-25") == .known(0.7))
        #expect(company.measured(.satisfactionResponseRate, at: "2026-03-25") == .known(0.25))
        #expect(company.measured(.promoterResponseRate, at: "2026-03-25") == .absent(.emptyDenominator))
        let group = company.portfolio("2026-01-01", "2026-03-25")
        #expect(GroupMetric.groupSatisfactionResponseRate.measured(for: group) == .known(0.25))
    }

    private func company(_ count: Int, _ fields: [String: FactValue]) -> Company {
        var company = Company()
        company.addAccount()
        for number in 0..<count {
            company.add(
                .surveyInvitation, "\(number)", ["kind": "nps", "at": "2026-03-01T09:00Z"].merging(fields) { $1 })
        }
        return company
    }

    static let cases: [(Int, [String: FactValue], String, Measured)] = [
        (5, [:], "2026-03-25", .known(0)),
        (5, ["answered_at": "2026-03-03T09:00Z"], "2026-03-25", .known(1)),
        // Nobody knew of the answer then.
        (5, ["answered_at": "2026-03-03T09:00Z"], "2026-03-03", .known(0)),
        (5, ["answered_at": "2026-03-03T09:00Z"], "2026-03-01", .absent(.emptyDenominator)),
        (4, ["answered": "true"], "2026-03-25", .absent(.insufficientSample)),
        (5, ["at": "2025-12-01T09:00Z"], "2026-03-25", .absent(.emptyDenominator)),
    ]

    @Test(arguments: cases)
    func `counts those asked in the last ninety days, as they were known`(
        _ count: Int, _ fields: [String: FactValue], _ moment: String, _ rate: Measured
    ) {
        #expect(company(count, fields).measured(.promoterResponseRate, at: moment) == rate)
    }

    @Test func `without a source that tells who was asked there is none, whatever was answered`() {
        var company = Company()
        company.addAccount()
        company.add(.surveyResponse, "1", ["kind": "nps", "at": "2026-03-02T09:00Z", "value": 9])
        #expect(company.measured(.promoterResponseRate, at: "2026-03-25") == .absent(.noData))
    }
}
