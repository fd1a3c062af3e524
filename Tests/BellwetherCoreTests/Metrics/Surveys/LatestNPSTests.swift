import Testing

@testable import BellwetherCore

@Suite struct LatestNPSTests {
    @Test func `it is ten times the mean of each contact's latest answer`() {
        let company = answers([
            ("1", "ann", "2026-03-01", 9), ("2", "ann", "2026-01-01", 0), ("3", "ben", "2026-02-01", 6),
        ])
        #expect(company.measured(.latestNPS, at: "2026-03-25") == .known(75))
    }

    @Test func `of two answers in one instant the greater id is the later`() {
        let company = answers([("b", "ann", "2026-03-01", 9), ("a", "ann", "2026-03-01", 2)])
        #expect(company.measured(.latestNPS, at: "2026-03-25") == .known(90))
    }

    @Test func `the age limit is put on each answer, not on the newest only`() {
        let company = answers([("1", "ann", "2025-08-01", 0), ("2", "ben", "2026-03-01", 10)])
        #expect(company.measured(.latestNPS, at: "2026-03-25") == .known(100))
        #expect(company.measured(.latestNPS, at: "2026-03-25", maxAgeDays: ["nps.latest": 365]) == .known(50))
    }

    @Test func `only old answers are stale, none ever is no data`() {
        var company = answers([("1", "ann", "2025-08-01", 9)])
        #expect(company.measured(.latestNPS, at: "2026-03-25") == .absent(.stale))
        company = Company()
        company.addAccount()
        company.deliver(.surveyResponse)
        #expect(company.measured(.latestNPS, at: "2026-03-25") == .absent(.noData))
    }

    @Test func `the limit is 180 whole days`() {
        #expect(answers([("1", "ann", "2025-09-26", 9)]).measured(.latestNPS, at: "2026-03-25") == .known(90))
        #expect(answers([("1", "ann", "2025-09-25", 9)]).measured(.latestNPS, at: "2026-03-25") == .absent(.stale))
    }

    @Test(arguments: [11, -1, 7.5])
    func `an answer off the scale is rejected`(value: Double) {
        let company = answers([("1", "ann", "2026-03-01", value), ("2", "ben", "2026-03-01", 8)])
        #expect(company.measured(.latestNPS, at: "2026-03-25") == .known(80))
    }

    /// 4 of 5 is no 4 of 10.
    @Test(arguments: [(0.0, 5.0), (1, 5), (0, 100), (-100, 100)])
    func `an answer on another scale is rejected`(low: Double, high: Double) {
        var company = answers([("2", "ben", "2026-03-01", 8)])
        company.add(
            .surveyResponse, "1",
            [
                "kind": "nps", "contact_id": "ann", "at": "2026-03-01T10:00Z", "value": 4, "scale_min": .real(low),
                "scale_max": .real(high),
            ])
        #expect(company.measured(.latestNPS, at: "2026-03-25") == .known(80))
        #expect(company.measured(.netPromoterRejected, at: "2026-03-25") == .known(1))
    }

    @Test func `a scale from 1 is never mixed with the usual one`() {
        var company = answers([("1", "ann", "2026-03-01", 8)])
        company.addAnswer("2", "ben", "2026-03-02", 1, scaleMin: 1)
        #expect(company.measured(.latestNPS, at: "2026-03-25") == .known(80))
        var other = answers([])
        other.addAnswer("2", "ben", "2026-03-02", 6, scaleMin: 1)
        #expect(other.measured(.latestNPS, at: "2026-03-25") == .known(60))
    }

    @Test func `answers to other surveys do not count`() {
        var company = answers([])
        company.add(.surveyResponse, "1", ["kind": "csat", "at": "2026-03-01T09:00Z", "value": 5])
        #expect(company.measured(.latestNPS, at: "2026-03-25") == .absent(.noData))
    }

    private func answers(_ rows: [(String, String, String, Double)]) -> Company {
        var company = Company()
        company.addAccount()
        for (key, contact, day, value) in rows { company.addAnswer(key, contact, day, value) }
        return company
    }
}

extension Company {
    fileprivate mutating func addAnswer(
        _ key: String, _ contact: String, _ day: String, _ value: Double, scaleMin: Int64? = nil
    ) {
        add(
            .surveyResponse, key,
            [
                "kind": "nps", "contact_id": .text(contact), "at": .text("\(day)T09:00Z"), "value": .real(value),
                "scale_min": scaleMin.map(FactValue.integer) ?? .absent,
            ])
    }
}
