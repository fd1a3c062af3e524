import Testing

import struct Foundation.Data
import class Foundation.JSONDecoder

@testable import BellwetherCore

@Suite struct RoutingTests {
    @Test func `tells of the first alert once the group has waited`() throws {
        var line = Storyline()

        #expect(try line.turn([sampleAlert("acme")], at: monday).isEmpty)
        #expect(line.due == monday + .seconds(600))
        #expect(try line.turn(at: monday + .seconds(599)).isEmpty)
        let told = try line.turn(at: monday + .seconds(600))

        #expect(told.map(\.said) == [["opened acme"]])
        #expect(told.map(\.id) == ["chat/all/{}:{alert=\"health\"}#1/1"])
        #expect(line.due == monday + .seconds(600) + .seconds(604_800))
    }

    @Test func `tells nobody of what fired and cleared before the first message`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn([], at: monday + .seconds(300))
        try line.turn(at: monday + .seconds(3_600))

        #expect(line.told.isEmpty)
        #expect(line.rows.isEmpty)
        #expect(line.memory.groups.isEmpty)
        #expect(line.due == nil)
    }

    @Test func `says closed, then opened, of what cleared and fired again between two messages`() throws {
        var line = Storyline()
        let (first, again) = (sampleAlert("acme"), sampleAlert("acme", openedAt: monday + .seconds(3_600)))
        try line.turn([first, sampleAlert("borealis")], at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn([sampleAlert("borealis")], at: monday + .seconds(1_800))
        try line.turn([again, sampleAlert("borealis")], at: monday + .seconds(3_600))
        let told = try line.turn(at: monday + .seconds(15_000))

        #expect(told.map(\.said) == [["closed acme", "opened acme"]])
        #expect(told.first?.unchanged.map(\.story.accountID) == ["borealis"])
        #expect(Set(told.flatMap { $0.events.map(\.id) }).count == 2)
    }

    @Test func `never closes what was closed and reopened before anybody heard of it`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn([], at: monday + .seconds(60))
        try line.turn([sampleAlert("acme", openedAt: monday + .seconds(120))], at: monday + .seconds(120))
        try line.turn(at: monday + .seconds(720))

        #expect(line.told.map(\.said) == [["opened acme"]])
    }

    @Test func `closes to whoever was told, whatever the routes say by then`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: monday + .seconds(600))
        line.routing = .sample(
            root: Route(receivers: ["mail"]),
            receivers: [ReceiverProfile(name: "chat", kind: "slack"), ReceiverProfile(name: "mail", kind: "webhook")])
        try line.turn(at: monday + .seconds(900))
        try line.turn([], closing: .churned, at: monday + .seconds(20_000))

        #expect(line.told.map(\.receiver) == ["chat", "chat"])
        #expect(line.told.map(\.said) == [["opened acme"], ["closed acme"]])
        let row = try #require(line.rows.values.first)
        #expect(row.openedBy == line.told[0].id)
        #expect(row.closedBy == line.told[1].id)
        #expect(row.closingReason == .churned)
        #expect(line.memory.ledger.isEmpty)
    }

    @Test func `announces nothing again when the grouping changes`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: monday)
        try line.turn(at: monday + .seconds(600))
        line.routing = .sample(root: Route(receivers: ["chat"], groupBy: .everything))
        try line.turn(at: monday + .seconds(86_400))

        #expect(line.told.count == 1)
    }

    @Test func `hands what a removed receiver was told to the first route's, with a note`() throws {
        var line = Storyline(
            .sample(root: Route(receivers: ["old"]), receivers: [ReceiverProfile(name: "old", kind: "slack")]))
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: monday + .seconds(700))
        line.routing = .sample()
        try line.turn([sampleAlert("borealis")], closing: .ruleRemoved, at: monday + .seconds(15_600))
        try line.turn(at: monday + .seconds(16_200))

        #expect(line.told.map(\.receiver) == ["old", "chat", "chat"])
        #expect(line.told.map(\.said) == [["opened acme"], ["closed acme"], ["opened borealis"]])
        #expect(line.told[1].notes == ["receiver 'old' was removed; what it was told of ends here"])
        #expect(line.told[1].events.map(\.receiver) == ["old"])
    }

    @Test func `gives a group that begins again a name it never had`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn([], at: monday + .seconds(20_000))
        try line.turn([sampleAlert("acme", openedAt: monday + .seconds(20_001))], at: monday + .seconds(20_001))
        try line.turn(at: monday + .seconds(20_601))

        #expect(line.told.map(\.sequence) == [1, 2, 1])
        #expect(Set(line.told.map(\.id)).count == 3)
        #expect(line.told.map(\.threadOf) == [nil, line.told[0].id, nil])
    }

    @Test func `does not wait for yesterday when the clock was set back`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: monday + .seconds(600))
        let yesterday = monday - .seconds(86_400)
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: yesterday)

        #expect(line.due == yesterday + .seconds(14_400))
        try line.turn(at: yesterday + .seconds(14_400))
        #expect(line.told.map(\.said) == [["opened acme"], ["opened borealis"]])
    }
}

