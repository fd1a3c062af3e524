import Testing

@testable import BellwetherCore

/// Every form in which messages tell of tasks, whole.
@Suite struct TaskWordingTests {
    private func task(
        _ subject: String, on day: String?, isOverdue: Bool = false, who: String? = nil, days: Int = 2
    ) -> TaskLine {
        TaskLine(
            number: day == nil ? nil : 1, subject: subject, notes: "", who: who, dueDays: days,
            dueOn: day.flatMap { Day($0) }, dueAt: nil, isOverdue: isOverdue)
    }

    private func message(
        _ tasks: [TaskLine]?, plan: TaskPlan? = nil, play: String = "", others: [String] = [],
        purpose: Notification.Purpose = .change
    ) -> String {
        let events = (["acme"] + others).map { account -> Event in
            var story = sampleStory(account)
            story.title = "\(story.accountName) is At risk: 48"
            (story.owner, story.ownerName) = ("kim", "kim")
            story.play = play
            story.plan = plan
            var event = Event(.opened, sampleAlert(account, story: story), receiver: "chat", recipient: "all")
            event.tasks = tasks
            return event
        }
        return Message(
            Notification(
                receiver: "chat", recipient: "all", groupKey: "g", groupLabels: [:], sequence: 1, purpose: purpose,
                createdAt: monday, events: purpose == .reminder ? [] : events,
                unchanged: purpose == .reminder ? events : [])
        ).plainText
    }

