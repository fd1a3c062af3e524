import Documents
import Testing

@testable import BellwetherCore

@Suite struct DigestTests {
    private static let people = People([
        Person(key: "kim", name: "Kim", email: "kim@example.com"),
        Person(key: "max", name: "Max", email: "max@example.com", zone: Zone(name: "Test/East", firstOffset: 7_200)),
    ])

    private func routing(digest: String? = nil, only: Bool = false, budget: Int? = nil, holidays: Set<Day> = []) throws
        -> Routing
    {
        let plan = try digest.map { DigestPlan(at: try #require(TimeOfDay.parse($0)), isOnly: only) }
        return Routing(
            root: Route(receivers: ["mail"], groupBy: .everything),
            receivers: [
                ReceiverProfile(
                    name: "mail", kind: "email", recipients: .owner(fallback: ["leads@example.com"]), digest: plan)
            ], people: Self.people, calendar: BusinessCalendar(zone: .utc, holidays: holidays),
            quiet: Quiet(dailyBudget: budget))
    }

    private func many(_ count: Int, owner: String = "kim") -> [Alert] {
        (1...count).map { number in
            sampleAlert(
                "a\(number)", owner: owner, story: sampleStory("a\(number)", stake: Int64(number) * 100_000))
        }
    }

    @Test func `tells the heaviest within the budget, and the rest as one message on the next working morning`() throws
    {
        var line = Storyline(try routing(budget: 3))
        try line.turn(many(10), at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.told.flatMap(\.said).sorted() == ["opened a10", "opened a8", "opened a9"])
        #expect(line.due == moment("2026-11-24T09:00Z"))
        try line.turn(at: moment("2026-11-24T08:59Z"))
        #expect(line.told.count == 3)
        let digest = try #require(try line.turn(at: moment("2026-11-24T09:00Z")).first)
        #expect(digest.purpose == .digest)
        #expect(digest.said == (1...7).reversed().map { "opened a\($0)" })
        #expect(digest.subject == "Your accounts on Tue 24 Nov: 7 accounts new")
        #expect(line.rows.count == 10)
        #expect(line.rows.values.filter { $0.openedBy == digest.id }.count == 7)
    }

    @Test func `waits over the weekend and over holidays`() throws {
        let friday = moment("2026-11-27T09:00Z")
        var line = Storyline(try routing(budget: 1, holidays: [try #require(Day("2026-11-30"))]))
        try line.turn(many(3), at: friday)
        try line.turn(at: friday + .seconds(600))
        #expect(line.due == moment("2026-12-01T09:00Z"))
    }

    @Test func `counts each person's own day`() throws {
        var line = Storyline(try routing(budget: 2))
        try line.turn(many(3) + [sampleAlert("b1", owner: "max")], at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.told.map(\.recipient).sorted() == ["kim@example.com", "kim@example.com", "max@example.com"])
        // The next day has a budget of its own; what waits for the digest goes on waiting.
        let tuesday = moment("2026-11-24T07:00Z")
        try line.turn(many(3) + [sampleAlert("c1", openedAt: tuesday)], at: tuesday)
        let told = try line.turn(at: tuesday + .seconds(600))
        #expect(told.map(\.said) == [["opened c1"]])
    }

    private func critical(_ account: String, at moment: Moment) -> Alert {
        sampleAlert(account, openedAt: moment, level: 1, labels: ["severity": "critical"])
    }

    @Test func `what only ends takes nothing of what an opening needs, and waits where the day is full`() throws {
        var line = Storyline(try routing(budget: 3))
        let two = many(2)
        try line.turn(two, at: monday)
        try line.turn(at: monday + .seconds(600))
        let noon = monday + .seconds(3 * 3_600)
        try line.turn([two[0]], at: noon)
        try line.turn(at: noon + .seconds(4 * 3_600))
        let new = sampleAlert("b1", openedAt: noon + .seconds(4 * 3_600))
        try line.turn([two[0], new], at: new.openedAt)
        try line.turn(at: new.openedAt + .seconds(600))
        #expect(line.told.flatMap(\.said) == ["opened a1", "opened a2", "closed a2", "opened b1"])
        // Three openings: that a1 is over is for tomorrow.
        try line.turn([new], at: new.openedAt + .seconds(3 * 3_600))
        try line.turn(at: new.openedAt + .seconds(5 * 3_600))
        #expect(line.told.count == 4)
        let digest = try line.turn(at: moment("2026-11-24T09:00Z"))
        #expect(digest.map(\.purpose) == [.digest] && digest.flatMap(\.said) == ["closed a1"])
    }

    @Test func `nothing critical waits for another day`() throws {
        var line = Storyline(try routing(budget: 2))
        try line.turn(many(2), at: monday)
        try line.turn(at: monday + .seconds(600))
        let noon = monday + .seconds(3 * 3_600)
        let late = [sampleAlert("b1", openedAt: noon), critical("b2", at: noon), critical("b3", at: noon)]
        try line.turn(many(2) + late, at: noon)
        let told = try line.turn(at: noon + .seconds(600))
        #expect(told.flatMap(\.said).sorted() == ["opened b2", "opened b3"])
        // What waits for the digest and becomes critical does not wait on.
        let worse = [critical("b1", at: noon)] + late.dropFirst()
        try line.turn(many(2) + worse, at: noon + .seconds(3_600))
        #expect(line.told.dropFirst(4).flatMap(\.said) == ["opened b1"])
    }

    @Test func `whoever wants everything in their digest gets what is critical there, too`() throws {
        var line = Storyline(try routing(digest: "08:30", only: true, budget: 2))
        try line.turn([critical("b1", at: monday)], at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.told.isEmpty)
    }

    @Test func `gives a channel no budget`() throws {
        var line = Storyline(
            Routing(
                root: Route(receivers: ["chat"], groupBy: .everything),
                receivers: [ReceiverProfile(name: "chat", kind: "slack")], calendar: BusinessCalendar(zone: .utc),
                quiet: Quiet(dailyBudget: 2)))
        try line.turn(many(5), at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.told.count == 5)
    }

    @Test func `lists new, worse, still open and closed, each account once, at the reader's own time`() throws {
        var line = Storyline(try routing(digest: "08:30", only: true))
        let old = many(3, owner: "max")
        try line.turn(old, at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.due == moment("2026-11-24T06:30Z"))
        let first = try line.turn(at: moment("2026-11-24T06:30Z"))
        #expect(first.map(\.said) == [["opened a3", "opened a2", "opened a1"]])

        let worse = sampleAlert("a2", owner: "max", level: 3, story: sampleStory("a2", stake: 200_000))
        let new = sampleAlert("b1", owner: "max", openedAt: moment("2026-11-24T10:00Z"))
        try line.turn([old[2], worse, new], at: moment("2026-11-24T10:00Z"))
        #expect(line.told.count == 1)
        let second = try #require(try line.turn(at: moment("2026-11-25T06:30Z")).first)
        #expect(second.said == ["opened b1", "worsened a2", "closed a1"])
        #expect(second.unchanged.map(\.story.accountID) == ["a3"])
        #expect(
            Message(second).plainText == """
                Your accounts today: 1 account new, 1 worse, 1 still open, 1 closed · 17,400 EUR at stake

                NEW

                🔴 b1 is At risk
                12,400 EUR

                WORSE

                🔴 a2 is At risk
                2,000 EUR

                STILL OPEN

                🔴 a3 is At risk
                3,000 EUR · open for 1 day

                CLOSED

                A1, over now: a1 is At risk; open for 1 day; still: At risk

                """)
    }

    @Test func `is not sent where it is empty`() throws {
        var line = Storyline(try routing(digest: "08:30"))
        try line.turn(many(1), at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.told.map(\.purpose) == [.change])
        try line.turn([], at: monday + .seconds(20_000))
        #expect(line.told.map(\.purpose) == [.change, .change])
        try line.turn(at: moment("2026-11-24T08:30Z"))
        #expect(line.told.count == 2)
        #expect(line.due == nil)
    }

    @Test func `repeats nothing that was told the same day`() throws {
        var line = Storyline(try routing(digest: "18:00"))
        try line.turn(many(1), at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn(at: moment("2026-11-23T18:00Z"))
        #expect(line.told.map(\.purpose) == [.change])
        let next = try line.turn(at: moment("2026-11-24T18:00Z"))
        #expect(next.map(\.purpose) == [.digest])
        #expect(next.flatMap(\.unchanged).map(\.story.accountID) == ["a1"])
    }

    @Test func `says which dates of one's own accounts come near, when they are news`() throws {
        var line = Storyline(try routing(digest: "08:30"))
        let dates = [
            ComingDate(
                accountID: "a9", accountName: "Acme GmbH", owner: "kim", day: try #require(Day("2026-12-01")),
                verb: "renews", amountMinor: 1_240_000, currency: "EUR"),
            ComingDate(
                accountID: "b9", accountName: "Borealis", owner: "max", day: try #require(Day("2026-12-01")),
                verb: "renews", amountMinor: nil, currency: "EUR"),
        ]
        let link = Story.Link(label: "CRM", url: "https://crm.example.com/a9")
        line.comingDates = dates.map { date in
            var linked = date
            linked.link = date.accountID == "a9" ? link : nil
            return linked
        }
        try line.turn(many(1), at: monday)
        try line.turn(at: monday + .seconds(600))
        let tuesday = try line.turn(at: moment("2026-11-24T08:30Z"))
        // Nothing fires for Max; his dates come all the same.
        #expect(tuesday.map(\.recipient) == ["kim@example.com", "max@example.com"])
        #expect(
            tuesday.map(\.words) == [
                ["Acme GmbH: 12,400 EUR renews 1 Dec (7 days)"], ["Borealis: renews 1 Dec (7 days)"],
            ])
        let coming = try #require(tuesday.first.map(Message.init)?.sections.first { $0.title == "Coming up" })
        #expect(coming.words.map(\.links) == [[link]])
        let wednesday = try line.turn(at: moment("2026-11-25T08:30Z"))
        #expect(wednesday.map(\.words) == [[]])
    }

    @Test func `names a date once, and none that was said the same day`() throws {
        var line = Storyline(try routing(digest: "17:00"))
        let dates = try (1...2).map { number in
            ComingDate(
                accountID: "a\(number)", accountName: "A\(number)", owner: "kim",
                day: try #require(Day("2026-12-04")), verb: "auto-renews unless notice is given by", amountMinor: nil,
                currency: "EUR")
        }
        line.comingDates = dates
        let alerts = many(3).map { alert in
            var deciding = alert
            deciding.story.title = alert.subject.account == "a1" ? "A1: decide by 4 Dec" : "A2 is At risk"
            return deciding
        }
        try line.turn(alerts, at: monday)
        try line.turn(at: monday + .seconds(600))
        let today = try line.turn(at: moment("2026-11-23T17:00Z"))
        #expect(today.map(\.words) == [["A2: auto-renews unless notice is given by 4 Dec (11 days)"]])
        #expect(line.memory.attention.values.compactMap(\.dates) == [["a1 2026-12-04"]])
        let week = try line.turn(at: moment("2026-11-27T17:00Z"))
        #expect(week.map(\.words) == [["A2: auto-renews unless notice is given by 4 Dec (7 days)"]])
        #expect(week.flatMap(\.unchanged).map(\.story.accountID).sorted() == ["a1", "a2", "a3"])
    }

    @Test func `dates alone are told once each time they come nearer, over a weekend too`() throws {
        var line = Storyline(try routing(digest: "09:00"))
        line.comingDates = [
            ComingDate(
                accountID: "a9", accountName: "Acme GmbH", owner: "kim", day: try #require(Day("2026-12-03")),
                verb: "notice by", amountMinor: 1_200_000, currency: "EUR")
        ]
        try line.turn([], at: monday)
        for day in 24...30 { try line.turn(at: moment("2026-11-\(day)T09:00Z")) }
        for day in 1...4 { try line.turn(at: moment("2026-12-0\(day)T09:00Z")) }
        #expect(
            line.told.map { "\($0.createdAt) \($0.recipient) \($0.words)" } == [
                "2026-11-24T09:00:00Z kim@example.com [\"Acme GmbH: 12,000 EUR notice by 3 Dec (9 days)\"]",
                "2026-11-26T09:00:00Z kim@example.com [\"Acme GmbH: 12,000 EUR notice by 3 Dec (7 days)\"]",
                "2026-12-02T09:00:00Z kim@example.com [\"Acme GmbH: 12,000 EUR notice by 3 Dec (tomorrow)\"]",
            ])
    }

    @Test func `what is critical stands above a mere hint of more money`() throws {
        var line = Storyline(try routing(digest: "09:00", only: true))
        let hint = sampleAlert(
            "hint", labels: ["severity": "info"], story: sampleStory("hint", stake: 1_200_000, days: nil))
        let late = sampleAlert(
            "late", labels: ["severity": "critical"], story: sampleStory("late", stake: 60_000, days: 0))
        try line.turn([hint, late], at: monday)
        let digest = try #require(try line.turn(at: moment("2026-11-24T09:00Z")).first)
        #expect(digest.said == ["opened late", "opened hint"])
    }

    // MARK: What a mute keeps from a digest

    /// A digest at nine; what has the label `nights` comes by a route that is muted in some spans.
    private func muted(_ spans: [MuteTime.Span], budget: Int? = nil, only: Bool = true) throws -> Storyline {
        let plan = DigestPlan(at: try #require(TimeOfDay.parse("09:00")), isOnly: only)
        let nights = Route(
            matchers: [LabelMatcher("nights", .equals("1"))], receivers: ["mail"], groupBy: .labels(["account"]),
            quiet: RouteQuiet(muted: ["nights"]))
        return Storyline(
            Routing(
                root: Route(receivers: ["mail"], groupBy: .labels(["account"]), routes: [nights]),
                receivers: [
                    ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: []), digest: plan)
                ], people: Self.people, calendar: BusinessCalendar(zone: .utc),
                quiet: Quiet(muteTimes: ["nights": MuteTime(spans)], dailyBudget: budget)))
    }

    private func loud(_ account: String = "loud") -> Alert { sampleAlert(account, labels: ["nights": "1"]) }

    private func span(_ from: String, _ to: String) throws -> MuteTime.Span {
        var span = MuteTime.Span()
        span.times = [
            .init(from: try #require(TimeOfDay.parse(from)), to: try #require(TimeOfDay.parse(to)))
        ]
        return span
    }

    @Test func `what is muted at the hour of the digest comes in one of its own, once that is over`() throws {
        var line = try muted([span("18:00", "10:00")])
        try line.turn([loud(), sampleAlert("calm")], at: monday + .seconds(7_200))
        let ten = moment("2026-11-24T10:00Z")
        let waiting = try #require(line.last?.decisions.first { $0.key.contains("loud") })
        #expect(waiting.value == .keepQuiet(.forDigest(until: ten)), "that is what `why-not` says")
        #expect(line.last?.hoursAwaited == nil)

        let nine = try line.turn(at: moment("2026-11-24T09:00Z"))
        #expect(nine.map(\.said) == [["opened calm"]])
        #expect(line.due == ten)
        try line.turn(at: moment("2026-11-24T09:59Z"))
        #expect(line.told.count == 1)
        let late = try line.turn(at: ten)
        #expect(late.map(\.purpose) == [.digest] && late.flatMap(\.said) == ["opened loud"])
        try line.turn(at: ten + .seconds(3_600))
        #expect(line.told.count == 2)
        // As any other digest it says once a day what is still open, and that it is over.
        let next = moment("2026-11-25T09:00Z")
        try line.turn(at: next)
        let open = try line.turn(at: next + .seconds(3_600))
        #expect(open.flatMap(\.unchanged).map(\.story.accountID) == ["loud"])
        try line.turn([], at: next + .seconds(7_200))
        try line.turn(at: moment("2026-11-26T09:00Z"))
        let over = try line.turn(at: moment("2026-11-26T10:00Z"))
        #expect(over.flatMap(\.said) == ["closed loud"])
    }

    @Test func `after a long mute it waits for the next digest that may tell it, and not for midnight`() throws {
        var days = MuteTime.Span()
        days.dates = [try #require(Day("2026-11-24"))...(try #require(Day("2026-11-26")))]
        var line = try muted([days])
        try line.turn([loud()], at: monday + .seconds(60))
        let friday = moment("2026-11-27T09:00Z")
        #expect(line.last?.decisions.map(\.value) == [.keepQuiet(.forDigest(until: friday))])
        for day in ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"] {
            try line.turn(at: moment("\(day)T00:00Z"))
            #expect(line.told.isEmpty)
            try line.turn(at: moment("\(day)T09:00Z"))
        }
        #expect(line.told.map(\.createdAt) == [friday] && line.told.flatMap(\.said) == ["opened loud"])
    }

    @Test func `where every digest finds it muted it comes as soon as it may`() throws {
        var line = try muted([span("08:00", "01:00")])
        try line.turn([loud()], at: monday + .seconds(60))
        try line.turn(at: moment("2026-11-24T09:00Z"))
        #expect(line.told.isEmpty && line.due == moment("2026-11-25T01:00Z"))
        try line.turn(at: moment("2026-11-25T01:00Z"))
        #expect(line.told.flatMap(\.said) == ["opened loud"])
    }

    @Test func `what a full day left over is no more lost in a mute`() throws {
        var line = try muted([span("18:00", "10:00")], budget: 1, only: false)
        let noon = monday + .seconds(3 * 3_600)
        try line.turn([loud("a1"), loud("a2")], at: noon)
        try line.turn(at: noon + .seconds(600))
        #expect(line.told.map(\.said.count) == [1])
        try line.turn(at: moment("2026-11-24T09:00Z"))
        #expect(line.told.count == 1)
        let ten = try line.turn(at: moment("2026-11-24T10:00Z"))
        #expect(ten.map(\.purpose) == [.digest] && ten.map(\.said.count) == [1] && line.rows.count == 2)
    }
}
