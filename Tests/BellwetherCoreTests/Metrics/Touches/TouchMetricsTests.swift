import Testing

@testable import BellwetherCore

@Suite struct TouchMetricsTests {
    /// M31: last inbound on 1 March, as of the 25th.
    @Test func `the golden example is 24 days`() {
        var company = Company()
        company.addAccount()
        company.add(.touch, "1", ["at": "2026-03-01T15:00Z", "direction": "inbound"])
        company.add(.touch, "2", ["at": "2026-03-20T15:00Z", "direction": "outbound"])
        #expect(company.measured(.daysSinceInbound, at: "2026-03-25") == .known(24))
        #expect(company.measured(.daysSinceTouch, at: "2026-03-25") == .known(5))
    }

    @Test func `an automatic one is no contact, nor is one still ahead`() {
        var company = Company()
        company.addAccount()
        company.add(.touch, "1", ["at": "2026-03-24T15:00Z", "automatic": "true"])
        company.add(.touch, "2", ["at": "2026-03-26T15:00Z"])
        #expect(company.measured(.daysSinceTouch, at: "2026-03-25") == .absent(.noData))
        #expect(company.measured(.touchCount, at: "2026-03-25") == .known(0))
    }

    @Test func `days are days of the calendar, not of 24 hours`() {
        var company = Company()
        company.addAccount()
        company.add(.touch, "1", ["at": "2026-03-24T22:30Z", "direction": "both"])
        #expect(company.measured(.daysSinceInbound, at: "2026-03-25T00:30") == .known(1))
    }

    @Test func `contacts are counted over the 30 whole days before today`() {
        var company = Company()
        company.addAccount()
        for (key, at) in [
            ("1", "2026-02-22T22:59Z"), ("2", "2026-02-22T23:00Z"), ("3", "2026-03-24T22:59Z"),
            ("4", "2026-03-25T06:00Z"),
        ] {
            company.add(.touch, key, ["at": .text(at)])
        }
        #expect(company.measured(.touchCount, at: "2026-03-25T09:00") == .known(2))
    }
}
