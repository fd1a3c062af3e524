import Testing

@testable import BellwetherCore

@Suite struct BusinessResolutionTests {
    /// M29's 10, 20 and 60 minutes and an open ticket, in office hours; and one from Friday evening to Monday morning, which
    /// takes 64 hours by the calendar.
    private static let company: Company = {
        var company = Company()
        company.addAccount("acme", ["region": "DACH"])
        for (number, solved) in ["2026-02-02T09:10Z", "2026-02-02T09:20Z", "2026-02-02T10:00Z"].enumerated() {
            company.add(
                .ticket, "\(number)",
                ["created_at": "2026-02-02T09:00Z", "solved_at": .text(solved), "status": "solved"])
        }
        company.add(.ticket, "open", ["created_at": "2026-02-02T09:00Z", "status": "open"])
        company.add(
            .ticket, "weekend",
            ["created_at": "2026-02-06T15:30Z", "solved_at": "2026-02-09T08:20Z", "status": "solved"])
        return company
    }()

    @Test func `a weekend is no time that anybody took`() {
        #expect(Self.company.measured(.resolutionMean, at: "2026-03-25") == .known(995))
        #expect(Self.company.measured(.businessResolutionMean, at: "2026-03-25") == .known(35))
        #expect(Self.company.measured(.businessResolutionMedian, at: "2026-03-25") == .known(35))
    }

    @Test func `nor is a holiday where the customer is`() {
        var policy = BillingPolicy()
        policy.supportHours = SupportHours(
            .ofSupport, byRegion: ["DACH": [.on("2026-02-09")]])
        #expect(
            Self.company.measured(.businessResolutionMean, at: "2026-03-25", billing: policy)
                == .known(30))
    }

    @Test func `a group pools its tickets, not the times of its accounts`() {
        var company = Self.company
        company.addAccount("bolt", slot: 1)
        company.add(
            .ticket, "bolt", slot: 1,
            ["created_at": "2026-02-03T09:00Z", "solved_at": "2026-02-03T09:40Z", "status": "solved"])
        let group = company.portfolio("2026-01-01", "2026-03-25")
        #expect(GroupMetric.groupBusinessARTMean.measured(for: group) == .known(36))
        #expect(GroupMetric.groupBusinessARTMedian.measured(for: group) == .known(40))
    }
}
