import Testing

@testable import BellwetherCore

@Suite struct StickinessTests {
    /// M26: 900 users of days over 30 days are 30 a day; 120 people in the month.
    @Test func `the golden example is 0.25`() {
        var company = Company()
        company.addAccount()
        for user in 0..<120 {
            for visit in 0..<(user < 60 ? 7 : 8) {
                company.addUser("u\(user)", .on("2026-02-23") + (user + 4 * visit) % 30)
            }
        }
        #expect(company.measured(.dailyUsers, at: "2026-03-25") == .known(30))
        #expect(company.measured(.users, at: "2026-03-25") == .known(120))
        #expect(company.measured(.stickiness, at: "2026-03-25") == .known(0.25))
        #expect(GroupMetric.groupStickiness(company.portfolio("2026-02-25", "2026-03-25")) == .known(0.25))
    }

    @Test func `a person counts once, whatever they do`() {
        var company = Company()
        company.addAccount()
        company.addUser("ann", .on("2026-03-20"))
        company.addUser("ann", .on("2026-03-21"))
        company.addUser("ben", .on("2026-03-21"), count: 0)
        company.addUser("old", .on("2026-02-22"))
        #expect(company.measured(.users, at: "2026-03-25") == .known(1))
        #expect(company.measured(.stickiness, at: "2026-03-25").isAbout(2.0 / 30))
    }

    @Test func `daily counts tell nobody apart`() {
        var company = Company()
        company.addAccount()
        company.addSeatDay("2026-03-20", active: 20)
        company.addSeatDay("2026-03-21", active: 40)
        #expect(company.measured(.stickiness, at: "2026-03-25") == .absent(.noData))
        #expect(company.measured(.dailyUsers, at: "2026-03-25") == .known(2))
        #expect(company.measured(.users, at: "2026-03-25") == .known(40))
    }

    @Test func `an account younger than thirty days has no month`() {
        var company = Company()
        company.addAccount("acme", ["started_at": "2026-03-01"])
        company.addUser("ann", .on("2026-03-20"))
        #expect(company.measured(.stickiness, at: "2026-03-25") == .absent(.insufficientSample))
        #expect(company.measured(.stickiness, at: "2026-03-31").value != nil)
    }

    @Test func `nobody in thirty days leaves nothing to divide by`() {
        var company = Company()
        company.addAccount()
        company.addUser("ann", .on("2026-01-02"))
        #expect(company.measured(.stickiness, at: "2026-03-25") == .absent(.emptyDenominator))
    }

    /// M27: features used over features licensed.
    @Test func `adoption is of what was paid for, or else of all there is`() {
        var company = Company()
        company.addAccount("acme", ["licensed_features": 5])
        company.addAccount("other", slot: 1)
        company.addUsage(from: "2026-03-20", to: "2026-03-22", feature: "reports", count: 3)
        company.addUsage(from: "2026-03-20", to: "2026-03-22", feature: "api", count: 3)
        company.addUsage(slot: 1, from: "2026-03-20", to: "2026-03-22", feature: "boards", count: 3)
        company.addUsage(slot: 1, from: "2026-01-20", to: "2026-01-22", feature: "exports", count: 3)
        #expect(company.measured(.featureAdoption, at: "2026-03-25") == .known(0.4))
        #expect(company.measured(.featureAdoption, slot: 1, at: "2026-03-25") == .known(0.25))
    }
}

extension Company {
    mutating func addUser(_ user: String, _ day: Day, slot: Int = 0, count: Int64 = 1) {
        add(
            .userDay, "\(slot)/\(day)/\(user)", slot: slot,
            ["day": .text(day.description), "user": .text(user), "count": .integer(count)])
    }
}