    @Test func `names first what is to be done about what its title says, not what another alert asks of others`()
        throws
    {
        func event(_ rule: String, _ severity: String, _ task: TaskLine) throws -> Event {
            var event = Event(
                .opened, sampleAlert("acme", rule: rule, labels: ["severity": severity]), receiver: "chat",
                recipient: "all")
            event.tasks = [task]
            return event
        }
        let late = try event("late", "warning", task("Send the reminder", on: "2026-11-24", who: "billing"))
        let renewal = try event("renewal", "critical", task("Book the call", on: "2026-11-30"))
        #expect(
            [late, renewal].byAccount().first?.tasks.map(\.subject) == ["Book the call", "Send the reminder"])
    }

    @Test func `calls the owner where they have something to do, and not beside what others have`() {
        let theirs = task("Send the reminder", on: "2026-11-24", who: "Billing")
        #expect(
            message([theirs]) == """
                🔴 Acme is At risk: 48
                Send the reminder · by Tue 24 Nov · Billing

                """)
        let both = message([theirs, task("Call", on: "2026-11-25")])
        #expect(both.contains("@kim 2 tasks:"), "\(both)")
        // In a message about several accounts only the first task is named.
        let several = message([theirs, task("Call", on: "2026-11-25")], others: ["borealis"])
        #expect(!several.contains("@kim"), "\(several)")
    }

    @Test func `one account has its checklist, the next task first`() {
        let tasks = [task("Agree on a plan", on: "2026-11-30"), task("Call the sponsor", on: "2026-11-25")]
        #expect(
            message(tasks) == """
                🔴 Acme is At risk: 48
                @kim 2 tasks:
                ☐ Call the sponsor · by Wed 25 Nov
                ☐ Agree on a plan · by Mon 30 Nov

                """)
    }

    @Test func `what the rule says to do stands above it`() {
        let tasks = [task("Call", on: "2026-11-25"), task("Book", on: "2026-11-30", who: "Finance")]
        #expect(
            message(tasks, play: "Bring the adoption report.") == """
                🔴 Acme is At risk: 48
                @kim Bring the adoption report.
                ☐ Call · by Wed 25 Nov
                ☐ Book · by Mon 30 Nov · Finance

                """)
    }

    @Test func `a single task needs no list`() {
        #expect(
            message([task("Call the sponsor", on: "2026-11-25")]) == """
                🔴 Acme is At risk: 48
                @kim Call the sponsor · by Wed 25 Nov

                """)
    }

    @Test func `a reminder says what is late`() {
        let tasks = [task("Call", on: "2026-11-20", isOverdue: true), task("Book", on: "2026-11-30")]
        #expect(
            message(tasks, purpose: .reminder) == """
                Still open for 0 minutes: Acme is At risk: 48
                @kim 2 tasks:
                ☐ Call · overdue since Fri 20 Nov
                ☐ Book · by Mon 30 Nov

                """)
    }

    @Test func `several accounts have the first and a count, a list the count and the step`() {
        let tasks = [task("Call", on: "2026-11-25"), task("Book", on: "2026-11-30")]
        #expect(
            message(tasks, others: ["borealis"]) == """
                2 accounts need attention · 24,800 EUR at stake

                🔴 Acme is At risk: 48
                @kim Call · by Wed 25 Nov · and 1 more task

                🔴 Borealis is At risk: 48
                @kim Call · by Wed 25 Nov · and 1 more task

                """)
        let list = message(tasks, others: ["b", "c", "d"])
        #expect(
            list.hasPrefix(
                """
                4 accounts need attention · 49,600 EUR at stake

                🔴 Acme is At risk: 48
                12,400 EUR · 2 tasks, the first by Wed 25 Nov · kim
                """), "\(list)")
        #expect(list.hasSuffix("NEXT STEPS\n\nCall\n"), "\(list)")
    }

    @Test func `where nobody has them yet, it says how much time there would be`() {
        let steps = [(2, "Call"), (1, "Write"), (0, "Look")].map {
            TaskPlan.Step(subject: $0.1, notes: "", assignee: .team("Finance"), dueDays: $0.0)
        }
        #expect(
            message(nil, plan: TaskPlan(playbook: "save", steps: steps)) == """
                🔴 Acme is At risk: 48
                3 tasks:
                ☐ Look · today · Finance
                ☐ Write · within a working day · Finance
                ☐ Call · within 2 working days · Finance

                """)
    }

    @Test func `a long list is cut, and so is a long word`() {
        let endless = String(repeating: "x", count: 2_000_000)
        let step = TaskPlan.Step(subject: endless, notes: endless, assignee: .owner, dueDays: 2)
        #expect(step.subject.count == 160)
        #expect(step.notes.count == 600)
        let text = message(
            nil,
            plan: TaskPlan(
                playbook: "save",
                steps: Array(repeating: step, count: 20).enumerated().map {
                    TaskPlan.Step(
                        subject: "\($0.offset)\($0.element.subject)", notes: "", assignee: .team("Finance"), dueDays: 2)
                }))
        #expect(text.contains("and 15 more tasks"))
        #expect(text.count < 2_000, "\(text.count)")
    }

    @Test func `says so where nothing of it is left to do`() {
        let text = message([], plan: TaskStorylineTests.plan())
        #expect(text == "🔴 Acme is At risk: 48\n@kim Its tasks are settled.\n")
    }

    @Test func `a digest lists ten, the longest late first`() {
        let tasks = (1...12).map { number in
            PlaybookTask(
                number: Int64(number), alertID: "a", playbook: "save", about: .account("acme"), accountName: "Acme",
                step: 0, subject: "Call", notes: "", assignee: .owner, person: "kim", personName: "Kim",
                createdAt: monday,
                dueOn: (Day("2026-11-10") ?? Day(number: 0)) + number,
                dueAt: monday - .seconds(Int64(20 - number) * 86_400))
        }
        let words = Wording.dueTasks(tasks.reversed(), on: Day("2026-11-23") ?? Day(number: 0), at: monday)
            .map(\.text)
        #expect(words.count == 11)
        #expect(words.first == "Acme: Call · overdue since Wed 11 Nov (task 1)")
        #expect(words.last == "and 2 more tasks")
    }

    @Test func `a digest tells of one account's tasks together, and below the last where they lead`() {
        let tasks = [("acme", 1), ("bolt", 2), ("acme", 3)].map { account, number in
            PlaybookTask(
                number: Int64(number), alertID: account, playbook: "save", about: .account(account),
                accountName: account, step: 0, subject: "Call", notes: "", assignee: .owner, person: "kim",
                personName: "Kim", createdAt: monday, dueOn: Day("2026-11-20") ?? Day(number: 0),
                dueAt: monday - .seconds(Int64(9 - number) * 3_600))
        }
        var notification = Notification(
            receiver: "mail", recipient: "kim", groupKey: "g", groupLabels: [:], sequence: 1, purpose: .digest,
            createdAt: monday, events: [])
        notification.tasksDue = Wording.dueTasks(tasks, on: Day("2026-11-23") ?? Day(number: 0), at: monday) { task in
            [Story.Link(label: "CRM", url: "https://crm.example.com/\(task.account)")]
        }
        #expect(
            Message(notification).plainText == """
                Your accounts today: tasks that are due

                YOUR TASKS

                acme: Call · overdue since Fri 20 Nov (task 1)
                acme: Call · overdue since Fri 20 Nov (task 3)
                CRM: https://crm.example.com/acme
                bolt: Call · overdue since Fri 20 Nov (task 2)
                CRM: https://crm.example.com/bolt

                """)
    }
}
