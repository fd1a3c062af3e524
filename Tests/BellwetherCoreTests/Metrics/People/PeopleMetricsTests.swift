import Testing

@testable import BellwetherCore

@Suite struct PeopleMetricsTests {
    static let judgements: [Row<Measured>] = [
        // M33: yes, yes, unanswered.
        Row(["happy": "true", "easy_start": "true"], .known(100)),
        Row(["happy": "true", "renewed": "false"], .known(50)),
        Row(["value": 5], .known(80)), Row(["value": 0, "scale_min": -1, "scale_max": 1], .known(50)),
        Row(["value": 7], .absent(.noData)), Row([:], .absent(.noData)),
        Row(["value": 6, "at": "2025-12-25"], .known(100)), Row(["value": 6, "at": "2025-12-24"], .absent(.stale)),
    ]

    @Test(arguments: judgements)
    func `what the team feels, from 0 to 100`(row: Row<Measured>) {
        var company = Company()
        company.addAccount()
        company.add(.sentiment, "1", ["at": "2026-03-01", "author": "kim"].merging(row.fields) { $1 })
        #expect(company.measured(.sentiment, at: "2026-03-25") == row.expected)
    }

    @Test func `the latest judgement counts, and says how much of it was answered`() {
        var company = Company()
        company.addAccount()
        company.add(.sentiment, "2", ["at": "2026-03-02", "author": "kim", "happy": "true", "easy_start": "true"])
        company.add(.sentiment, "1", ["at": "2026-03-01", "author": "kim", "value": 1])
        #expect(company.measured(.sentiment, at: "2026-03-25") == .known(100))
        #expect(company.measured(.sentimentCoverage, at: "2026-03-25").isAbout(2.0 / 3))
    }

    /// M34: 15,000 of value for 10,000.
    @Test func `the customer's own return is 0.5, and is never made up`() {
        var company = Company()
        company.addAccount()
        company.addMeasure("customer_value", "2026-03-01", 15_000)
        #expect(company.measured(.customerROI, at: "2026-03-25") == .absent(.noData))
        company.addMeasure("customer_price", "2026-02-01", 10_000)
        #expect(company.measured(.customerROI, at: "2026-03-25") == .known(0.5))
        #expect(company.measured(.customerROI, at: "2028-03-25") == .absent(.stale))
        company.addMeasure("customer_price", "2026-03-02", 0)
        #expect(company.measured(.customerROI, at: "2026-03-25") == .absent(.emptyDenominator))
    }

    /// M36: from 50 to 60 people.
    @Test func `the customer's own growth is 0.2 over a year`() {
        var company = Company()
        company.addAccount()
        company.addMeasure("employees", "2026-03-01", 60)
        #expect(company.measured(.customerGrowth, at: "2026-03-25") == .absent(.noHistory))
        company.addMeasure("employees", "2025-03-01", 50)
        #expect(company.measured(.customerGrowth, at: "2026-03-25").isAbout(0.2))
        #expect(company.measured(.customerGrowth, at: "2027-03-25") == .absent(.stale))
    }

    @Test func `advocacy counts deeds, and remembers when somebody was asked`() {
        var company = Company()
        company.addAccount()
        for (key, kind, day) in [
            ("1", "review", "2026-01-01"), ("2", "asked", "2026-03-01"), ("3", "reference", "2024-01-01"),
        ] {
            company.add(.advocacy, key, ["kind": .text(kind), "at": .text(day)])
        }
        #expect(company.measured(.advocacyCount, at: "2026-03-25") == .known(1))
        #expect(company.measured(.daysSinceAsked, at: "2026-03-25") == .known(24))
    }

    @Test func `a champion who left is none`() {
        var company = Company()
        company.addAccount()
        company.add(.contact, "1", ["role": "champion", "left_at": "2026-03-10"])
        company.add(.contact, "2", ["is_champion": "true", "since": "2026-03-12"])
        company.add(.contact, "3", ["role": "admin"])
        #expect(company.measured(.championCount, at: "2026-03-10") == .known(1))
        #expect(company.measured(.championCount, at: "2026-03-12") == .known(0))
        #expect(company.measured(.championCount, at: "2026-03-25") == .known(1))
        #expect(company.measured(.contactCount, at: "2026-03-25") == .known(2))
    }

    /// M31: the last one that people spoke in.
    @Test func `a mail is a touch, a call is a meaningful one`() {
        var company = Company()
        company.addAccount()
        company.add(.touch, "1", ["at": "2026-03-01T09:00Z", "kind": "call"])
        company.add(.touch, "2", ["at": "2026-03-20T09:00Z", "kind": "mail"])
        #expect(company.measured(.daysSinceMeaningfulTouch, at: "2026-03-25") == .known(24))
        #expect(company.measured(.daysSinceTouch, at: "2026-03-25") == .known(5))
    }
}

extension Company {
    mutating func addMeasure(_ name: String, _ day: String, _ value: Double, slot: Int = 0) {
        add(
            .customMeasure, "\(slot)/\(name)/\(day)", slot: slot,
            ["name": .text(name), "at": .text(day), "value": .real(value)])
    }
}
