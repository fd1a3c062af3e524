import Curl
import Testing

@testable import BellwetherCore
@testable import BellwetherReceivers

/// Whatever a customer is called, in whatever form it is told, by whatever receiver.
@Suite struct HostileFormsTests {
    private static let forms = [
        "opening", "worsening", "closing", "reminder", "opening list", "digest", "tasks", "absences",
    ]
    private static let kinds = [Sample.slack, Sample.teams, Sample.telegram, Sample.webhook, Sample.email]

    private func notification(_ form: String, _ name: String) -> Notification {
        var story = Story.sample(name, id: name)
        (story.owner, story.ownerName, story.reason, story.play) = (name, name, "\(name) −10", "Call \(name)")
        let subject = Inert.line(story.title)
        switch form {
        case "worsening": return .sample([.sample(.worsened, story)], sequence: 2, subject: subject)
        case "closing":
            return .sample([.sample(.closed, story, closing: .churned)], sequence: 3, subject: subject)
        case "reminder":
            return .sample([], unchanged: [.sample(.opened, story)], sequence: 4, purpose: .reminder, subject: subject)
        case "opening list":
            let others = (1...3).map { Event.sample(.opened, .numbered($0)) }
            return .sample([.sample(.opened, story)] + others, purpose: .openingList, subject: subject)
        case "digest":
            return .sample(
                [.sample(.opened, story)], unchanged: [.sample(.opened, .numbered(1))], purpose: .digest,
                words: ["\(name): 12,400 EUR renews 1 Jan (9 days)"], subject: subject)
        case "tasks": return .digestWithTasks(name: name)
        case "absences":
            let bare = Story(accountID: name, accountName: name, title: name, currency: "EUR")
            return .sample([.sample(.opened, bare)], subject: Inert.line(name))
        default: return .sample([.sample(.opened, story)], subject: subject, recipientName: name)
        }
    }

    @Test(arguments: OddText.all, forms)
    func `every form of a message can be sent for every name, and the name stays a name`(
        _ odd: OddText, _ form: String
    ) throws {
        let notification = notification(form, odd.text)
        for yaml in Self.kinds {
            let receiver = try receiver(yaml)
            let texts: [String] =
                switch try receiver.request(for: notification).payload {
                case .http(let request): [String(decoding: request.body, as: UTF8.self)]
                case .mail(let mail): [mail.message.subject, mail.message.text, mail.message.html]
                }
            for text in texts where receiver.profile.kind != "webhook" {
                for active in ["\u{202E}", "\\u202e", "\r", "\\r"] {
                    #expect(!text.contains(active), "\(receiver.name), \(form): \(text)")
                }
            }
            if case .mail(let mail) = try receiver.request(for: notification).payload {
                #expect(!mail.message.subject.contains("\n"))
                #expect(!mail.message.html.contains("<b>@here"))
            }
        }
        let slack = JSON(slack: Message(notification), mentions: [:])
        for text in slack.blocks.compactMap(\.sectionText) + [slack["text"]?.string ?? ""] {
            #expect(!text.contains("<!channel>") && !text.contains("<b>"), "\(text)")
        }
        #expect(!(try receiver(Sample.telegram).body(for: notification)).contains("<b>@here"))
    }
}
