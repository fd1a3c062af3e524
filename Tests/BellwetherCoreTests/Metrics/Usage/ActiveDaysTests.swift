import Testing

@testable import BellwetherCore

@Suite struct ActiveDaysTests {
    @Test func `a day counts once, whether people were active or anything happened`() {
        var company = Company()
        company.addAccount()
        company.addUsage(from: "2026-03-10", to: "2026-03-13", feature: "reports", count: 2)
        company.addUsage(from: "2026-03-10", to: "2026-03-13", feature: "api", count: 2)
        company.addUsage(from: "2026-03-20", to: "2026-03-21", count: 0)
        for day in ["2026-03-09", "2026-03-12", "2026-03-15"] { company.addSeatDay(day, active: 4) }
        company.addSeatDay("2026-03-16", active: 0)
        #expect(company.measured(.activeDays, at: "2026-03-25") == .known(5))
    }

    @Test func `either source is enough`() {
        var events = Company()
        events.addAccount()
        events.addUsage(from: "2026-02-23", to: "2026-02-25", count: 2)
        #expect(events.measured(.activeDays, at: "2026-03-25") == .known(2))
        var seats = Company()
        seats.addAccount()
        seats.addSeatDay("2026-03-24", active: 4)
        #expect(seats.measured(.activeDays, at: "2026-03-25") == .known(1))
    }
}
