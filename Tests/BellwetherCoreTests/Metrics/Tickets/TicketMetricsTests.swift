import Testing

@testable import BellwetherCore

@Suite struct TicketMetricsTests {
    /// M30: 12 tickets, 48 users.
    @Test func `the golden example is 2.5 per ten users`() {
        var company = Company()
        company.addAccount()
        for number in 0..<12 { company.add(.ticket, "t\(number)", ["created_at": "2026-03-10T08:00Z"]) }
        company.addSeatDay("2026-03-10", active: 48)
        #expect(company.measured(.ticketCount, at: "2026-03-25") == .known(12))
        #expect(company.measured(.ticketsPerTenUsers, at: "2026-03-25") == .known(2.5))
    }

    @Test func `no users are nothing to divide by`() {
        var company = Company()
        company.addAccount()
        company.deliver(.ticket, .seatDay)
        #expect(company.measured(.ticketsPerTenUsers, at: "2026-03-25") == .absent(.emptyDenominator))
    }

    static let rows: [Row<Double>] = [
        Row(["priority": "urgent"], 1), Row(["priority": "Urgent"], 1), Row(["priority": "high"], 0), Row([:], 0),
        Row(["priority": "urgent", "solved_at": "2026-03-24T23:00Z"], 1),
        Row(["priority": "urgent", "solved_at": "2026-03-24T22:59Z"], 0),
        Row(["priority": "urgent", "status": "solved"], 0), Row(["priority": "urgent", "status": "spam"], 0),
        Row(["priority": "urgent", "created_at": "2026-03-24T23:00Z"], 0),
    ]

    @Test(arguments: rows)
    func `an open urgent one at the start of 25 March, which is 23 o'clock in UTC`(row: Row<Double>) {
        var company = Company()
        company.addAccount()
        company.add(.ticket, "t", ["created_at": "2026-03-10T08:00Z"].merging(row.fields) { $1 })
        #expect(company.measured(.openUrgentTickets, at: "2026-03-25") == .known(row.expected))
    }

    @Test func `no tickets are none, if somebody counts them`() {
        var company = Company()
        company.addAccount()
        #expect(company.measured(.openTickets, at: "2026-03-25") == .absent(.noData))
        company.deliver(.ticket)
        #expect(company.measured(.openTickets, at: "2026-03-25") == .known(0))
    }

    @Test func `the reopen rate is over tickets solved in 90 days`() {
        var company = Company()
        company.addAccount()
        #expect(company.measured(.reopenRate, at: "2026-03-25") == .absent(.noData))
        company.deliver(.ticket)
        #expect(company.measured(.reopenRate, at: "2026-03-25") == .absent(.emptyDenominator))
        for (key, solved, reopens) in [("1", "2026-03-01", 1), ("2", "2025-12-26", 0), ("3", "2025-12-24", 2)] {
            company.add(
                .ticket, key,
                [
                    "created_at": "2025-12-01T08:00Z", "solved_at": .text("\(solved)T08:00Z"),
                    "reopens": .integer(Int64(reopens)),
                ])
        }
        #expect(company.measured(.reopenRate, at: "2026-03-25") == .known(0.5))
    }

    /// Of five solved: how often each was reopened, when, or neither.
    static let reopenings: [Row<Measured>] = [
        Row(["1": 1, "2": 0, "3": 0], .known(1.0 / 3)),
        Row(["1": "2026-03-02T08:00Z"], .known(0.2)),
        Row(["1": "2026-03-02T08:00Z", "2": "2026-03-03T08:00Z"], .known(0.4)),
        Row(["1": 1, "2": 0, "3": "2026-03-02T08:00Z"], .known(0.4)),
        Row(["1": 0], .known(0)),
        Row([:], .absent(.noData)),
    ]

    @Test(arguments: reopenings)
    func `the reopen rate is over tickets that tell, by a count or by a date`(row: Row<Measured>) {
        var company = Company()
        company.addAccount()
        for key in ["1", "2", "3", "4", "5"] {
            var fields: [String: FactValue] = ["created_at": "2026-02-01T08:00Z", "solved_at": "2026-03-01T08:00Z"]
            switch row.fields[key] {
            case .integer(let count): fields["reopens"] = .integer(count)
            case .text(let date): fields["reopened_at"] = .text(date)
            case .absent, .real, nil: break
            }
            company.add(.ticket, key, fields)
        }
        #expect(company.measured(.reopenRate, at: "2026-03-25") == row.expected)
    }
}
