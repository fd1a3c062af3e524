import Testing

@testable import BellwetherCore

@Suite struct WakingTests {
    private let until = monday + .seconds(20 * 86_400 - 9 * 3_600)

    private func snooze(
        _ kind: Silence.Kind = .snooze, of alerts: [Alert], until: Moment?, by author: String = "Kim"
    ) -> Silence {
        Silence(
            number: 1, kind: kind, alerts: Dictionary(uniqueKeysWithValues: alerts.map { ($0.id, .init($0)) }),
            from: monday, until: until, author: author, reason: "")
    }

    private func worse(_ alert: Alert, by points: Double) -> Alert {
        var story = alert.story
        story.topic = .health
        story.score = story.score.map { $0 - points }
        return sampleAlert(alert.subject.account, story: story)
    }

    private func line(of alerts: [Alert], _ routing: Routing = .sample()) throws -> Storyline {
        var line = Storyline(routing)
        try line.turn(alerts, at: monday)
        try line.turn(at: monday + .seconds(600))
        return line
    }

    @Test(arguments: [
        (Silence.Kind.snooze, true, 10.0, "Kim snoozed this until 13 Dec; it got worse: 38, was 48"),
        (.snooze, false, 20.0, "Kim snoozed this; it got worse: 28, was 48"),
        (.acknowledgement, false, 12.0, "Kim acknowledged this; it got worse: 36, was 48"),
    ])
    func `says of what wakes that it was quieted, and how much worse it got`(
        kind: Silence.Kind, hasEnd: Bool, points: Double, words: String
    ) throws {
        let acme = sampleAlert("acme")
        var line = try line(of: [acme])
        line.silence(snooze(kind, of: [acme], until: hasEnd ? until : nil))
        try line.turn([worse(acme, by: points)], at: monday + .seconds(20_000))
        #expect(line.told.map(\.purpose) == [.change, .reminder])
        #expect(line.told.last.map { Message($0).cards.map(\.reason) } == [words])
    }

    @Test func `says of what became critical that it did, and not what its account's health did`() throws {
        func invoice(_ severity: String, level: Int, score: Double) -> Alert {
            var story = sampleStory("acme", score: score)
            story.topic = .invoice
            return sampleAlert("acme", level: level, labels: ["severity": severity], story: story)
        }
        let late = invoice("warning", level: 1, score: 76)
        var line = try line(of: [late])
        line.silence(snooze(.acknowledgement, of: [late], until: nil))
        try line.turn([invoice("critical", level: 2, score: 75)], at: monday + .seconds(20_000))
        #expect(line.told.last?.events.map(\.waking) == ["Kim acknowledged this; it became critical"])
    }

    @Test func `says that the time of a snooze is up`() throws {
        let acme = sampleAlert("acme")
        var line = try line(of: [acme])
        line.silence(snooze(of: [acme], until: until))
        try line.turn(at: until)
        #expect(line.told.last.map { Message($0).cards.map(\.reason) } == ["Kim snoozed this until 13 Dec"])
    }

    @Test(arguments: [
        (Hours?.none, "kim", "2026-12-12T07:00:00Z"), (nil, "", "2026-12-12T09:00:00Z"),
        (.sample("mon-fri", "07:30", "18:00"), "kim", "2026-12-12T05:30:00Z"),
    ])
    func `a day begins with the working morning where the owner is`(
        hours: Hours?, owner: String, morning: String
    ) throws {
        let east = Zone(name: "Test/East", firstOffset: 7_200)
        let routing = Routing.sample(
            receivers: [
                ReceiverProfile(name: "chat", kind: "email", recipients: .owner(fallback: []), hours: hours)
            ], people: People([Person(key: "kim", name: "Kim", email: "kim@example.com", zone: east)]))
        #expect("\(routing.morning(of: .on("2026-12-12"), for: owner))" == morning)
    }

