import Testing

@testable import BellwetherCore

/// Sources leave out days without use: what no rows mean hangs on who delivers what, and who it is (METRICS 1.6).
@Suite struct UsageWithoutRowsTests {
    private let metrics: [Metric] = [.licenceUtilisation, .activeDays, .events]

    @Test func `nothing, of one who pays and whose source is fresh`() {
        var company = Company()
        company.addAccount()
        company.deliver(.usageDay, .seatDay)
        for metric in metrics { #expect(company.measured(metric, at: "2026-03-25") == .known(0), "\(metric.name)") }
        #expect(company.measured(.usageTrend, at: "2026-03-25") == .absent(.emptyDenominator))
    }

    @Test func `not known, where no source counts use`() {
        var company = Company()
        company.addAccount()
        for metric in metrics + [.usageTrend] {
            #expect(company.measured(metric, at: "2026-03-25") == .absent(.noData))
        }
    }

    @Test(arguments: [
        (SourceStanding.State.stale(since: .distantPast), AbsenceReason.stale),
        (.broken(since: .distantPast, because: "HTTP 503"), .sourceError), (.neverLoaded, .stale),
    ])
    func `out of date or broken, where the source is: never zero`(state: SourceStanding.State, reason: AbsenceReason) {
        var company = Company()
        company.addAccount()
        company.addUsage(from: "2026-03-01", to: "2026-03-20", count: 5)
        company.deliver(.usageDay, .seatDay, state: state)
        for metric in metrics + [.usageTrend] { #expect(company.measured(metric, at: "2026-03-25") == .absent(reason)) }
    }

    @Test func `not known, of a trial that never began; nothing, of one that fell asleep`() {
        var company = Company()
        company.addAccount("acme", ["status": "trialing"])
        company.deliver(.usageDay)
        #expect(company.measured(.events, at: "2026-03-25") == .absent(.noData))
        company.addUsage(from: "2025-11-01", to: "2025-11-02", count: 5)
        #expect(company.measured(.events, at: "2026-03-25") == .known(0))
    }

    @Test func `what comes later tells nothing of the time before`() {
        var company = Company()
        company.addAccount("acme", ["status": "trialing"])
        company.addUsage(from: "2026-04-01", to: "2026-04-02", count: 5)
        company.addSeatDay("2026-03-10", active: 7)
        company.add(.userDay, "u", ["day": "2026-04-01", "user": "ann", "count": 3])
        #expect(company.measured(.events, at: "2026-03-10") == .absent(.noData))
        #expect(company.measured(.events, at: "2026-03-25") == .known(0))
        #expect(company.measured(.users, at: "2026-03-25") == .known(7))
        #expect(company.measured(.dailyUsers, at: "2026-03-25").isAbout(7.0 / 30))
    }

    @Test func `not known, of one who has a subscription and pays nothing`() {
        var company = Company()
        company.addAccount()
        company.deliver(.usageDay)
        company.add(.subscription, "1", ["mrr": 0])
        #expect(company.measured(.events, at: "2026-03-25") == .absent(.noData))
    }

    @Test(arguments: ["churned", "prospect"])
    func `not a question, of one who is no customer`(status: String) {
        var company = Company()
        company.addAccount("acme", ["status": .text(status)])
        company.addUsage(from: "2026-03-01", to: "2026-03-20", count: 5)
        company.addSeatDay("2026-03-10", active: 5)
        for metric in metrics + [.usageTrend] {
            #expect(company.measured(metric, at: "2026-03-25") == .absent(.notApplicable))
        }
    }
}
