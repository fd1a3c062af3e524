import Testing

@testable import BellwetherCore

@Suite struct EscalationTests {
    private static let steps = [
        EscalationStep(businessDays: 1, to: .backup), EscalationStep(businessDays: 3, to: .receiver("leads")),
    ]

    private static let routing = Routing(
        root: Route(receivers: ["mail"], quiet: RouteQuiet(escalation: steps)),
        receivers: [
            ReceiverProfile(
                name: "mail", kind: "email", recipients: .owner(fallback: []),
                hours: Hours.sample("mon-fri", "08:00", "18:00")),
            ReceiverProfile(name: "leads", kind: "slack"),
        ],
        people: People([
            Person(key: "kim", name: "Kim", email: "kim@example.com", backup: "max"),
            Person(key: "max", name: "Max", email: "max@example.com"),
        ]), calendar: BusinessCalendar(zone: .utc))

    /// A Friday: the next working day is Monday.
    private let friday = moment("2026-11-27T09:00Z")

    @Test func `turns to the backup and then to the team, on working days, until somebody acknowledges`() throws {
        var line = Storyline(Self.routing)
        let acme = sampleAlert("acme", openedAt: friday)
        try line.turn([acme], at: friday)
        try line.turn(at: friday + .seconds(600))
        for _ in 0..<6 { if let due = line.due, due < friday + .seconds(6 * 86_400) { try line.turn(at: due) } }
        #expect(
            line.told.map { "\($0.createdAt) \($0.receiver) \($0.recipient)" } == [
                "2026-11-27T09:10:00Z mail kim@example.com", "2026-11-30T09:20:00Z mail max@example.com",
                "2026-12-02T09:20:00Z leads all",
            ])
        #expect(line.told[1].notes == ["Kim was told and has not acknowledged it"])
        #expect(
            line.told.map(\.subject) == ["acme is At risk"]
                + Array(repeating: "Not acknowledged: acme is At risk", count: 2))
        try line.turn([], at: friday + .seconds(6 * 86_400))
        #expect(line.told.suffix(3).map(\.recipient).sorted() == ["all", "kim@example.com", "max@example.com"])
        #expect(line.memory.ledger.isEmpty)
    }

    @Test func `in a channel the escalation is the reminder`() throws {
        let people = People([
            Person(key: "kim", name: "Kim", email: "kim@example.com", backup: "max"),
            Person(key: "max", name: "Max", email: "max@example.com"),
        ])
        let timers = RouteTimers(groupWait: 600, groupInterval: 600, repeatSeconds: 86_400)
        var line = Storyline(
            Routing(
                root: Route(
                    receivers: ["chat"], timers: timers,
                    quiet: RouteQuiet(escalation: [EscalationStep(seconds: 86_400, to: .backup)])),
                receivers: [ReceiverProfile(name: "chat", kind: "slack")], people: people,
                calendar: BusinessCalendar(zone: .utc)))
        try line.turn([sampleAlert("acme")], at: monday)
        for _ in 0..<9 { if let due = line.due, due < monday + .seconds(90_000) { try line.turn(at: due) } }
        #expect(line.told.map(\.subject) == ["acme is At risk", "Not acknowledged: acme is At risk"])
    }

    @Test func `whoever stands in for several is told whose it was, and in a channel whose turn it is`() throws {
        let people = People([
            Person(key: "kim", name: "Kim", email: "kim@example.com", backup: "max"),
            Person(key: "lee", name: "Lee", email: "lee@example.com", backup: "max"),
            Person(key: "max", name: "Max", email: "max@example.com"),
        ])
        func line(_ receiver: String) -> Storyline {
            Storyline(
                Routing(
                    root: Route(
                        receivers: [receiver],
                        quiet: RouteQuiet(escalation: [EscalationStep(businessDays: 1, to: .backup)])),
                    receivers: [
                        ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: [])),
                        ReceiverProfile(name: "chat", kind: "slack"),
                    ], people: people, calendar: BusinessCalendar(zone: .utc)))
        }
        let alerts = ["kim", "lee"].map { owner in
            var story = sampleStory("of \(owner)")
            story.owner = owner
            story.ownerName = people.person(owner)?.name
            return sampleAlert("of \(owner)", owner: owner, openedAt: friday, story: story)
        }
        for (receiver, note) in [
            ("mail", "Kim was told and has not acknowledged it"), ("chat", "Max: nobody has acknowledged it"),
        ] {
            var line = line(receiver)
            try line.turn(alerts, at: friday)
            for _ in 0..<6 { if let due = line.due, due < friday + .seconds(6 * 86_400) { try line.turn(at: due) } }
            let toMax = try #require(line.told.first { $0.subject.hasPrefix("Not acknowledged: ") })
            #expect(toMax.recipient == "max@example.com")
            #expect(
                toMax.notes == [note] || toMax.notes == ["Kim, Lee were told and have not acknowledged it"],
                "\(receiver)")
        }
    }

    /// Kim's holidays are those of her region, Max's those of his; the house works on all of these days.
    @Test(arguments: [
        // Kim is off on Monday: a working day of hers after Friday ends on Tuesday.
        (["2026-11-30"], [], "2026-12-01"),
        // Max is off on Monday and Tuesday: it waits for him until Wednesday.
        ([], ["2026-11-30", "2026-12-01"], "2026-12-02"),
        // Both: hers ends on Tuesday, on which he is off.
        (["2026-11-30"], ["2026-12-01"], "2026-12-02"),
        ([], [], "2026-11-30"),
    ])
    func `counts the working days of whoever was told, and waits for one of whoever is next`(
        _ hers: [String], _ his: [String], _ day: String
    ) throws {
        let calendar = { (days: [String]) in BusinessCalendar(zone: .utc, holidays: Set(days.map(Day.on))) }
        let routing = Routing(
            root: Self.routing.root, receivers: Array(Self.routing.receivers.values),
            people: People([
                Person(key: "kim", name: "Kim", email: "kim@example.com", backup: "max", region: "DE"),
                Person(key: "max", name: "Max", email: "max@example.com", region: "ES"),
            ]), calendar: calendar([]), calendars: ["DE": calendar(hers), "ES": calendar(his)])
        var line = Storyline(routing)
        try line.turn([sampleAlert("acme", openedAt: friday)], at: friday)
        try line.turn(at: friday + .seconds(600))
        for _ in 0..<8 { if let due = line.due, due < friday + .seconds(6 * 86_400) { try line.turn(at: due) } }
        let next = try #require(line.told.first { $0.recipient == "max@example.com" })
        #expect(Zone.utc.day(of: next.createdAt) == .on(day))
    }

    private func routing(
        _ steps: [EscalationStep], backup: Person?, fallback: [String] = ["leads@example.com"]
    ) -> Routing {
        let kim = Person(key: "kim", name: "Kim", email: "kim@example.com", backup: "zoe")
        return Routing(
            root: Route(receivers: ["mail"], quiet: RouteQuiet(escalation: steps)),
            receivers: [
                ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: fallback)),
                ReceiverProfile(name: "leads", kind: "slack"),
            ], people: People([kim] + [backup].compactMap(\.self)), calendar: BusinessCalendar(zone: .utc))
    }

    @Test(arguments: [Person(key: "zoe", name: "Zoe"), nil])
    func `in the place of a backup who has no address the next one is told, or the fallback`(zoe: Person?) throws {
        for (steps, whom) in [(Self.steps, "leads all"), ([Self.steps[0]], "mail leads@example.com")] {
            var line = Storyline(routing(steps, backup: zoe))
            try line.turn([sampleAlert("acme", openedAt: friday)], at: friday)
            for _ in 0..<8 { if let due = line.due, due < friday + .seconds(6 * 86_400) { try line.turn(at: due) } }
            #expect(
                line.told.map { "\($0.createdAt) \($0.receiver) \($0.recipient)" } == [
                    "2026-11-27T09:10:00Z mail kim@example.com", "2026-11-30T09:20:00Z \(whom)",
                ])
            #expect(
                line.told.last?.notes == [
                    "Kim was told and has not acknowledged it; \(zoe?.name ?? "zoe"), who stands in, has no address in people"
                ])
        }
    }

    @Test func `stops where it is acknowledged`() throws {
        var line = Storyline(Self.routing)
        let acme = sampleAlert("acme", openedAt: friday)
        try line.turn([acme], at: friday)
        try line.turn(at: friday + .seconds(600))
        line.silence(
            Silence(
                number: 4, kind: .acknowledgement, alerts: [acme.id: Silence.Baseline(acme)], from: friday, until: nil,
                author: "kim", reason: "on it"))
        try line.turn(at: friday + .seconds(20 * 86_400))
        #expect(line.told.map(\.recipient) == ["kim@example.com"])
    }

    /// Every hour for so many days.
    private func pass(_ days: Int, of line: inout Storyline, from moment: Moment) throws {
        for hour in 1...(days * 24) { try line.turn(at: moment + .seconds(Int64(hour) * 3_600)) }
    }

    private func quieted(_ kind: Silence.Kind, until: Moment?) throws -> Storyline {
        var line = Storyline(Self.routing)
        let acme = sampleAlert("acme", openedAt: friday)
        try line.turn([acme], at: friday)
        try line.turn(at: friday + .seconds(600))
        line.silence(
            Silence(
                number: 4, kind: kind, alerts: [acme.id: Silence.Baseline(acme)], from: friday, until: until,
                author: "kim", reason: "on it"))
        return line
    }

    @Test func `after a snooze the working time counts from when its reader was reminded`() throws {
        // The night to a Saturday, a week later: told again on Monday at 8, so the backup is called in on Tuesday.
        let end = moment("2026-12-05T00:00Z")
        var line = try quieted(.snooze, until: end)
        try pass(12, of: &line, from: friday + .seconds(600))
        #expect(
            line.told.prefix(3).map { "\($0.createdAt) \($0.recipient)" } == [
                "2026-11-27T09:10:00Z kim@example.com", "2026-12-07T08:10:00Z kim@example.com",
                "2026-12-08T09:10:00Z max@example.com",
            ])
    }

    @Test func `after an acknowledgement is taken back it counts from then`() throws {
        var line = try quieted(.acknowledgement, until: nil)
        try pass(5, of: &line, from: friday + .seconds(600))
        #expect(line.told.count == 1)
        let back = moment("2026-12-02T12:00Z")
        line.lift(4)
        try line.turn(at: back)
        try pass(2, of: &line, from: back)
        let toMax = try #require(line.told.first { $0.recipient == "max@example.com" })
        #expect(toMax.createdAt >= moment("2026-12-03T12:00Z") && toMax.createdAt <= moment("2026-12-03T14:00Z"))
    }
}
