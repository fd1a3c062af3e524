import Testing

@testable import BellwetherCore

/// An account gets another owner while alerts of it are open.
@Suite struct HandingOverTests {
    private static let routing = routing(lee: "lee@example.com")

    private static func routing(lee address: String?, hours: Hours? = nil) -> Routing {
        Routing(
            root: Route(receivers: ["mail"], groupBy: .labels(["account"])),
            receivers: [
                ReceiverProfile(
                    name: "mail", kind: "email", recipients: .owner(fallback: ["leads@example.com"]), hours: hours)
            ],
            people: People([
                Person(key: "kim", name: "Kim", email: "kim@example.com", backup: "max"),
                Person(key: "lee", name: "Lee", email: address, backup: "kim"),
                Person(key: "max", name: "Max", email: "max@example.com"),
            ]), calendar: BusinessCalendar(zone: .utc))
    }

    private let accounts = ["acme", "bolt", "cobalt"]
    private let tuesday = monday + .seconds(86_400)

    private func told(_ owner: String, since line: inout Storyline, at now: Moment) throws -> [Notification] {
        let before = line.told.count
        try line.turn(accounts.map { sampleAlert($0, owner: owner) }, at: now)
        for _ in 0..<4 where line.due.map({ $0 < now + .seconds(86_400) }) == true {
            try line.turn(at: line.due ?? now)
        }
        return Array(line.told.dropFirst(before))
    }

    @Test func `the new owner gets one list, and the old one hears whose they are`() throws {
        var line = Storyline(Self.routing)
        #expect(
            try told("kim", since: &line, at: monday).map(\.recipient)
                == [String](repeating: "kim@example.com", count: 3))

        let handed = try told("max", since: &line, at: tuesday)
        let toMax = handed.filter { $0.recipient == "max@example.com" }
        #expect(toMax.map(\.said) == [["opened acme", "opened bolt", "opened cobalt"]])
        #expect(toMax.map(\.purpose) == [.handover])
        #expect(toMax.first?.subject == "Yours from now on: 3 accounts need attention · 37,200 EUR at stake")
        let toKim = handed.filter { $0.recipient == "kim@example.com" }
        // One message as well, though each was told of in one of its own.
        #expect(toKim.map(\.said) == [["closed acme", "closed bolt", "closed cobalt"]])
        #expect(toKim.first?.subject == "3 accounts handed over" && toKim.first?.threadOf == nil)
        #expect(toKim.first.map { Message($0).headline } == "3 accounts handed over")
        #expect(toKim.flatMap(\.events).allSatisfy { $0.closingReason == .handedOver })