@Suite struct HoldingTests {
    @Test func `neither opens, closes nor repeats what is held`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme"), sampleAlert("borealis", hold: .source("crm"))], at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn(
            [sampleAlert("acme", hold: .source("crm")), sampleAlert("borealis", hold: .source("crm"))],
            at: monday + .seconds(700))
        try line.turn(at: monday + .seconds(1_000_000))

        #expect(line.told.map(\.said) == [["opened acme"]])
        #expect(line.due == nil)
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: monday + .seconds(1_000_001))
        #expect(line.told.map(\.said) == [["opened acme"], ["opened borealis"]])
    }

    @Test func `holds back an alert that came to be held while its group waited`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn([sampleAlert("acme", hold: .unknown(fields: ["health.score"]))], at: monday + .seconds(600))
        #expect(line.told.isEmpty)
        #expect(line.due == nil)

        try line.turn([sampleAlert("acme")], at: monday + .seconds(700))
        #expect(line.told.map(\.said) == [["opened acme"]])
    }

    @Test func `tells the operator once that a breaker has tripped`() throws {
        var line = Storyline(
            .sample(
                receivers: [
                    ReceiverProfile(name: "chat", kind: "slack"),
                    ReceiverProfile(name: "ops", kind: "email", recipients: .addresses(["ops@example.com"])),
                ],
                operatorReceiver: OperatorReceiver(receiver: "ops")))
        let held = [sampleAlert("acme", hold: .breaker), sampleAlert("borealis", hold: .breaker)]
        try line.turn(held, at: monday)
        try line.turn(held, at: monday + .seconds(3_600))

        #expect(line.told.map(\.purpose) == [.operational])
        #expect(line.told.map(\.recipient) == ["ops@example.com"])
        #expect(line.told.first?.words.first == "rule 'health' fires for 2 alerts at once; its messages are held")
    }

    @Test func `reminds the operator of what is held, ever more rarely, until it is let go`() throws {
        var line = Storyline()
        let held = [sampleAlert("acme", hold: .breaker), sampleAlert("borealis", hold: .edit)]
        try line.turn(held, at: monday)
        while let due = line.due, due < monday + .seconds(30 * 86_400) { try line.turn(at: due) }
        let days = line.told.map { ($0.createdAt.seconds - monday.seconds) / 86_400 }
        #expect(days == [0, 1, 3, 7, 15, 23])
        #expect(
            line.told.last?.words == [
                "messages of rule 'health' are still held: 2 alerts, the oldest for 23 days",
                "Nobody is told of them, nor reminded. If they are true, let them go: bellwether confirm health.",
                "If not, mend the export or the rule: what clears before is never told.",
            ])
        try line.turn([], at: monday + .seconds(30 * 86_400))
        #expect(line.due == nil)
    }

    @Test func `reads of earlier versions of which rules the operator was told, and reminds of them`() throws {
        let told = try JSONDecoder().decode(BreakersTold.self, from: Data("[\"health\"]".utf8))
        #expect(told.isTold("health") && told.isReminderDue(of: "health", at: monday))
    }

    @Test func `tells the operator what Bellwether says of itself, each time in a thread of its own`() throws {
        var line = Storyline()
        let words = OperatorWords(topic: "source crm", lines: ["source 'crm' is 31 h old", "2 rules are held"])
        try line.turn([], operatorWords: [words], at: monday)
        try line.turn([], operatorWords: [words], at: monday + .seconds(60))

        #expect(line.told.map(\.words) == [words.lines, words.lines])
        #expect(Set(line.told.map(\.id)).count == 2)
    }
}

@Suite struct OpeningListTests {
    @Test func `tells of everything at once, in one message, on the first start`() throws {
        var line = Storyline(.sample(root: Route(receivers: ["chat"], groupBy: .labels(["alert", "owner"]))))
        let alerts = [
            sampleAlert("acme", story: sampleStory("acme", stake: 100_000, days: 300)),
            sampleAlert("borealis", rule: "late-invoice", owner: "dana", story: sampleStory("borealis", days: 3)),
            sampleAlert("cobalt", story: sampleStory("cobalt", stake: nil, days: nil)),
        ]
        let told = try line.turn(alerts, openingLists: .everything, at: monday)

        #expect(told.map(\.purpose) == [.openingList])
        #expect(told.first?.said == ["opened borealis", "opened acme", "opened cobalt"])
    }

