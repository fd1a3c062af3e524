import Testing

@testable import BellwetherCore

/// What somebody has in hand, or snoozed, gets another owner.
@Suite struct HeirsTests {
    private let routing = Routing(
        root: Route(receivers: ["mail"], groupBy: .labels(["account"])),
        receivers: [ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: []))],
        people: People([
            Person(key: "kim", name: "Kim", email: "kim@example.com"),
            Person(key: "lee", name: "Lee", email: "lee@example.com"),
        ]), calendar: BusinessCalendar(zone: .utc))

    private func hours(_ count: Int64) -> Moment { monday + .seconds(count * 3_600) }

    /// Told to Kim, quieted by her, and Lee's six hours later.
    private func line(_ kind: Silence.Kind, until: Moment?) throws -> Storyline {
        var line = Storyline(routing)
        let acme = sampleAlert("acme")
        try line.turn([acme], at: monday)
        try line.turn(at: hours(1))
        line.silence(
            Silence(
                number: 1, kind: kind, matchers: kind == .silence ? ["account=\"acme\""] : [],
                alerts: kind == .silence ? [:] : [acme.id: Silence.Baseline(acme)], from: hours(2), until: until,
                author: "kim", reason: "on it"))
        try line.turn([sampleAlert("acme", owner: "lee")], at: hours(6))
        try line.turn(at: hours(7))
        return line
    }

    @Test(arguments: [
        (Silence.Kind.acknowledgement, Moment?.none, "Kim acknowledged this"),
        (.snooze, moment("2026-12-10T00:00Z"), "Kim snoozed this until 10 Dec"),
    ])
    func `the new owner is told that it is theirs, how it stands, and nothing more until it ends`(
        kind: Silence.Kind, until: Moment?, words: String
    ) throws {
        var line = try line(kind, until: until)
        let toLee = line.told.filter { $0.recipient == "lee@example.com" }
        #expect(toLee.map(\.purpose) == [.handover] && toLee.map(\.said) == [["opened acme"]])
        #expect(toLee.flatMap { Message($0).cards.map(\.reason) } == [words])
        #expect(toLee.first?.subject.hasPrefix("Yours from now on: ") == true)
        for day in 1...10 { try line.turn(at: hours(7 + Int64(day) * 24)) }
        #expect(line.told.filter { $0.recipient == "lee@example.com" }.count == 1)
        try line.turn([], at: hours(400))
        #expect(line.told.last?.recipient == "lee@example.com" && line.told.last?.said == ["closed acme"])
        #expect(line.memory.ledger.isEmpty)
    }

    @Test func `what is silenced for everybody is told to no new owner either`() throws {
        #expect(try line(.silence, until: hours(1_000)).told.filter { $0.recipient == "lee@example.com" }.isEmpty)
    }
}