        // Nothing more of it until it ends, and then to the new owner alone.
        #expect(try told("max", since: &line, at: tuesday + .seconds(86_400)).isEmpty)
        try line.turn([], at: tuesday + .seconds(2 * 86_400))
        try line.turn([], at: tuesday + .seconds(3 * 86_400))
        #expect(line.told.dropFirst(3 + handed.count).map(\.recipient) == ["max@example.com"])
        #expect(line.memory.ledger.isEmpty)
    }

    @Test func `what nobody was told yet goes to the new owner alone`() throws {
        var line = Storyline(Self.routing)
        try line.turn(accounts.map { sampleAlert($0, owner: "kim") }, at: monday)
        #expect(
            try told("max", since: &line, at: monday + .seconds(60)).map(\.recipient)
                == [String](repeating: "max@example.com", count: 3))
    }

    @Test func `who was told in place of an owner without an address keeps that when there is one`() throws {
        var line = Storyline(Self.routing(lee: nil))
        let stoodIn = try told("lee", since: &line, at: monday)
        #expect(stoodIn.map(\.recipient) == [String](repeating: "kim@example.com", count: 3))
        line.routing = Self.routing
        #expect(try told("lee", since: &line, at: tuesday).isEmpty)
    }

    @Test func `who was the owner hands over, even to somebody they stand in for`() throws {
        var line = Storyline(Self.routing)
        _ = try told("kim", since: &line, at: monday)
        let handed = try told("lee", since: &line, at: tuesday)
        #expect(handed.filter { $0.recipient == "lee@example.com" }.map(\.purpose) == [.handover])
        #expect(handed.filter { $0.recipient == "kim@example.com" }.flatMap(\.said).count == 3)
    }

    @Test func `one account is handed over with the same words, and goes on`() throws {
        var line = Storyline(Self.routing)
        var story = sampleStory("acme")
        story.topic = .health
        let other = { (owner: String) in sampleAlert("acme", rule: "late", owner: owner) }
        for (owner, now) in [("kim", monday), ("max", tuesday)] {
            let alerts = [sampleAlert("acme", owner: owner, story: story), other(owner)]
            try line.turn(alerts, at: now)
            try line.turn(alerts, at: now + .seconds(600))
        }
        let toMax = try #require(line.told.last { $0.recipient == "max@example.com" })
        #expect(toMax.subject.hasPrefix("Yours from now on: Acme: health 48"), "\(toMax.subject)")
        #expect(Message(toMax).headline.hasPrefix("Yours from now on: 🔴 acme"), "\(Message(toMax).headline)")
        let toKim = try #require(line.told.last { $0.recipient == "kim@example.com" })
        let closing = try #require(Message(toKim).closings.first).text
        #expect(closing.hasPrefix("Acme handed over: health 48.0; acme is At risk; open for 1 day"), "\(closing)")
    }

    @Test func `an owner who has the account back is told of it again, and of its end once`() throws {
        var line = Storyline(Self.routing)
        _ = try told("kim", since: &line, at: monday)
        _ = try told("max", since: &line, at: tuesday)
        let back = try told("kim", since: &line, at: tuesday + .seconds(86_400))
        #expect(back.filter { $0.recipient == "kim@example.com" }.map(\.purpose) == [.handover])
        #expect(back.filter { $0.recipient == "max@example.com" }.flatMap(\.said).count == 3)
        try line.turn([], at: tuesday + .seconds(3 * 86_400))
        try line.turn([], at: tuesday + .seconds(4 * 86_400))
        #expect(line.told.suffix(1).map(\.recipient) == ["kim@example.com"])
        #expect(line.memory.ledger.isEmpty)
    }

    private static let evenings: [(owners: [String], hear: Set<String>)] = [
        (["max", "kim"], []), (["max", "lee"], ["kim@example.com", "lee@example.com"]),
    ]

    /// Within one evening, outside of everybody's hours.
    @Test(arguments: evenings)
    func `who had an account for an hour hears nothing of it`(owners: [String], hear: Set<String>) throws {
        var line = Storyline(Self.routing(lee: "lee@example.com", hours: .sample("mon-fri", "08:00", "18:00")))
        _ = try told("kim", since: &line, at: monday)
        let before = line.told.count
        let evening = Zone.utc.start(of: Zone.utc.day(of: tuesday)) + .seconds(20 * 3_600)
        for (hour, owner) in owners.enumerated() {
            let alerts = accounts.map { sampleAlert($0, owner: owner) }
            try line.turn(alerts, at: evening + .seconds(Int64(hour) * 3_600))
        }
        for hour in 2..<40 { try line.turn(at: evening + .seconds(Int64(hour) * 3_600)) }
        #expect(Set(line.told.dropFirst(before).map(\.recipient)) == hear)
    }

    @Test func `what is handed over in several turns before its old owner hears of it is one message too`() throws {
        var line = Storyline(Self.routing(lee: "lee@example.com", hours: .sample("mon-fri", "08:00", "18:00")))
        _ = try told("kim", since: &line, at: monday)
        let before = line.told.count
        let evening = Zone.utc.start(of: Zone.utc.day(of: tuesday)) + .seconds(20 * 3_600)
        for hour in 0...2 {
            let alerts = accounts.enumerated().map { sampleAlert($1, owner: $0 <= hour ? "max" : "kim") }
            try line.turn(alerts, at: evening + .seconds(Int64(hour) * 3_600))
        }
        for hour in 3..<40 { try line.turn(at: evening + .seconds(Int64(hour) * 3_600)) }
        let toKim = line.told.dropFirst(before).filter { $0.recipient == "kim@example.com" }
        #expect(toKim.map(\.said) == [["closed acme", "closed bolt", "closed cobalt"]])
    }

    @Test func `who has back what they never heard was gone is reminded of it, and told its end once`() throws {
        var line = Storyline(Self.routing(lee: "lee@example.com", hours: .sample("mon-fri", "08:00", "18:00")))
        _ = try told("kim", since: &line, at: monday)
        let before = line.told.count
        let evening = Zone.utc.start(of: Zone.utc.day(of: tuesday)) + .seconds(20 * 3_600)
        for (hour, owner) in ["max", "kim"].enumerated() {
            try line.turn(
                accounts.map { sampleAlert($0, owner: owner) }, at: evening + .seconds(Int64(hour) * 3_600))
        }
        for day in 1..<14 { try line.turn(at: evening + .seconds(Int64(day) * 86_400 - 8 * 3_600)) }
        let reminders = line.told.dropFirst(before)
        #expect(!reminders.isEmpty && reminders.allSatisfy { $0.purpose == .reminder })
        #expect(Set(reminders.map(\.recipient)) == ["kim@example.com"])
        let reminded = line.told.count
        for day in 14..<17 { try line.turn([], at: evening + .seconds(Int64(day) * 86_400 - 8 * 3_600)) }
        #expect(
            line.told.dropFirst(reminded).flatMap(\.said).sorted() == ["closed acme", "closed bolt", "closed cobalt"])
        #expect(line.memory.ledger.isEmpty)
    }

    // MARK: People who change

    private static func routing(
        kim: String? = "kim@example.com", without gone: Set<String> = [], fallback: [String] = ["leads@example.com"],
        escalating: Bool = false
    ) -> Routing {
        let people = [
            Person(key: "kim", name: "Kim", email: kim, backup: "max"),
            Person(key: "lee", name: "Lee", email: "lee@example.com", backup: "kim"),
            Person(key: "max", name: "Max", email: "max@example.com"),
        ]
        let steps = escalating ? [EscalationStep(businessDays: 1, to: .backup)] : []
        return Routing(
            root: Route(receivers: ["mail"], groupBy: .labels(["account"]), quiet: RouteQuiet(escalation: steps)),
            receivers: [ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: fallback))],
            people: People(people.filter { !gone.contains($0.key) }), calendar: BusinessCalendar(zone: .utc))
    }

    private func worse(_ account: String, owner: String) -> Alert { sampleAlert(account, owner: owner, level: 1) }

    @Test func `another address of the same person takes the place of the old one, and tells nothing anew`() throws {
        var line = Storyline(Self.routing())
        _ = try told("kim", since: &line, at: monday)
        line.routing = Self.routing(kim: "berger@example.com")
        #expect(try told("kim", since: &line, at: tuesday).isEmpty)
        let before = line.told.count

        let reminded = try told("kim", since: &line, at: monday + .seconds(8 * 86_400))
        #expect(reminded.map(\.purpose) == [.reminder, .reminder, .reminder])
        try line.turn(accounts.map { worse($0, owner: "kim") }, at: monday + .seconds(9 * 86_400))
        try line.turn([], at: monday + .seconds(10 * 86_400))
        let later = line.told.dropFirst(before)
        #expect(Set(later.map(\.recipient)) == ["berger@example.com"])
        #expect(later.flatMap(\.said).filter { $0.hasPrefix("worsened") }.count == 3)
        #expect(later.flatMap(\.said).filter { $0.hasPrefix("closed") }.count == 3)
        // In the thread that began at the old address.
        let opened = line.told.prefix(3).map(\.id)
        #expect(later.allSatisfy { $0.threadOf.map(opened.contains) == true })
        #expect(line.memory.ledger.isEmpty)
    }

    @Test func `one reader by two addresses has one budget and hands over as one`() throws {
        var line = Storyline(Self.routing())
        _ = try told("kim", since: &line, at: monday)
        line.routing = Self.routing(kim: "berger@example.com")
        _ = try told("kim", since: &line, at: tuesday)
        let handed = try told("max", since: &line, at: tuesday + .seconds(86_400))
        #expect(Set(handed.map(\.recipient)) == ["berger@example.com", "max@example.com"])
        let back = try told("kim", since: &line, at: tuesday + .seconds(2 * 86_400))
        #expect(back.first { $0.recipient == "berger@example.com" }?.purpose == .handover)
        try line.turn([], at: tuesday + .seconds(3 * 86_400))
        try line.turn([], at: tuesday + .seconds(4 * 86_400))
        #expect(line.told.suffix(1).map(\.recipient) == ["berger@example.com"])
        #expect(line.memory.ledger.isEmpty)
    }

    /// Their line is taken out of `people`, or their address.
    @Test(arguments: [true, false])
    func `who is gone hears nothing more, and whoever is told now has it once`(isLineGone: Bool) throws {
        var line = Storyline(Self.routing())
        _ = try told("kim", since: &line, at: monday)
        line.routing = isLineGone ? Self.routing(without: ["kim"]) : Self.routing(kim: nil)
        let heir = isLineGone ? "leads@example.com" : "max@example.com"
        let handed = try told("kim", since: &line, at: tuesday)
        #expect(handed.map(\.recipient) == [heir])
        #expect(handed.map(\.purpose) == [.handover])
        #expect(handed.map(\.said) == [["opened acme", "opened bolt", "opened cobalt"]])
        let why =
            isLineGone
            ? "kim has no address in people; this came to the fallback"
            : "Kim has no address in people; this came to the backup"
        #expect(handed.map(\.notes) == [[why]])
        #expect(try told("kim", since: &line, at: tuesday + .seconds(86_400)).isEmpty)
        let before = line.told.count
        try line.turn(accounts.map { worse($0, owner: "kim") }, at: tuesday + .seconds(2 * 86_400))
        try line.turn([], at: tuesday + .seconds(3 * 86_400))
        #expect(line.told.dropFirst(before).map(\.recipient) == [heir, heir])
        #expect(line.memory.ledger.isEmpty)
        #expect(
            line.rows.values.filter { $0.recipient == "kim@example.com" }.map(\.closedBy) == [
                LedgerRow.nobody, LedgerRow.nobody, LedgerRow.nobody,
            ])
    }

    @Test func `who leaves as their accounts go to a colleague is told nothing, and the colleague all`() throws {
        var line = Storyline(Self.routing())
        _ = try told("kim", since: &line, at: monday)
        line.routing = Self.routing(without: ["kim"])
        let handed = try told("lee", since: &line, at: tuesday)
        #expect(handed.map(\.recipient) == ["lee@example.com"] && handed.map(\.purpose) == [.handover])
    }

    @Test func `of what ends as its reader leaves nobody hears`() throws {
        var line = Storyline(Self.routing())
        _ = try told("kim", since: &line, at: monday)
        let before = line.told.count
        line.routing = Self.routing(without: ["kim"])
        try line.turn([], at: tuesday)
        try line.turn([], at: tuesday + .seconds(86_400))
        #expect(line.told.count == before && line.memory.ledger.isEmpty && line.memory.groups.isEmpty)
    }

    @Test(arguments: ["nobody", ""])
    func `an owner who is nobody hands over to the fallback, and an owner named again has it from there`(
        owner: String
    ) throws {
        var line = Storyline(Self.routing(escalating: true))
        _ = try told("kim", since: &line, at: monday)
        for minutes in [10, 20] { try line.turn(at: tuesday + .seconds(60 * Int64(minutes))) }
        #expect(Set(line.told.map(\.recipient)) == ["kim@example.com", "max@example.com"])
        let handed = try told(owner, since: &line, at: tuesday + .seconds(86_400))
        #expect(handed.filter { $0.purpose == .handover }.map(\.recipient) == ["leads@example.com"])
        // The owner and who was called in for them both hear that it is theirs no more.
        for reader in ["kim@example.com", "max@example.com"] {
            #expect(handed.filter { $0.recipient == reader }.flatMap(\.said).count == 3, "\(reader)")
        }
        let before = line.told.count
        try line.turn(accounts.map { worse($0, owner: owner) }, at: tuesday + .seconds(2 * 86_400))
        #expect(line.told.dropFirst(before).map(\.recipient) == ["leads@example.com"])
        let again = try told("lee", since: &line, at: tuesday + .seconds(3 * 86_400))
        #expect(again.filter { $0.purpose == .handover }.map(\.recipient) == ["lee@example.com"])
        #expect(again.filter { $0.recipient == "leads@example.com" }.flatMap(\.said).count == 3)
    }

    @Test func `says of what nobody owns that nobody is named`() throws {
        var line = Storyline(Self.routing())
        func acme(_ owner: String) -> Alert { sampleAlert("acme", owner: owner) }
        try line.turn([acme("kim")], at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn([acme("")], at: tuesday)
        let toKim = try #require(line.told.last { $0.recipient == "kim@example.com" })
        #expect(Message(toKim).closings.first?.text.hasSuffix("; nobody is named as its owner now") == true)
    }

    @Test func `where nobody else would hear of it, whoever was told goes on being told`() throws {
        var line = Storyline(Self.routing(fallback: []))
        _ = try told("kim", since: &line, at: monday)
        #expect(try told("", since: &line, at: tuesday).isEmpty)
        let before = line.told.count
        try line.turn([], at: tuesday + .seconds(86_400))
        #expect(Set(line.told.dropFirst(before).map(\.recipient)) == ["kim@example.com"])
    }

    @Test func `another fallback, or an address written into a receiver, is told nothing anew`() throws {
        var line = Storyline(Self.routing())
        _ = try told("", since: &line, at: monday)
        line.routing = Self.routing(fallback: ["team@example.com"])
        #expect(try told("", since: &line, at: tuesday).isEmpty)
        try line.turn([], at: tuesday + .seconds(86_400))
        #expect(Set(line.told.map(\.recipient)) == ["leads@example.com"])
    }

    @Test func `what waits for its reader's hours goes to whoever owns it by then, though a channel was told`() throws {
        let people = People([
            Person(key: "kim", name: "Kim", email: "kim@example.com"),
            Person(key: "max", name: "Max", email: "max@example.com"),
        ])
        var line = Storyline(
            Routing(
                root: Route(receivers: ["chat", "mail"], groupBy: .labels(["account"])),
                receivers: [
                    ReceiverProfile(name: "chat", kind: "slack"),
                    ReceiverProfile(
                        name: "mail", kind: "email", recipients: .owner(fallback: []),
                        hours: .sample("mon-fri", "08:00", "18:00")),
                ], people: people, calendar: BusinessCalendar(zone: .utc)))
        let evening = monday + .seconds(11 * 3_600)
        try line.turn([sampleAlert("acme", owner: "kim", openedAt: evening)], at: evening)
        try line.turn(at: evening + .seconds(600))
        #expect(line.told.map(\.receiver) == ["chat"])
        try line.turn([sampleAlert("acme", owner: "max", openedAt: evening)], at: evening + .seconds(3_600))
        try line.turn(at: evening + .seconds(15 * 3_600))
        #expect(line.told.filter { $0.receiver == "mail" }.map(\.recipient) == ["max@example.com"])
    }
}
