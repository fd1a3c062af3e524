import Testing

@testable import BellwetherCore

@Suite struct LicenceUtilisationTests {
    /// M27: 42 of 60 seats.
    @Test func `the golden example is 0.70`() {
        var company = Company()
        company.addAccount()
        company.addSeatDay("2026-03-10", active: 42)
        company.addSeatDay("2026-03-11", active: 30)
        #expect(company.measured(.licenceUtilisation, at: "2026-03-25") == .known(0.7))
    }

    @Test func `a weekend does not count for the month: the largest day does, not the last`() {
        var company = Company()
        company.addAccount()
        company.addSeatDay("2026-03-20", active: 42)
        company.addSeatDay("2026-03-24", active: 1)
        let measured = company.measured(.licenceUtilisation, at: "2026-03-25")
        #expect(measured == .known(0.7))
        #expect(measured != .known(1.0 / 60))
    }

    @Test func `the window is the 30 whole days before today`() {
        var company = Company()
        company.addAccount()
        company.addSeatDay("2026-02-22", active: 60)
        company.addSeatDay("2026-02-23", active: 30)
        company.addSeatDay("2026-03-25", active: 60)
        #expect(company.measured(.licenceUtilisation, at: "2026-03-25T18:00") == .known(0.5))
    }

    @Test func `seats are the latest that a seat day tells, else the account's, else the largest subscription's`() {
        var company = Company()
        company.addAccount("acme", ["seats": .absent])
        company.addSeatDay("2026-03-10", active: 30)
        #expect(company.measured(.licenceUtilisation, at: "2026-03-25") == .absent(.noData))
        company.add(.subscription, "main", ["seats": 40])
        company.add(.subscription, "add-on", ["seats": 40])
        #expect(company.measured(.licenceUtilisation, at: "2026-03-25") == .known(0.75))
        company.addAccount("acme", ["seats": 50])
        #expect(company.measured(.licenceUtilisation, at: "2026-03-25") == .known(0.6))
        company.addSeatDay("2026-03-11", active: 1, seats: 60)
        company.addSeatDay("2026-03-12", active: 1)
        #expect(company.measured(.licenceUtilisation, at: "2026-03-25") == .known(0.5))
    }

    @Test func `no paid seats are not no use`() {
        var company = Company()
        company.addAccount("acme", ["seats": 0])
        company.addSeatDay("2026-03-10", active: 3)
        #expect(company.measured(.licenceUtilisation, at: "2026-03-25") == .absent(.emptyDenominator))
    }

    @Test func `more users than seats are more than one`() {
        var company = Company()
        company.addAccount()
        company.addSeatDay("2026-03-10", active: 75)
        #expect(company.measured(.licenceUtilisation, at: "2026-03-25") == .known(1.25))
    }
}
