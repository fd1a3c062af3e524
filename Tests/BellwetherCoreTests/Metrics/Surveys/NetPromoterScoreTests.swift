import Testing

@testable import BellwetherCore

@Suite struct NetPromoterScoreTests {
    /// M09: 4 promoters, 3 passives, 3 detractors.
    @Test func `the golden example is +10`() {
        let company = Company.answering("nps", [10, 9, 9, 8, 7, 7, 6, 3, 0, 10])
        #expect(company.measured(.netPromoterScore, at: "2026-03-25").isAbout(10))
        #expect(company.measured(.netPromoterCount, at: "2026-03-25") == .known(10))
    }

    @Test func `of each contact the latest answer counts`() {
        var company = Company.answering("nps", [9, 9, 9, 9, 9], on: "2026-02-01")
        company.addAnswers("nps", [0], on: "2026-03-01", prefix: "a", ["contact_id": "a0-0"])
        #expect(company.measured(.netPromoterScore, at: "2026-03-25").isAbout(60))
    }

    @Test(arguments: [
        ([], AbsenceReason.emptyDenominator), ([9, 9, 9, 9], .insufficientSample), ([11, -1, 7.5], .emptyDenominator),
    ])
    func `too few answers are none`(values: [Double], reason: AbsenceReason) {
        #expect(Company.answering("nps", values).measured(.netPromoterScore, at: "2026-03-25") == .absent(reason))
    }

    @Test func `what is off the scale is rejected and counted`() {
        let company = Company.answering("nps", [9, 9, 9, 9, 9, 11, 6.5])
        #expect(company.measured(.netPromoterScore, at: "2026-03-25").isAbout(100))
        #expect(company.measured(.netPromoterRejected, at: "2026-03-25") == .known(2))
    }

    /// 004's scale from 1 to 10 has no 0, and is another question.
    @Test func `scales are never pooled`() {
        var company = Company.answering("nps", [9, 9, 9, 9, 9])
        company.addAnswers("nps", [1, 1, 1, 1, 1], low: 1, high: 10, prefix: "b")
        #expect(company.measured(.netPromoterScore, at: "2026-03-25").isAbout(100))
        let other = Company.answering("nps", [1, 1, 1, 1, 10], low: 1, high: 10)
        #expect(other.measured(.netPromoterScore, at: "2026-03-25").isAbout(-60))
        #expect(company.measured(.netPromoterNonStandard, at: "2026-03-25") == .known(0))
        #expect(other.measured(.netPromoterNonStandard, at: "2026-03-25") == .known(1))
    }

    @Test func `groups pool people and never scales, and never average scores`() {
        var company = Company()
        for slot in 0..<3 { company.addPayer(slot: slot, 10) }
        company.addAnswers("nps", [10, 10, 10, 10, 10, 10], slot: 0)
        company.addAnswers("nps", [0, 0], slot: 1)
        company.addAnswers("nps", [1, 1, 1, 1], slot: 2, low: 1, high: 10)
        let group = company.portfolio("2026-01-01", "2026-04-01")
        #expect(GroupMetric.groupNPS(group).isAbout(50))
        #expect(GroupMetric.groupNPSCount(group) == .known(8))
    }
}
