import Testing

@testable import BellwetherCore

/// What was done before the first row of anybody is not known: it is not nothing (METRICS 1.0, DESIGN 4.6).
@Suite struct CountedSinceTests {
    private static let counts: [Metric] = [.activeDays, .events, .dailyUsers, .featureAdoption]
    private static let people: [Metric] = [.users, .licenceUtilisation]

    private func measured(
        _ metric: Metric, of company: Company, slot: Int = 0, at day: String,
        since: [String: String] = ["usage_day": "2026-03-01", "seat_day": "2026-03-01"]
    ) -> Measured {
        var accounts = company.accounts
        accounts.countedSince = since.mapValues { .on($0) }
        let context = MeasuringContext(of: accounts, at: .berlin(day), reporting: .eur)
        return Metric.measured([metric], on: accounts, in: context).value(0, of: slot)
    }

    /// Two who pay; one of them uses it each day of March and April, with as many events, and the other never.
    private var company: Company {
        var company = Company()
        company.addAccount()
        company.addAccount("other", slot: 1)
        company.addUsage(from: "2026-03-01", to: "2026-05-01", feature: "reports", count: 5)
        for day in 0..<61 { company.addSeatDay((Day.on("2026-03-01") + day).description, active: 30) }
        return company
    }

    @Test(arguments: counts + people, ["2026-02-01", "2026-03-01"])
    func `before the first day of anybody nothing is known of anybody`(metric: Metric, day: String) {
        for slot in 0...1 { #expect(measured(metric, of: company, slot: slot, at: day) == .absent(.noData)) }
    }

    @Test(arguments: counts) func `a month that is not counted whole is not known`(metric: Metric) {
        for slot in 0...1 {
            #expect(measured(metric, of: company, slot: slot, at: "2026-03-30") == .absent(.noData))
            #expect(measured(metric, of: company, slot: slot, at: "2026-03-31").value != nil)
        }
        #expect(measured(metric, of: company, slot: 1, at: "2026-03-31") == .known(0))
    }

    @Test(arguments: people) func `the most on one day is known from the first day on, and nobody after a month`(
        metric: Metric
    ) {
        #expect(measured(metric, of: company, at: "2026-03-02").value ?? 0 > 0)
        #expect(measured(metric, of: company, slot: 1, at: "2026-03-30") == .absent(.noData))
        #expect(measured(metric, of: company, slot: 1, at: "2026-03-31") == .known(0))
    }

    @Test func `who did not change has no trend before both months are counted`() {
        #expect(measured(.usageTrend, of: company, at: "2026-04-20") == .absent(.noData))
        #expect(measured(.usageTrend, of: company, at: "2026-04-29") == .absent(.noData))
        #expect(measured(.usageTrend, of: company, at: "2026-04-30") == .known(0))
    }

    @Test func `of who came later, the days since then are enough`() {
        var company = company
        company.addAccount("new", slot: 2, ["started_at": "2026-03-10"])
        company.addUsage(slot: 2, from: "2026-03-10", to: "2026-03-12", feature: "reports", count: 5)
        #expect(measured(.activeDays, of: company, slot: 2, at: "2026-03-20") == .known(2))
        #expect(measured(.events, of: company, slot: 2, at: "2026-03-20") == .known(10))
    }

    @Test func `people told apart are so since the first day of them`() {
        var company = Company()
        company.addAccount()
        company.addUser("ann", .on("2026-03-10"))
        for metric in [Metric.users, .stickiness, .dailyUsers] {
            let since = ["user_day": "2026-03-10"]
            #expect(measured(metric, of: company, at: "2026-03-20", since: since) == .absent(.noData))
            #expect(measured(metric, of: company, at: "2026-04-09", since: since).value ?? 0 > 0)
        }
    }

    @Test func `a source that is fresh and never had a row says that there was no use`() {
        var company = Company()
        company.addAccount()
        company.deliver(.usageDay, .seatDay)
        for metric in Self.counts.dropLast() + Self.people {
            #expect(measured(metric, of: company, at: "2026-03-20", since: [:]) == .known(0), "\(metric.name)")
        }
    }
}
