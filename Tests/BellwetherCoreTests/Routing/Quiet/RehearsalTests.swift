import Documents
import Testing

@testable import BellwetherCore

@Suite struct RehearsalTests {
    private static let receivers = [
        ReceiverProfile(name: "chat", kind: "slack"), ReceiverProfile(name: "sandbox", kind: "slack"),
        ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: ["leads@example.com"])),
    ]

    private func routing(rehearsing: Bool) -> Routing {
        Routing(
            root: Route(receivers: ["chat", "mail"]), receivers: Self.receivers,
            people: People([Person(key: "kim", name: "Kim", email: "kim@example.com")]),
            calendar: BusinessCalendar(zone: .utc), quiet: Quiet(rehearsal: rehearsing ? "sandbox" : nil))
    }

    @Test func `sends everything to one place, and says where it would go`() throws {
        var line = Storyline(routing(rehearsing: true))
        let words = OperatorWords(topic: "source crm", lines: ["Source crm is stale"])
        try line.turn([sampleAlert("acme")], operatorWords: [words], at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn([], at: monday + .seconds(20_000))

        #expect(Set(line.told.map(\.receiver)) == ["sandbox"])
        #expect(Set(line.told.map(\.recipient)) == ["all"])
        #expect(
            line.told.map(\.wouldGoTo) == [
                "chat", "chat", "Kim <kim@example.com> by mail", "chat", "Kim <kim@example.com> by mail",
            ])
        #expect(line.told.map(\.said) == [[], ["opened acme"], ["opened acme"], ["closed acme"], ["closed acme"]])
        #expect(Message(line.told[2]).plainText.hasPrefix("Rehearsal: would go to Kim <kim@example.com> by mail\n\n"))
        #expect(line.memory.ledger.isEmpty && line.memory.groups.isEmpty)
    }

    @Test func `has the dates that come near, for whom nothing fires too, and they are news after it again`() throws {
        func routing(rehearsing: Bool) throws -> Routing {
            let digest = DigestPlan(at: try #require(TimeOfDay.parse("09:00")))
            return Routing(
                root: Route(receivers: ["mail"]),
                receivers: [
                    ReceiverProfile(name: "sandbox", kind: "slack"),
                    ReceiverProfile(
                        name: "mail", kind: "email", recipients: .owner(fallback: ["leads@example.com"]), digest: digest
                    ),
                    ReceiverProfile(name: "chat", kind: "slack", digest: digest),
                ],
                people: People([Person(key: "kim", name: "Kim", email: "kim@example.com")]),
                calendar: BusinessCalendar(zone: .utc), quiet: Quiet(rehearsal: rehearsing ? "sandbox" : nil))
        }
        var line = Storyline(try routing(rehearsing: true))
        line.comingDates = [
            ComingDate(
                accountID: "a9", accountName: "Acme GmbH", owner: "kim", day: try #require(Day("2026-12-03")),
                verb: "notice by", amountMinor: 1_200_000, currency: "EUR")
        ]
        try line.turn([], at: monday)
        let tuesday = try line.turn(at: #require(Moment("2026-11-24T09:00:00Z")))
        #expect(tuesday.map(\.receiver) == ["sandbox", "sandbox"])
        #expect(tuesday.map(\.wouldGoTo) == ["chat", "Kim <kim@example.com> by mail"])
        #expect(tuesday.allSatisfy { $0.words == ["Acme GmbH: 12,000 EUR notice by 3 Dec (9 days)"] })
        #expect(
            tuesday.map { Message($0).plainText.prefix(29) } == [
                "Rehearsal: would go to chat\n\n", "Rehearsal: would go to Kim <k",
            ])
        line.routing = try routing(rehearsing: false)
        try line.turn(at: #require(Moment("2026-11-24T10:00:00Z")))
        let after = try line.turn(at: #require(Moment("2026-11-25T09:00:00Z")))
        #expect(after.map(\.receiver) == ["chat", "mail"] && after.allSatisfy { $0.wouldGoTo == nil })
        #expect(after.allSatisfy { $0.words == ["Acme GmbH: 12,000 EUR notice by 3 Dec (8 days)"] })
    }

    @Test func `has nowhere to turn but the one place`() {
        #expect(routing(rehearsing: true).fallback(for: "sandbox") == nil)
        #expect(routing(rehearsing: false).fallback(for: "sandbox") == "chat")
    }

    @Test func `tells the real readers once it is over, in one list each, and its own place no more`() throws {
        var line = Storyline(routing(rehearsing: true))
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: monday)
        try line.turn(at: monday + .seconds(600))
        line.routing = routing(rehearsing: false)
        let over = try line.turn(at: monday + .seconds(90_000))
        #expect(over.map(\.receiver) == ["chat", "mail"])
        #expect(over.map(\.purpose) == [.openingList, .openingList])
        #expect(over.allSatisfy { $0.said == ["opened acme", "opened borealis"] && $0.wouldGoTo == nil })

        let closed = try line.turn([], at: monday + .seconds(190_000))
        #expect(closed.map(\.receiver).sorted() == ["chat", "mail"])
        #expect(line.rows.values.filter { $0.receiver == "sandbox" }.allSatisfy { $0.closedBy == LedgerRow.nobody })
        #expect(line.memory.ledger.isEmpty)
        let opened = line.told.flatMap(\.events).filter { $0.kind == .opened }.map(\.id)
        #expect(Set(opened).count == opened.count)
    }

    @Test func `keeps what real readers were told before for the time after it`() throws {
        var line = Storyline(routing(rehearsing: false))
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: monday + .seconds(600))
        line.routing = routing(rehearsing: true)
        try line.turn([], at: monday + .seconds(50_000))
        #expect(line.told.count == 2)
        #expect(line.last?.decisions.values.allSatisfy { $0 == .keepQuiet(.rehearsal) } == true)
        line.routing = routing(rehearsing: false)
        try line.turn(at: monday + .seconds(90_000))
        #expect(line.told.map(\.said) == [["opened acme"], ["opened acme"], ["closed acme"], ["closed acme"]])
    }

    @Test func `takes nothing of the messages that people may get in a day`() throws {
        func routing(rehearsing: Bool) -> Routing {
            Routing(
                root: Route(receivers: ["mail"], groupBy: .labels(["account"])), receivers: Self.receivers,
                people: People([Person(key: "kim", name: "Kim", email: "kim@example.com")]),
                calendar: BusinessCalendar(zone: .utc),
                quiet: Quiet(rehearsal: rehearsing ? "sandbox" : nil, dailyBudget: 2))
        }
        var line = Storyline(routing(rehearsing: true))
        let two = [sampleAlert("a1"), sampleAlert("a2")]
        try line.turn(two, at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn([], at: monday + .seconds(3_600))
        #expect(line.told.map(\.said) == [["opened a1"], ["opened a2"]])
        line.routing = routing(rehearsing: false)
        try line.turn([sampleAlert("b1", openedAt: monday + .seconds(7_200))], at: monday + .seconds(7_200))
        try line.turn(at: monday + .seconds(8_000))
        #expect(line.told.last?.recipient == "kim@example.com" && line.told.last?.said == ["opened b1"])
        #expect(line.memory.attention["mail/kim@example.com"]?.messages == 1)
        #expect(line.memory.attention.count == 1)
    }
}
