import Testing

@testable import BellwetherCore

/// What goes elsewhere by now: it got worse, its labels are others, or somebody edited the routes.
@Suite struct OnwardsTests {
    private static let people = People([
        Person(key: "kim", name: "Kim", email: "kim@example.com"),
        Person(key: "lee", name: "Lee", email: "lee@example.com"),
    ])

    private static let receivers = [
        ReceiverProfile(name: "chat", kind: "slack"), ReceiverProfile(name: "team", kind: "slack"),
        ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: [])),
    ]

    private func routing(
        _ receivers: [String] = ["chat"], _ routes: [Route] = [], called profiles: [ReceiverProfile] = Self.receivers
    ) -> Routing {
        Routing.sample(
            root: Route(receivers: receivers, groupBy: .labels(["account"]), routes: routes), receivers: profiles,
            people: Self.people)
    }

    private func route(_ matcher: String, _ value: String, _ receivers: [String]) -> Route {
        Route(
            matchers: [LabelMatcher(matcher, .equals(value))], receivers: receivers,
            groupBy: .labels(["account"]))
    }

    private func hours(_ count: Int64) -> Moment { monday + .seconds(count * 3_600) }

    private func heard(_ told: [Notification]) -> [String] {
        told.map { "\($0.receiver): \($0.said.joined(separator: ", "))" }
    }

    @Test func `who is told of what is critical hears of what becomes it, once, and of its end`() throws {
        var line = Storyline(routing(["chat"], [route("severity", "critical", ["chat", "mail"])]))
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: hours(1))
        let worse = sampleAlert("acme", level: 200, labels: ["severity": "critical"])
        try line.turn([worse], at: hours(6))
        try line.turn(at: hours(7))
        #expect(heard(line.told) == ["chat: opened acme", "chat: worsened acme", "mail: opened acme"])
        try line.turn([sampleAlert("acme", level: 200)], at: hours(12))
        try line.turn([worse], at: hours(18))
        #expect(line.told.count == 3)
        try line.turn([], at: hours(24))
        #expect(heard(Array(line.told.dropFirst(3))).sorted() == ["chat: closed acme", "mail: closed acme"])
        #expect(line.memory.ledger.isEmpty && line.memory.groups.isEmpty)
    }

    @Test func `says of what only an edit of its rule raised that the rule was changed`() throws {
        var line = Storyline(routing())
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: hours(1))
        var raised = sampleAlert("acme", level: 200, labels: ["severity": "critical"])
        raised.regraded = 200
        try line.turn([raised], at: hours(6))
        let card = try #require(line.told.last.flatMap { Message($0).cards.first })
        #expect(card.title == "acme is At risk")
        #expect(card.reason == "Its rule was changed: it counts as critical now")
    }

    @Test func `what comes to another desk is opened there`() throws {
        var line = Storyline(routing(["chat"], [route("desk", "owner", ["mail"])]))
        try line.turn([sampleAlert("acme", labels: ["desk": "billing"])], at: monday)
        try line.turn(at: hours(1))
        try line.turn([sampleAlert("acme", labels: ["desk": "owner"])], at: hours(6))
        try line.turn(at: hours(7))
        #expect(heard(line.told) == ["chat: opened acme", "mail: opened acme"])
    }

    @Test func `what is in hand goes on to nobody before it gets worse than it was`() throws {
        var line = Storyline(routing(["chat"], [route("desk", "owner", ["mail"])]))
        let acme = sampleAlert("acme")
        try line.turn([acme], at: monday)
        try line.turn(at: hours(1))
        line.silence(
            Silence(
                number: 1, kind: .acknowledgement, alerts: [acme.id: Silence.Baseline(acme)], from: hours(2),
                until: nil, author: "lee", reason: "on it"))
        try line.turn([sampleAlert("acme", labels: ["desk": "owner"])], at: hours(6))
        try line.turn(at: hours(7))
        #expect(heard(line.told) == ["chat: opened acme"])
        try line.turn([sampleAlert("acme", level: 200, labels: ["desk": "owner"])], at: hours(12))
        try line.turn(at: hours(13))
        #expect(heard(line.told).contains("mail: opened acme"))
    }

    @Test func `a receiver that an edit adds hears of what is open, as one list for each who reads there`() throws {
        var line = Storyline(routing())
        let alerts = (1...5).map { sampleAlert("a\($0)") } + [sampleAlert("b1", owner: "lee")]
        try line.turn(alerts, at: monday)
        try line.turn(at: hours(1))
        #expect(line.told.count == 6)
        line.routing = routing(["chat", "mail"])
        try line.turn(at: hours(6))
        try line.turn(at: hours(12))
        let new = Array(line.told.dropFirst(6))
        #expect(new.map(\.recipient) == ["kim@example.com", "lee@example.com"])
        #expect(new.map(\.purpose) == [.openingList, .change])
        #expect(new.map(\.said.count) == [5, 1])
        try line.turn([], at: hours(18))
        #expect(line.memory.ledger.isEmpty)
    }

    @Test func `a receiver that has another name by now is told nothing anew`() throws {
        var line = Storyline(routing(["mail"]))
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: hours(1))
        let renamed = ReceiverProfile(name: "owners", kind: "email", recipients: .owner(fallback: []))
        line.routing = routing(["owners"], called: [renamed])
        try line.turn(at: hours(6))
        try line.turn(at: hours(12))
        #expect(line.told.count == 1)
    }

    @Test func `a new address among those of a receiver is told nothing anew`() throws {
        func profile(_ addresses: String...) -> [ReceiverProfile] {
            [ReceiverProfile(name: "chat", kind: "email", recipients: .addresses(addresses))]
        }
        var line = Storyline(routing(called: profile("a@example.com")))
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: hours(1))
        line.routing = routing(called: profile("a@example.com", "b@example.com"))
        try line.turn(at: hours(6))
        #expect(line.told.count == 1)
    }
}
