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

    @Test func `another address, or nobody, is no other owner`() throws {
        for owner in ["nobody", ""] {
            var line = Storyline(Self.routing)
            _ = try told("kim", since: &line, at: monday)
            #expect(try told(owner, since: &line, at: tuesday).isEmpty)
        }
    }
}
