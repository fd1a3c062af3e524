import Testing

@testable import BellwetherCore

@Suite struct FirstContactResolutionTests {
    /// M28: 120 received, 100 solved, 78 with a single reply, 6 of them reopened.
    private let golden: Company = {
        var company = Company()
        company.addAccount()
        for number in 0..<120 {
            let isSolved = number < 100
            company.addTicket(
                number, solved: isSolved ? "2026-02-02T10:00Z" : nil,
                ["agent_replies": .integer(number < 78 ? 1 : 3), "reopens": number < 6 ? 1 : 0])
        }
        return company
    }()

    @Test func `the golden example is 0.72 of the solved and 0.60 of the received`() {
        #expect(golden.measured(.firstContactResolution, at: "2026-03-25") == .known(0.72))
        #expect(golden.measured(.firstContactOfReceived, at: "2026-03-25") == .known(0.6))
    }

    /// M29: 10, 20 and 60 minutes and an open one; 004 divides the solved by all and gets 22.5.
    @Test func `the golden times are a mean of 30 and a median of 20 minutes`() {
        var company = Company()
        company.addAccount()
        for (number, minutes) in [10, 20, 60].enumerated() {
            company.addTicket(number, solved: minutes == 60 ? "2026-02-01T10:00Z" : "2026-02-01T09:\(minutes)Z")
        }
        company.addTicket(9, solved: nil)
        #expect(company.measured(.resolutionMean, at: "2026-03-25") == .known(30))
        #expect(company.measured(.resolutionMedian, at: "2026-03-25") == .known(20))
        company.addTicket(10, solved: "2026-02-01T09:30Z")
        #expect(company.measured(.resolutionMedian, at: "2026-03-25") == .known(25))
    }

    static let rows: [Row<Measured>] = [
        Row(["agent_replies": 1], .known(1)), Row(["agent_replies": 0], .known(1)),
        Row(["agent_replies": 2], .known(0)),
        Row(["agent_replies": 1, "reopens": 1], .known(0)),
        Row(["agent_replies": 1, "reopened_at": "2026-02-03T10:00Z"], .known(0)),
        Row(["agent_replies": 1, "reopened_at": "2026-03-03T10:00Z"], .known(1)),
        Row(["agent_replies": 1, "opened_by_agent": "true"], .absent(.emptyDenominator)),
        Row(["agent_replies": 1, "status": "spam"], .absent(.emptyDenominator)),
        Row(["agent_replies": 1, "status": "merged"], .absent(.emptyDenominator)), Row([:], .absent(.noData)),
    ]

    @Test(arguments: rows)
    func `what counts as solved at first contact`(row: Row<Measured>) {
        var company = Company()
        company.addAccount()
        company.addTicket(1, solved: "2026-02-01T10:00Z", row.fields)
        #expect(company.measured(.firstContactResolution, at: "2026-03-25") == row.expected)
    }

    /// Systems keep the day of the last solution when a ticket is reopened.
    @Test(
        arguments: [
            ["status": "open"], ["status": "pending"], ["status": "offen", "reopened_at": "2026-02-20T10:00Z"],
        ] as [[String: FactValue]])
    func `what was reopened is open, and solved nowhere`(fields: [String: FactValue]) {
        var company = Company()
        company.addAccount()
        company.addTicket(
            1, solved: "2026-02-01T10:00Z", fields.merging(["agent_replies": 1, "priority": "urgent"]) { $1 })
        #expect(company.measured(.openTickets, at: "2026-03-25") == .known(1))
        #expect(company.measured(.openUrgentTickets, at: "2026-03-25") == .known(1))
        #expect(company.measured(.resolutionMean, at: "2026-03-25") == .absent(.emptyDenominator))
        #expect(company.measured(.firstContactResolution, at: "2026-03-25") == .absent(.emptyDenominator))
    }

    @Test func `a ticket is judged once its five days are over`() {
        var company = Company()
        company.addAccount()
        company.addTicket(1, solved: "2026-03-20T10:00Z", ["agent_replies": 1])
        #expect(company.measured(.firstContactResolution, at: "2026-03-25T10:59") == .absent(.emptyDenominator))
        #expect(company.measured(.firstContactResolution, at: "2026-03-25T11:00") == .known(1))
    }

    @Test func `groups pool tickets`() {
        let group = golden.portfolio("2026-02-01", "2026-03-01", at: "2026-03-25")
        #expect(GroupMetric.groupFCR(group) == .known(0.72))
        #expect(GroupMetric.groupTickets(group) == .known(120))
        #expect(GroupMetric.groupARTMean(group) == .known(1500))
    }

    @Test func `the most frequent topic is told by its share`() {
        var company = Company()
        company.addAccount()
        for (number, topic) in ["import", "import", "billing", "import"].enumerated() {
            company.addTicket(number, solved: nil, ["topic": .text(topic), "created_at": "2026-03-20T09:00Z"])
        }
        #expect(company.measured(.topTopicShare, at: "2026-03-25") == .known(0.75))
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(group.topics == ["import": 3, "billing": 1])
    }
}

extension Company {
    mutating func addTicket(_ number: Int, slot: Int = 0, solved: String?, _ fields: [String: FactValue] = [:]) {
        let usual: [String: FactValue] = [
            "created_at": "2026-02-01T09:00Z", "solved_at": solved.map(FactValue.text) ?? .absent,
        ]
        add(.ticket, "t\(slot)-\(number)", slot: slot, usual.merging(fields) { $1 })
    }
}