    @Test func `lists a new rule's alerts apart from what others bring`() throws {
        var line = Storyline()
        let alerts = [sampleAlert("acme", rule: "new"), sampleAlert("acme", rule: "old")]
        try line.turn(alerts, openingLists: .rules(["new"]), at: monday)
        try line.turn(at: monday + .seconds(600))

        #expect(line.told.map(\.purpose) == [.openingList, .change])
        #expect(line.told.map { $0.events.map(\.rule) } == [["new"], ["old"]])
    }

    @Test func `keeps the opening list for the hours, and leaves out what cleared until then`() throws {
        let hours = try #require(Hours.sample("mon-fri", "08:00", "18:00"))
        var line = Storyline(.sample(receivers: [ReceiverProfile(name: "chat", kind: "slack", hours: hours)]))
        let saturday = moment("2026-11-21T23:00Z")
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], openingLists: .everything, at: saturday)
        #expect(line.due == moment("2026-11-23T08:00Z"))
        try line.turn([sampleAlert("borealis")], at: saturday + .seconds(7_200))
        try line.turn(at: moment("2026-11-23T08:00Z"))

        #expect(line.told.map(\.said) == [["opened borealis"]])
    }
}

@Suite struct FollowUpTests {
    @Test func `says that it got worse only to those who were told, and once for each level`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn([sampleAlert("acme", level: 1)], at: monday + .seconds(600))
        try line.turn([sampleAlert("acme", level: 2)], at: monday + .seconds(700))
        try line.turn([sampleAlert("acme", level: 1)], at: monday + .seconds(800))
        try line.turn([sampleAlert("acme", level: 2)], at: monday + .seconds(15_000))
        try line.turn(at: monday + .seconds(40_000))

        #expect(line.told.map(\.said) == [["opened acme"], ["worsened acme"]])
        #expect(line.rows.values.map(\.levelTold) == [2])
    }

    @Test func `says no recovery while another group tells of the same account and the same`() throws {
        var (fallen, low) = (sampleStory("acme"), sampleStory("acme", score: 60))
        (fallen.topic, low.topic, fallen.bandColour) = (.health, .health, "yellow")
        low.bandColour = "yellow"
        for (topic, words) in [(Story.Topic.health, "Acme improved: "), (.renewal, "✅ Acme recovered: ")] {
            low.topic = topic
            var line = Storyline()
            let going = sampleAlert("acme", rule: "dropped", story: low)
            try line.turn([sampleAlert("acme", story: fallen)], at: monday)
            try line.turn(at: monday + .seconds(600))
            try line.turn([sampleAlert("acme", story: fallen), going], at: monday + .seconds(1_000))
            try line.turn(at: monday + .seconds(1_600))
            #expect(line.told.map(\.said) == [["opened acme"], ["opened acme"]])
            var better = fallen
            better.score = 60
            try line.turn([sampleAlert("acme", story: better), going], at: monday + .seconds(1_700))
            let told = try line.turn([going], at: monday + .seconds(20_000))
            #expect(told.flatMap(\.said) == ["closed acme"])
            let headlines = told.map { Message($0).headline }
            #expect(headlines.map { $0.hasPrefix(words) } == [true], "\(headlines)")
        }
    }

    @Test func `says that a date came nearer to whoever was told of all else`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: monday + .seconds(600))
        for (level, from, isNearer) in [(100, 0, true), (201, 101, nil)] as [(Int, Int, Bool?)] {
            var risen = sampleAlert("acme", level: level)
            risen.nearing = Nearing(from: from, to: level)
            let told = try line.turn([risen], at: monday + .seconds(Int64(level) * 1_000))
            #expect(told.flatMap(\.said) == ["worsened acme"])
            #expect(told.flatMap(\.events).map(\.isNearer) == [isNearer])
        }
    }

    @Test func `reminds of what was told and still fires, and of nothing else`() throws {
        var line = Storyline()
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn([sampleAlert("acme")], at: monday + .seconds(20_000))
        let reminder = try #require(line.due)
        let told = try line.turn(at: reminder)

        #expect(line.due == monday + .seconds(20_000 + 2 * 604_800))
        #expect(told.map(\.purpose) == [.reminder])
        #expect(told.first?.events.isEmpty == true)
        #expect(told.first?.unchanged.map(\.story.accountID) == ["acme"])
    }

    @Test func `counts business days for reminders, over the weekend and a holiday`() throws {
        let timers = RouteTimers(groupWait: 0, groupInterval: 60, repeatSeconds: 0, repeatBusinessDays: 3)
        let holiday = try #require(Day("2026-11-30"))
        var line = Storyline(
            Routing(
                root: Route(receivers: ["chat"], timers: timers),
                receivers: [ReceiverProfile(name: "chat", kind: "slack")],
                calendar: BusinessCalendar(zone: .utc, holidays: [holiday])))
        let thursday = moment("2026-11-26T15:00Z")
        try line.turn([sampleAlert("acme")], at: thursday)

        // Friday, Tuesday, Wednesday.
        #expect(line.due == moment("2026-12-02T15:00Z"))
    }

    @Test func `keeps quiet outside the hours and looks again when they begin`() throws {
        let hours = try #require(Hours.sample("mon-fri", "08:00", "18:00"))
        var line = Storyline(.sample(receivers: [ReceiverProfile(name: "chat", kind: "slack", hours: hours)]))
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: monday)
        try line.turn(at: monday + .seconds(600))
        let night = moment("2026-11-23T19:00Z")
        let cobalt = sampleAlert("cobalt", openedAt: night)
        try line.turn([sampleAlert("acme"), cobalt], at: night)
        #expect(line.last?.decisions.values.first == .keepQuiet(.outsideHours(until: moment("2026-11-24T08:00Z"))))
        try line.turn([sampleAlert("acme")], at: night + .seconds(3_600))
        try line.turn(at: moment("2026-11-24T08:00Z"))

        #expect(line.told.map(\.said) == [["opened acme", "opened borealis"], ["closed borealis"]])
    }
}