    @Test func `tells whoever snoozed it that it was them`() throws {
        let people = People([Person(key: "kim", name: "Kim Lund", email: "kim@example.com")])
        let routing = Routing.sample(
            receivers: [ReceiverProfile(name: "chat", kind: "email", recipients: .owner(fallback: []))],
            people: people)
        for author in ["Kim Lund", "kim", "kim@example.com"] {
            let acme = sampleAlert("acme")
            var line = try line(of: [acme], routing)
            line.silence(snooze(of: [acme], until: until, by: author))
            try line.turn(at: until)
            #expect(line.told.last.map { Message($0).cards.map(\.reason) } == ["You snoozed this until 13 Dec"])
        }
    }

    @Test func `tells of what woke alone, and reminds of the rest when its time comes`() throws {
        let (acme, borealis) = (sampleAlert("acme"), sampleAlert("borealis"))
        var line = try line(of: [acme, borealis])
        line.silence(snooze(of: [acme], until: nil))
        try line.turn([worse(acme, by: 10), borealis], at: monday + .seconds(2 * 86_400))
        #expect(line.told.last?.unchanged.map(\.story.accountID) == ["acme"])
        try line.turn(at: monday + .seconds(2 * 86_400 + 60))
        #expect(line.told.count == 2)
        try line.turn(at: monday + .seconds(7 * 86_400 + 600))
        #expect(line.told.last?.unchanged.map(\.story.accountID).sorted() == ["acme", "borealis"])
        #expect(line.told.last?.unchanged.allSatisfy { $0.waking == nil } == true)
    }

    @Test func `comes with all the rest where that would be told within the day`() throws {
        let (acme, borealis) = (sampleAlert("acme"), sampleAlert("borealis"))
        var line = try line(of: [acme, borealis])
        line.silence(snooze(of: [acme], until: nil))
        try line.turn([worse(acme, by: 10), borealis], at: monday + .seconds(6 * 86_400 + 3_600))
        #expect(line.told.last?.unchanged.map(\.story.accountID).sorted() == ["acme", "borealis"])
        try line.turn(at: monday + .seconds(7 * 86_400 + 600))
        #expect(line.told.count == 2)
    }

    @Test func `is told in full beside what is new`() throws {
        let acme = sampleAlert("acme")
        var line = try line(of: [acme])
        line.silence(snooze(of: [acme], until: nil))
        try line.turn([worse(acme, by: 10), sampleAlert("borealis")], at: monday + .seconds(20_000))
        let message = line.told.last.map { Message($0) }
        #expect(message?.cards.count == 2)
        #expect(message?.unchanged == "")
        #expect(line.memory.groups.values.allSatisfy { $0.wakings == nil && $0.wokenAt == nil })
    }

    @Test func `says of what is over and begins again in one message that it is back`() throws {
        let acme = sampleAlert("acme")
        var line = try line(of: [acme])
        try line.turn([], at: monday + .seconds(3_600))
        try line.turn([sampleAlert("acme", openedAt: monday + .seconds(10_800))], at: monday + .seconds(10_800))
        try line.turn(at: monday + .seconds(20_000))
        let told = try #require(line.told.last)
        #expect(told.said == ["closed acme", "opened acme"])
        let message = Message(told)
        #expect(message.cards.map(\.reason) == ["It was over for 2 hours"] && message.closings.isEmpty)
    }

    @Test func `waits with its words while it cannot be decided`() throws {
        let (acme, borealis) = (sampleAlert("acme"), sampleAlert("borealis"))
        var line = try line(of: [acme, borealis])
        line.silence(snooze(of: [acme], until: until))
        try line.turn([sampleAlert("acme", hold: .source("product")), borealis], at: until)
        #expect(line.told.last?.unchanged.map(\.story.accountID) == ["borealis"])
        try line.turn([acme, borealis], at: until + .seconds(20_000))
        #expect(line.told.last?.unchanged.map(\.waking) == ["Kim snoozed this until 13 Dec"])
    }
}
