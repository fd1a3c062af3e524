import Testing

@testable import BellwetherCore

@Suite struct SatisfactionTests {
    /// Delighted's set: 42 fives, 32 fours, 10 threes, 9 twos, 14 ones.
    private let delighted = Company.answering(
        "csat",
        [(5, 42), (4, 32), (3, 10), (2, 9), (1, 14)].flatMap { value, count in Array(repeating: value, count: count) })

    /// M07: 35 of 50 forms are positive.
    @Test func `the golden example is 0.70`() {
        let company = Company.answering("csat", Array(repeating: 5, count: 35) + Array(repeating: 2, count: 15))
        #expect(company.measured(.satisfiedShare, at: "2026-03-25") == .known(0.7))
    }

    @Test func `share and mean are two numbers with two names`() {
        #expect(delighted.measured(.satisfiedShare, at: "2026-03-25").isAbout(74.0 / 107))
        #expect(delighted.measured(.satisfactionMean, at: "2026-03-25").isAbout(400.0 / 535))
        #expect(delighted.measured(.satisfactionRescaled, at: "2026-03-25").isAbout((400.0 / 107 - 1) / 4))
        #expect(delighted.measured(.satisfactionCount, at: "2026-03-25") == .known(107))
    }

    static let absences: [([Double], AbsenceReason)] = [
        ([], .emptyDenominator), ([5, 5, 5, 5], .insufficientSample), ([0, 6, 7, 9, 100], .emptyDenominator),
    ]

    /// Zero answers are no satisfaction of zero, as they are to Chatwoot's getter.
    @Test(arguments: absences)
    func `too few answers are none`(values: [Double], reason: AbsenceReason) {
        let company = Company.answering("csat", values)
        for metric in [Metric.satisfiedShare, .satisfactionMean, .satisfactionRescaled] {
            #expect(company.measured(metric, at: "2026-03-25") == .absent(reason), "\(metric.name)")
        }
    }

    @Test func `good and bad are a scale of two, of which one is good`() {
        let company = Company.answering("csat", [1, 1, 1, 0, 1], low: 0, high: 1)
        #expect(company.measured(.satisfiedShare, at: "2026-03-25") == .known(0.8))
    }

    @Test(arguments: [("2025-12-25", true), ("2025-12-24", false)])
    func `the window is 90 whole days`(day: String, counts: Bool) {
        let company = Company.answering("csat", [5, 5, 5, 5, 5], on: day)
        #expect((company.measured(.satisfiedShare, at: "2026-03-25") == .known(1)) == counts)
    }

    /// M10: on a scale from 1 to 7.
    @Test func `effort keeps its scale, and a score has none`() {
        let company = Company.answering("ces", [7, 6, 5, 4, 6], high: 7)
        #expect(company.measured(.effortMean, at: "2026-03-25").isAbout(5.6))
        #expect(company.measured(.effortScore, at: "2026-03-25").isAbout(76.666_666_667, within: 1e-8))
    }

    @Test func `a form on which low is easy is turned round`() {
        let company = Company.answering("ces", [1, 2, 3, 4, 2], high: 7, ["inverted": "true"])
        #expect(company.measured(.effortMean, at: "2026-03-25").isAbout(5.6))
    }

    @Test func `a mean over two scales is none`() {
        var company = Company.answering("ces", [5, 5, 5], high: 5)
        company.addAnswers("ces", [7, 7, 7], high: 7, prefix: "b")
        #expect(company.measured(.effortMean, at: "2026-03-25") == .absent(.notApplicable))
        #expect(company.measured(.effortScore, at: "2026-03-25") == .known(100))
    }

    @Test func `groups pool answers, not averages of accounts`() {
        var company = Company()
        company.addPayer(slot: 0, 10)
        company.addPayer(slot: 1, 10)
        company.addAnswers("csat", [5, 5, 5, 5, 5, 5, 5, 5], slot: 0)
        company.addAnswers("csat", [1, 1], slot: 1)
        let group = company.portfolio("2026-01-01", "2026-04-01")
        #expect(GroupMetric.groupCSAT(group) == .known(0.8))
    }

    @Test func `the days since a comment count comments only`() {
        var company = Company.answering("csat", [5], on: "2026-03-20")
        #expect(company.measured(.daysSinceFeedback, at: "2026-03-25") == .absent(.noData))
        company.addAnswers("nps", [3], on: "2026-03-01", prefix: "c", ["comment": "too slow"])
        #expect(company.measured(.daysSinceFeedback, at: "2026-03-25") == .known(24))
    }
}

extension Company {
    static func answering(
        _ kind: String, _ values: [Double], low: Double? = nil, high: Double? = nil, on day: String = "2026-03-01",
        _ fields: [String: FactValue] = [:]
    ) -> Company {
        var company = Company()
        company.addAccount()
        company.deliver(.surveyResponse)
        company.addAnswers(kind, values, low: low, high: high, on: day, fields)
        return company
    }

    /// Each from somebody else.
    mutating func addAnswers(
        _ kind: String, _ values: [Double], slot: Int = 0, low: Double? = nil, high: Double? = nil,
        on day: String = "2026-03-01", prefix: String = "a", _ fields: [String: FactValue] = [:]
    ) {
        for (index, value) in values.enumerated() {
            let usual: [String: FactValue] = [
                "kind": .text(kind), "value": .real(value), "at": .text("\(day)T09:00Z"),
                "contact_id": .text("\(prefix)\(slot)-\(index)"), "scale_min": low.map(FactValue.real) ?? .absent,
                "scale_max": high.map(FactValue.real) ?? .absent,
            ]
            add(.surveyResponse, "\(kind)\(prefix)\(slot)-\(index)", slot: slot, usual.merging(fields) { $1 })
        }
    }
}