@Suite struct RecipientTests {
    let people = People([
        Person(key: "kim", name: "Kim Lee", email: "kim@example.com", slackID: "U07KIM"),
        Person(key: "dana", name: "Dana Ruiz", backup: "kim"),
        Person(key: "lou", name: "Lou"),
    ])

    private func routing(fallback: [String] = ["leads@example.com"]) -> Routing {
        .sample(
            root: Route(receivers: ["owner"], groupBy: .labels([])),
            receivers: [ReceiverProfile(name: "owner", kind: "email", recipients: .owner(fallback: fallback))],
            people: people)
    }

    @Test func `writes to each owner by themselves, whatever the grouping`() throws {
        var line = Storyline(routing())
        try line.turn(
            [sampleAlert("a"), sampleAlert("b"), sampleAlert("c", owner: "lou"), sampleAlert("d", owner: "max")],
            at: monday)
        try line.turn(at: monday + .seconds(600))

        #expect(Set(line.told.map(\.recipient)) == ["kim@example.com", "leads@example.com"])
        #expect(Set(line.told.map(\.groupLabels)) == [["owner": "kim"], ["owner": "lou"], ["owner": "max"]])
    }

    @Test(arguments: [
        ("kim", ["kim@example.com"], [String]()),
        ("Kim Lee", ["kim@example.com"], []),
        ("KIM@example.com", ["kim@example.com"], []),
        ("dana", ["kim@example.com"], ["Dana Ruiz has no address in people; this came to the backup"]),
        ("lou", ["leads@example.com"], ["Lou has no address in people; this came to the fallback"]),
        ("max", ["leads@example.com"], ["max has no address in people; this came to the fallback"]),
        ("", ["leads@example.com"], ["the account has no owner; this came to the fallback"]),
    ])
    func `finds the owner's address, or says why it is another's`(owner: String, addresses: [String], notes: [String]) {
        let recipients = people.recipients(ofOwner: owner, fallback: ["leads@example.com"])
        #expect(recipients.map(\.address) == addresses)
        #expect(recipients.compactMap(\.note) == notes)
    }

    @Test func `says of an alert that it reaches nobody`() throws {
        var line = Storyline(routing(fallback: []))
        try line.turn([sampleAlert("a", owner: "lou")], at: monday)

        #expect(line.last?.unreached.map(\.receiver) == ["owner"])
        #expect(line.memory.groups.isEmpty)
    }

    @Test func `tells a recipient once, although two routes lead there`() throws {
        var line = Storyline(
            .sample(
                root: Route(
                    receivers: ["chat"],
                    routes: [
                        Route(
                            matchers: [LabelMatcher("severity", .equals("warning"))], receivers: ["chat"], goesOn: true),
                        Route(receivers: ["chat"]),
                    ])))
        try line.turn([sampleAlert("acme")], at: monday)
        try line.turn(at: monday + .seconds(600))

        #expect(line.told.count == 1)
        #expect(line.rows.count == 1)
    }

    @Test func `calls owners by their chat id where there is one`() throws {
        var line = Storyline(.sample(people: people))
        var story = sampleStory("acme")
        story.owner = "kim"
        try line.turn([sampleAlert("acme", story: story)], at: monday)
        try line.turn(at: monday + .seconds(600))

        #expect(line.told.map(\.mentions) == [["kim": "U07KIM"]])
    }
}
