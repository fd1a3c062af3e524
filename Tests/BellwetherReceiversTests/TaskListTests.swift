import BellwetherCore
import Curl
import Testing

@testable import BellwetherReceivers

/// What is to be done about an alert, as each receiver shows it.
@Suite struct TaskListTests {
    private func notification(_ plan: TaskPlan, accounts: Int = 1) -> Notification {
        .sample(
            (1...accounts).map { number in
                var story = accounts == 1 ? Story.sample() : .numbered(number)
                story.play = ""
                story.plan = plan
                return .sample(.opened, story)
            })
    }

    @Test func `is a line each in chats and mails, and whole in webhooks`() throws {
        let two = notification(.sample(2))
        let lines = [
            "2 tasks:", "☐ 1 Call the sponsor · within a working day",
            "☐ 2 Call the sponsor · within 2 working days · Finance",
        ]
        #expect(try receiver(Sample.slack).body(for: two).contains(lines.joined(separator: "\\n")))
        #expect(try receiver(Sample.telegram).body(for: two).contains(lines.joined(separator: "\\n")))
        let card = try receiver(Sample.teams).body(for: two)
        for line in lines { #expect(card.contains("\"text\":\"\(line)\""), "\(card)") }
        let mail = try receiver(Sample.email).mail(for: two).message
        #expect(mail.text.contains(lines.joined(separator: "\n")), "\(mail.text)")
        for line in lines { #expect(mail.html.contains(">\(line)</p>"), "\(mail.html)") }
        #expect(
            try receiver(Sample.webhook).body(for: two).contains(
                """
                "tasks":[{"number":null,"subject":"1 Call the sponsor","notes":"Call the sponsor","assignee":null,\
                "due_at":null,"is_overdue":false},{"number":null,"subject":"2 Call the sponsor",\
                "notes":"Call the sponsor","assignee":"Finance","due_at":null,"is_overdue":false}]
                """))
    }

    /// A digest's reader ticks off from there, too: what is due in the list of tasks, what is not yet beside its account.
    @Test func `leads in a digest to where it is ticked off, once for each account`() throws {
        let digest = Notification.digestWithTasks()
        let slack = try receiver(Sample.slack).body(for: digest)
        for line in [
            "HubSpot> · <https://bell.example.com/act/acme|Tick off tasks>",
            "1 task, within a working day · <https://bell.example.com/act/a2|Tick off tasks>",
        ] {
            #expect(slack.contains(line), "\(slack)")
        }
        let telegram = try receiver(Sample.telegram).body(for: digest)
        #expect(
            telegram.contains(
                #"(task 2)\n<a href=\"https://app.hubspot.com/contacts/1/company/77\">HubSpot</a> · "#
                    + #"<a href=\"https://bell.example.com/act/acme\">Tick off tasks</a>"#), "\(telegram)")
        let teams = try receiver(Sample.teams).body(for: digest)
        let mail = try receiver(Sample.email).mail(for: digest).message
        for text in [slack, telegram, teams, mail.html, mail.text] {
            for account in ["acme", "a2"] {
                #expect(text.ranges(of: "https://bell.example.com/act/\(account)").count == 1, "\(account) in \(text)")
            }
            // Nothing is to be done about it.
            #expect(!text.contains("https://bell.example.com/act/a3"))
        }
        #expect(
            mail.text.contains("(task 2)\nHubSpot: https://app.hubspot.com/contacts/1/company/77\nTick off tasks: "))
    }

    @Test func `leaves out of a card that is too large where it leads, before anything that it says`() {
        let endless = "https://bell.example.com/act/\(String(repeating: "x", count: 1_900))"
        let large = Notification.digestWithTasks(accounts: 20, link: endless)
        let card = JSON(teams: Message(large)).bytes
        #expect(card.count <= 20_000)
        #expect(String(decoding: card, as: UTF8.self).contains("Acme GmbH: Write"))
        #expect(JSON(slack: Message(large), mentions: [:]).refusedBySlack == nil)
        #expect(TelegramText.length(ofHTML: TelegramText.html(Message(large))) <= 4_096)
    }

    @Test func `is counted where several accounts are told of`() throws {
        let many = Message(notification(.sample(3), accounts: 5))
        #expect(many.lines.allSatisfy { $0.others.hasSuffix("3 tasks, the first within a working day") })
        let some = Message(notification(.sample(3), accounts: 2))
        #expect(
            some.cards.allSatisfy {
                $0.tasks.isEmpty && $0.play == "1 Call the sponsor · within a working day · and 2 more tasks"
            })
    }

    @Test(arguments: ["x", "<&>\"", "😀", "\u{202E}\r\n@all "])
    func `stays within what each receiver takes, however long it is`(_ letters: String) throws {
        let endless = String(repeating: letters, count: 2_000_000 / letters.utf8.count)
        let long = notification(.sample(20, subject: endless))
        #expect(JSON(slack: Message(long), mentions: [:]).refusedBySlack == nil)
        #expect(JSON(teams: Message(long)).bytes.count <= 20_000)
        let text = TelegramText.html(Message(long))
        #expect(TelegramText.length(ofHTML: text) <= 4_096 && text.contains("Acme GmbH is At risk"))
        #expect(try receiver(Sample.webhook).body(for: long).utf8.count < 200_000)
        #expect(try receiver(Sample.email).mail(for: long).message.html.utf8.count < 100_000)
        #expect(Message(long).cards.first?.tasks.count == 6)
    }
}
