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
