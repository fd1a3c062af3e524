import Documents
import Testing

@testable import BellwetherCore

@Suite struct ToldBeforeTests {
    private let tuesday = monday + .seconds(86_400)

    private func routing(digest: Bool = false) throws -> Routing {
        let plan = DigestPlan(at: try #require(TimeOfDay.parse("09:00")), isOnly: true)
        return .sample(receivers: [ReceiverProfile(name: "chat", kind: "slack", digest: digest ? plan : nil)])
    }

    /// What is sent of a turn on a state that was copied, where another daemon went on meanwhile.
    private func sent(
        by copy: inout Storyline, of alerts: [Alert], at now: Moment, knowing told: inout ToldBefore
    ) throws -> Notifications {
        try copy.turn(alerts, at: now)
        return told.sift(try #require(copy.last), at: now)
    }

    private func marks(of line: Storyline, since copy: Storyline, at now: Moment) -> ToldBefore {
        var told = ToldBefore()
        for notification in line.told.dropFirst(copy.told.count) { told.add(notification.saying, at: now) }
        return told
    }

    @Test func `tells a digest once, although the state was restored to before it`() throws {
        let acme = sampleAlert("acme")
        var line = Storyline(try routing(digest: true))
        try line.turn([acme], at: monday)
        var copy = line
        try line.turn(at: tuesday)
        #expect(line.told.map(\.purpose) == [.digest])

        var told = marks(of: line, since: copy, at: tuesday)
        let later = tuesday + .seconds(3_600)
        let again = try sent(by: &copy, of: [acme], at: later, knowing: &told)
        #expect(again.outbox.isEmpty && again.toldBefore.map(\.purpose) == [.digest])
        #expect(told.isEmpty)
        let next = try sent(by: &copy, of: [acme], at: tuesday + .seconds(86_400), knowing: &told)
        #expect(next.outbox.map(\.purpose) == [.digest])
    }

    @Test func `the next digest lists what opened and was told after the backup, as going on`() throws {
        var line = Storyline(try routing(digest: true))
        var copy = line
        let acme = sampleAlert("acme")
        try line.turn([acme], at: monday)
        for day in 1...2 { try line.turn(at: monday + .seconds(Int64(day) * 86_400)) }
        #expect(line.told.map(\.purpose) == [.digest, .digest])

        let restored = monday + .seconds(2 * 86_400 + 3_600)
        var told = marks(of: line, since: copy, at: restored)
        #expect(try sent(by: &copy, of: [acme], at: restored, knowing: &told).outbox.isEmpty)
        for day in 3...4 {
            let next = try sent(by: &copy, of: [acme], at: monday + .seconds(Int64(day) * 86_400), knowing: &told)
            #expect(next.outbox.map(\.events.count) == [0], "day \(day)")
            #expect(next.outbox.map { $0.unchanged.map(\.story.accountID) } == [["acme"]], "day \(day)")
        }
    }

    @Test func `a digest keeps what is new since`() throws {
        let (acme, borealis) = (sampleAlert("acme"), sampleAlert("borealis", openedAt: tuesday))
        var line = Storyline(try routing(digest: true))
        try line.turn([acme], at: monday)
        var copy = line
        try line.turn(at: tuesday)
        var told = marks(of: line, since: copy, at: tuesday)
        let again = try sent(by: &copy, of: [acme, borealis], at: tuesday + .seconds(60), knowing: &told)
        #expect(again.outbox.map(\.said) == [["opened borealis"]])
    }

    @Test func `tells nobody twice on one day what is to be done, and on the next what still is`() throws {
        let plan = DigestPlan(at: try #require(TimeOfDay.parse("08:00")))
        var line = Storyline(TaskStorylineTests.routing(digest: plan))
        let alerts = [TaskStorylineTests.alert()]
        try line.turn(alerts, at: monday)
        var copy = line
        try line.turn(at: tuesday)
        let due = "Acme: Call · today (task 1)"
        #expect(line.told.last?.tasksDue?.map(\.text) == [due])

        var told = marks(of: line, since: copy, at: tuesday)
        let again = try sent(by: &copy, of: alerts, at: tuesday + .seconds(3_600), knowing: &told)
        #expect(again.outbox.isEmpty && again.toldBefore.map { $0.tasksDue?.map(\.text) } == [[due]])
        let next = try sent(by: &copy, of: alerts, at: tuesday + .seconds(86_400), knowing: &told)
        #expect(
            next.outbox.map { $0.tasksDue?.map(\.text) } == [
                ["Acme: Call · overdue since Tue 24 Nov (task 1)", "Acme: Write · today (task 2)"]
            ])
    }

    @Test func `a digest keeps the tasks that have come since, and leaves out those that were told`() throws {
        let plan = DigestPlan(at: try #require(TimeOfDay.parse("08:00")))
        var line = Storyline(TaskStorylineTests.routing(digest: plan))
        let (acme, borealis) = (TaskStorylineTests.alert(), TaskStorylineTests.alert("borealis"))
        try line.turn([acme], at: monday)
        var copy = line
        try line.turn(at: tuesday)
        var told = marks(of: line, since: copy, at: tuesday)
        // The copy hears of another account, which the daemon before it did not know.
        try copy.turn([acme, borealis], at: monday + .seconds(3_600))
        let again = try sent(by: &copy, of: [acme, borealis], at: tuesday + .seconds(3_600), knowing: &told)
        #expect(again.outbox.map { $0.tasksDue?.map(\.text) } == [["Borealis: Call · today (task 3)"]])
    }

    @Test func `tells nothing twice of what opened, got worse and went on meanwhile`() throws {
        let acme = sampleAlert("acme")
        let worse = sampleAlert("acme", level: 1)
        var line = Storyline(try routing())
        let empty = line
        let steps: [(Int64, [Alert])] = [
            (0, [acme]), (600, [acme]), (20_000, [worse]), (700_000, [worse]),
        ]
        for (seconds, alerts) in steps { try line.turn(alerts, at: monday + .seconds(seconds)) }
        #expect(line.told.map(\.purpose) == [.change, .change, .reminder])

        var copy = empty
        var told = marks(of: line, since: empty, at: monday)
        for (seconds, alerts) in steps {
            let now = monday + .seconds(seconds)
            #expect(try sent(by: &copy, of: alerts, at: now, knowing: &told).outbox.isEmpty, "\(seconds)")
        }
        #expect(told.isEmpty)
        // Its end was not told.
        #expect(try sent(by: &copy, of: [], at: monday + .seconds(720_000), knowing: &told).outbox.count == 1)
        // Another episode is another story.
        let now = monday + .seconds(800_000)
        let again = sampleAlert("acme", openedAt: now)
        _ = try sent(by: &copy, of: [again], at: now, knowing: &told)
        #expect(try sent(by: &copy, of: [again], at: now + .seconds(600), knowing: &told).outbox.count == 1)
    }

    @Test func `what has begun and ended meanwhile quiets nothing that begins later`() throws {
        let acme = sampleAlert("acme")
        var line = Storyline(try routing())
        var copy = line
        for (seconds, alerts) in [(0, [acme]), (600, [acme]), (20_000, [sampleAlert("acme", level: 1)]), (90_000, [])] {
            try line.turn(alerts, at: monday + .seconds(Int64(seconds)))
        }
        #expect(line.told.count == 3)
        var told = marks(of: line, since: copy, at: monday)
        #expect(told.isEmpty)
        let now = monday + .seconds(800_000)
        let again = sampleAlert("acme", openedAt: now)
        _ = try sent(by: &copy, of: [again], at: now, knowing: &told)
        #expect(try sent(by: &copy, of: [again], at: now + .seconds(600), knowing: &told).outbox.count == 1)
    }

    @Test func `what was open, ended and has begun again meanwhile ends once more`() throws {
        let acme = sampleAlert("acme")
        var line = Storyline(try routing())
        try line.turn([acme], at: monday)
        try line.turn([acme], at: monday + .seconds(600))
        var copy = line
        let again = sampleAlert("acme", openedAt: monday + .seconds(200_000))
        let steps: [(Int64, [Alert])] = [(90_000, []), (200_000, [again]), (200_600, [again])]
        for (seconds, alerts) in steps { try line.turn(alerts, at: monday + .seconds(seconds)) }
        #expect(line.told.count == copy.told.count + 2)
        var told = marks(of: line, since: copy, at: monday)
        #expect(told.isEmpty)
        #expect(try sent(by: &copy, of: [], at: monday + .seconds(300_000), knowing: &told).outbox.count == 1)
    }

    @Test func `counts for two weeks, for one reader, and names nobody`() throws {
        let acme = sampleAlert("acme")
        var line = Storyline(try routing())
        let empty = line
        try line.turn([acme], at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.told.flatMap(\.saying.marks).allSatisfy { !$0.contains("acme") && $0.utf8.count < 16 })

        var late = marks(of: line, since: empty, at: monday - .seconds(15 * 86_400))
        #expect(late.sift(try #require(line.last), at: monday).outbox.count == 1)
        var other = Storyline(
            .sample(
                root: Route(receivers: ["other"], groupBy: .labels(["alert"])),
                receivers: [ReceiverProfile(name: "other", kind: "slack")]))
        try other.turn([acme], at: monday)
        try other.turn(at: monday + .seconds(600))
        var told = marks(of: line, since: empty, at: monday)
        #expect(told.sift(try #require(other.last), at: monday).outbox.count == 1)
    }
}
