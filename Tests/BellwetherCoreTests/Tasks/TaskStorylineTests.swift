import Documents
import Testing

@testable import BellwetherCore

/// Tasks from turn to turn, each with a restart in between and without: see Storyline.
@Suite struct TaskStorylineTests {
    private static let people = People([
        Person(key: "kim", name: "Kim Berger", email: "kim@example.com", backup: "dana"),
        Person(key: "dana", name: "Dana Wolf", email: "dana@example.com"),
        Person(key: "finn", name: "Finn Roth", email: "finn@example.com"),
    ])

    static func routing(
        quiet: Quiet = Quiet(), digest: DigestPlan? = nil, people: People = people
    ) -> Routing {
        Routing(
            root: Route(receivers: ["mail"]),
            receivers: [
                ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: []), digest: digest),
                ReceiverProfile(name: "chat", kind: "slack"),
            ], people: people, calendar: BusinessCalendar(zone: .utc),
            operatorReceiver: OperatorReceiver(receiver: "chat"), quiet: quiet)
    }

    static func plan(_ playbook: String = "save", _ subjects: [String] = ["Call", "Write"]) -> TaskPlan {
        TaskPlan(
            playbook: playbook,
            steps: subjects.enumerated().map { place, subject in
                TaskPlan.Step(subject: subject, notes: "", assignee: .owner, dueDays: place + 1)
            })
    }

    static func alert(
        _ account: String = "acme", rule: String = "health", owner: String = "kim", openedAt: Moment = monday,
        hold: Alert.Hold? = nil, plan: TaskPlan? = plan(), about subject: Subject? = nil
    ) -> Alert {
        var story = sampleStory(account)
        story.owner = owner
        story.plan = plan
        return sampleAlert(
            account, rule: rule, owner: owner, openedAt: openedAt, hold: hold, about: subject, story: story)
    }

    private func later(_ days: Int) -> Moment { monday + .seconds(Int64(days) * 86_400) }

    private func tasks(_ line: Storyline) -> [String] {
        line.memory.tasks.byAlert.values.joined().sorted { $0.number < $1.number }.map {
            "\($0.number) \($0.account): \($0.subject), \($0.personName ?? "nobody"), \($0.dueOn), \($0.standing(at: monday))"
        }
    }

    @Test func `come once with an alert that fires, and lapse with it`() throws {
        var line = Storyline(Self.routing())
        try line.turn([Self.alert()], at: monday)
        let both = [
            "1 acme: Call, Kim Berger, 2026-11-24, open", "2 acme: Write, Kim Berger, 2026-11-25, open",
        ]
        #expect(tasks(line) == both)
        #expect(line.last?.changedTasks.map(\.number) == [1, 2])
        try line.turn(at: later(1))
        #expect(tasks(line) == both)
        #expect(line.last?.changedTasks == [])
        try line.turn([], closing: .churned, at: later(2))
        #expect(tasks(line) == [])
        #expect(
            line.last?.changedTasks.map(\.state) == [
                .lapsed(at: later(2), because: .churned), .lapsed(at: later(2), because: .churned),
            ])
    }

    @Test func `given while the clock was ahead, they are due as if given when it is put right`() throws {
        var line = Storyline(Self.routing())
        try line.turn([Self.alert(openedAt: later(30))], at: later(30))
        #expect(line.memory.tasks.open.map { "\($0.dueOn)" } == ["2026-12-24", "2026-12-25"])
        line.putClockRight(at: monday)
        try line.turn(at: monday)
        #expect(
            tasks(line) == [
                "1 acme: Call, Kim Berger, 2026-11-24, open", "2 acme: Write, Kim Berger, 2026-11-25, open",
            ])
        #expect(line.last?.changedTasks.map(\.createdAt) == [monday, monday])
        #expect(line.memory.tasks.open.map { $0.isOverdue(at: later(2)) } == [true, false])
        try line.turn(at: later(1))
        #expect(line.last?.changedTasks == [])
    }

    @Test func `are told of once more where an end takes them along`() throws {
        for (settled, words) in [
            (0, "2 open tasks are not needed any more"), (1, "1 open task is not needed any more"), (2, ""),
        ] {
            var line = Storyline(Self.routing())
            try line.turn([Self.alert()], at: monday)
            try line.turn(at: monday + .seconds(600))
            let done = line.memory.tasks.open.prefix(settled)
            line.settle(done.map { $0.settled(.done(at: monday, by: "Kim", note: "")) })
            let told = try line.turn([], at: later(2)).map { Message($0).plainText }.joined()
            #expect(told.contains("Acme, over now: "), "\(told)")
            #expect(told.contains("any more") == !words.isEmpty && told.contains(words), "\(told)")
        }
    }

    @Test func `come anew with another episode, under other numbers`() throws {
        var line = Storyline(Self.routing())
        try line.turn([Self.alert()], at: monday)
        try line.turn([], at: later(1))
        try line.turn([Self.alert(openedAt: later(2))], at: later(2))
        #expect(
            tasks(line) == [
                "3 acme: Call, Kim Berger, 2026-11-26, open", "4 acme: Write, Kim Berger, 2026-11-27, open",
            ])
    }

    @Test func `stay done, and come to nobody again while the episode lasts`() throws {
        var line = Storyline(Self.routing())
        try line.turn([Self.alert()], at: monday)
        let done = line.memory.tasks.open.map { $0.settled(.done(at: later(1), by: "Kim", note: "")) }
        line.settle(done)
        try line.turn(at: later(1))
        #expect(line.memory.tasks.open == [])
        #expect(tasks(line).map { $0.suffix(4) } == ["done", "done"])
        try line.turn([], at: later(2))
        // Nothing of it is open, so nothing lapses; what was done is on record already.
        #expect(line.last?.changedTasks == [])
    }

    @Test func `are given once where two rules name the same playbook, and go on with the other`() throws {
        var line = Storyline(Self.routing())
        let (first, second) = (Self.alert(), Self.alert(rule: "dropped"))
        try line.turn([second, first], at: monday)
        #expect(line.memory.tasks.open.count == 2)
        #expect(Set(line.memory.tasks.byAlert.keys) == [second.id])
        line.settle([line.memory.tasks[second.id][0].settled(.done(at: monday, by: "Kim", note: ""))])
        try line.turn([first], at: later(1))
        #expect(tasks(line).map { $0.suffix(4) } == ["done", "open"])
        #expect(Set(line.memory.tasks.byAlert.keys) == [first.id])
        try line.turn([], at: later(2))
        #expect(line.last?.changedTasks.map(\.number) == [2])
    }

    @Test func `are those of each invoice, whatever was done about another`() throws {
        var line = Storyline(Self.routing())
        let invoices = ["i1", "i2"].map {
            Self.alert(rule: "late", about: .invoice(account: "acme", FactIdentity(source: "crm", key: $0)))
        }
        try line.turn([invoices[0]], at: monday)
        line.settle(line.memory.tasks.open.map { $0.settled(.done(at: monday, by: "Kim", note: "")) })
        try line.turn(invoices, at: later(1))
        #expect(line.memory.tasks.open.map(\.number) == [3, 4])
        // The first is paid, and what was done about it is nobody's any more.
        try line.turn([invoices[1]], at: later(2))
        #expect(line.memory.tasks.byAlert.mapValues { $0.map(\.number) } == [invoices[1].id: [3, 4]])
    }

    @Test func `say what the rule says today, and make way for those of another playbook`() throws {
        var line = Storyline(Self.routing())
        try line.turn([Self.alert()], at: monday)
        line.settle([line.memory.tasks.open[1].settled(.done(at: monday, by: "Kim", note: ""))])
        try line.turn([Self.alert(plan: Self.plan("save", ["Ask why", "Thank them"]))], at: later(1))
        #expect(
            tasks(line) == [
                "1 acme: Ask why, Kim Berger, 2026-11-24, open", "2 acme: Write, Kim Berger, 2026-11-25, done",
            ])
        try line.turn([Self.alert(plan: Self.plan("win-back", ["Offer"]))], at: later(2))
        #expect(tasks(line) == ["3 acme: Offer, Kim Berger, 2026-11-26, open"])
        #expect(line.last?.changedTasks.map(\.number) == [1, 3])
        try line.turn([Self.alert(plan: nil)], at: later(3))
        #expect(tasks(line) == [])
        #expect(line.last?.changedTasks.map(\.state) == [.lapsed(at: later(3), because: .ruleChanged)])
    }

    @Test func `are the owner's where the backup is nobody we know`() throws {
        var line = Storyline(
            Self.routing(
                people: People([
                    Person(key: "kim", name: "Kim Berger", email: "kim@example.com", backup: "danna")
                ])))
        let plan = TaskPlan(
            playbook: "save", steps: [TaskPlan.Step(subject: "Call", notes: "", assignee: .backup, dueDays: 1)])
        try line.turn([Self.alert(plan: plan)], at: monday)
        #expect(line.memory.tasks.open.map(\.person) == ["kim"])
    }

    @Test func `go with the account to its next owner, due when they were`() throws {
        var line = Storyline(Self.routing())
        try line.turn([Self.alert()], at: monday)
        line.settle([line.memory.tasks.open[0].settled(.done(at: monday, by: "Kim", note: ""))])
        try line.turn([Self.alert(owner: "dana")], at: later(1))
        #expect(
            tasks(line) == [
                "1 acme: Call, Kim Berger, 2026-11-24, done", "2 acme: Write, Dana Wolf, 2026-11-25, open",
            ])
    }

    @Test func `are for whom the playbook says`() throws {
        var line = Storyline(Self.routing())
        let steps: [(Assignee, String)] = [
            (.owner, "Kim Berger"), (.backup, "Dana Wolf"), (.person("finn"), "Finn Roth"),
            (.team("Finance"), "Finance"),
        ]
        let plan = TaskPlan(
            playbook: "save",
            steps: steps.map { TaskPlan.Step(subject: "Call", notes: "", assignee: $0.0, dueDays: 1) })
        try line.turn([Self.alert(plan: plan)], at: monday)
        #expect(line.memory.tasks.open.map(\.personName) == steps.map(\.1))
        // Somebody without a backup does it, and where there is no owner nobody does.
        try line.turn(
            [Self.alert("b", owner: "finn", plan: plan), Self.alert("c", owner: "", plan: plan)], at: later(1))
        #expect(
            line.memory.tasks.open.map { $0.personName ?? "nobody" } == [
                "Finn Roth", "Finn Roth", "Finn Roth", "Finance", "nobody", "nobody", "Finn Roth", "Finance",
            ])
    }

    @Test func `wait with what is held, tried or silenced, and rest while somebody quiets it later`() throws {
        var line = Storyline(Self.routing(digest: DigestPlan(at: TimeOfDay.parse("08:00") ?? .nine)))
        let silence = Silence(
            kind: .silence, matchers: ["account=\"b\""], from: monday, until: later(2), author: "kim", reason: "")
        var numbered = silence
        numbered.number = 1
        line.silence(numbered)
        try line.turn(
            [Self.alert("a", hold: .shadow), Self.alert("b"), Self.alert("c", hold: .source("crm"))], at: monday)
        #expect(tasks(line) == [])
        try line.turn([Self.alert("a"), Self.alert("b"), Self.alert("c")], at: later(1))
        #expect(Set(line.memory.tasks.open.map(\.account)) == ["a", "c"])
        try line.turn(at: later(2))
        #expect(Set(line.memory.tasks.open.map(\.account)) == ["a", "b", "c"])
        // Counted from when they came.
        #expect(line.memory.tasks.open.last.map { "\($0.dueOn)" } == "2026-11-27")
    }

    @Test func `come to nobody in a rehearsal, and when it ends`() throws {
        var quiet = Quiet()
        quiet.rehearsal = "chat"
        var line = Storyline(Self.routing(quiet: quiet))
        try line.turn([Self.alert()], at: monday)
        #expect(tasks(line) == [])
        line.routing = Self.routing()
        try line.turn(at: later(1))
        #expect(tasks(line).map { $0.prefix(12) } == ["1 acme: Call", "2 acme: Writ"])
    }

    @Test func `go from one to the next with people's places, too`() throws {
        var line = Storyline(Self.routing())
        let plan = TaskPlan(
            playbook: "save", steps: [TaskPlan.Step(subject: "Call", notes: "", assignee: .backup, dueDays: 1)])
        try line.turn([Self.alert(plan: plan)], at: monday)
        line.routing = Self.routing(
            people: People([
                Person(key: "kim", name: "Kim Berger", email: "kim@example.com", backup: "finn"),
                Person(key: "finn", name: "Finn Roth", email: "finn@example.com"),
            ]))
        try line.turn(at: later(1))
        #expect(line.memory.tasks.open.map(\.personName) == ["Finn Roth"])
    }

    // MARK: Digests

    private var eight: DigestPlan { DigestPlan(at: TimeOfDay.parse("08:00") ?? .nine) }

    @Test func `stand in their reader's digest when they are due, as part of that one message`() throws {
        var line = Storyline(Self.routing(digest: eight))
        try line.turn([Self.alert()], at: monday)
        var told: [[String]?] = []
        for day in 1...3 {
            for notification in try line.turn(at: later(day)) where notification.purpose == .digest {
                told.append(notification.tasksDue?.map(\.text))
            }
        }
        #expect(
            told == [
                ["Acme: Call · today (task 1)"],
                ["Acme: Call · overdue since Tue 24 Nov (task 1)", "Acme: Write · today (task 2)"],
                [
                    "Acme: Call · overdue since Tue 24 Nov (task 1)",
                    "Acme: Write · overdue since Wed 25 Nov (task 2)",
                ],
            ])
    }

    @Test func `reach whoever does them, though the account is another's`() throws {
        var line = Storyline(Self.routing(digest: eight))
        let plan = TaskPlan(
            playbook: "save",
            steps: [TaskPlan.Step(subject: "Send it", notes: "", assignee: .person("finn"), dueDays: 1)])
        try line.turn([Self.alert(plan: plan)], at: monday)
        let told = try line.turn(at: later(1)).filter { $0.recipient == "finn@example.com" }
        #expect(told.map(\.subject) == ["Your accounts on Tue 24 Nov: tasks that are due"])
        #expect(
            told.map { Message($0).plainText } == [
                "Your accounts today: tasks that are due\n\nYOUR TASKS\n\nAcme: Send it · today (task 1)\n"
            ])
        #expect(told.map(\.recipientName) == ["Finn Roth"])
        // Done, so that there is nothing more to be said.
        line.settle(line.memory.tasks.open.map { $0.settled(.done(at: later(1), by: "Finn", note: "")) })
        #expect(try line.turn(at: later(2)).filter { $0.recipient == "finn@example.com" } == [])
    }

    @Test func `stand in one digest of each reader, however many they could have`() throws {
        let mail = ["mail", "vip"].map {
            ReceiverProfile(name: $0, kind: "email", recipients: .owner(fallback: []), digest: eight)
        }
        for first in ["mail", "vip"] {
            var line = Storyline(
                Routing(
                    root: Route(receivers: [first]), receivers: mail, people: Self.people,
                    calendar: BusinessCalendar(zone: .utc),
                    operatorReceiver: OperatorReceiver(receiver: "mail"), quiet: Quiet()))
            try line.turn([Self.alert()], at: monday)
            let told = try line.turn(at: later(1)).filter { $0.purpose == .digest }
            #expect(told.map(\.receiver) == [first])
            #expect(told.map { $0.tasksDue?.map(\.text) } == [["Acme: Call · today (task 1)"]])
        }
    }

    @Test func `are left out of a digest while snoozed, and not while somebody has them in hand`() throws {
        for (kind, expected) in [(Silence.Kind.snooze, 0), (.acknowledgement, 1)] {
            var line = Storyline(Self.routing(digest: eight))
            let alert = Self.alert()
            try line.turn([alert, Self.alert("b", plan: nil)], at: monday)
            var silence = Silence(
                kind: kind, alerts: [alert.id: Silence.Baseline(alert)], from: monday, until: later(9), author: "kim",
                reason: "")
            silence.number = 1
            line.silence(silence)
            let digest = try line.turn(at: later(1)).first { $0.purpose == .digest }
            #expect((digest?.tasksDue ?? []).count == expected, "\(kind)")
        }
    }
}

extension TimeOfDay {
    fileprivate static let nine = TimeOfDay.parse("09:00") ?? { preconditionFailure("09:00 is a time of day") }()
}
