import BellwetherCore
import Curl
import Diagnostics
import Documents
import Testing

@testable import BellwetherReceivers

let monday = moment("2026-11-23T09:15Z")

func moment(_ text: String) -> Moment {
    guard let moment = Moment(text) else { preconditionFailure("a sample's moment is well-formed") }
    return moment
}

/// RECEIVERS' name that holds every active form there is, and then some.
let hostileName =
    "bwx7 <!channel> <@U0BWX7> <https://evil.bwx7.example|ok> @everyone @here @all @**all** *b* _i_ ~s~ `c` "
    + "[x](https://evil.bwx7.example) <b>h</b> <img src=x> <at user_id=\"all\">a</at> "
    + "[URL=https://evil.bwx7.example]u[/URL] {{x}} {{{x}}} ${x} &lt;b&gt; <\u{301}b> '\"\u{202E}gnp.exe\r\nBcc: evil@bwx7.example"

extension Story {
    static func sample(_ name: String = "Acme GmbH", id: String = "acme") -> Story {
        var story = Story(
            accountID: id, accountName: name,
            title: "\(name) is At risk: 48, was 71 thirty days ago (Enterprise floor 60)", currency: "EUR")
        story.owner = "kim"
        story.ownerName = "Kim"
        story.bandKey = "poor"
        story.bandColour = "red"
        story.score = 48.2
        story.topic = .health
        story.brief = "At risk: 48.2"
        story.scoreThen = 71.4
        story.reason = "Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS"
        story.stakes = "12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)"
        story.play = "Call the sponsor by Wed 25 Nov; bring the adoption report."
        story.contributions = [Contribution(measure: "licences", points: 11.3, change: -10.1)]
        story.mrrMinor = 103_333
        story.stakeMinor = 1_240_000
        story.urgencyDays = 9
        story.when = "notice by 2 Dec (9 days)"
        story.links = [
            Link(label: "HubSpot", url: "https://app.hubspot.com/contacts/1/company/77"),
            Link(label: "Why", url: "https://bellwether.example.com/accounts/\(id)"),
        ]
        story.condition = "48.2 < 60"
        return story
    }

    /// Another alert of the same account.
    static func invoice(of other: Story) -> Story {
        var story = other
        story.title = "\(other.accountName) owes 3,987 EUR: INV-2819, due 6 Nov, 17 days late"
        story.topic = .invoice
        story.stakeMinor = 398_700
        return story
    }

    /// A term that comes up, by the day until which to decide.
    static func renewal(_ number: Int) -> Story {
        var story = numbered(number)
        story.title = "Account \(number): decide by 2 Dec"
        story.topic = number == 1 ? .leaving : .renewal
        story.reason = "Renewal 59 % (9 of 18 like it renewed) · no contact for 41 days"
        story.plan = .sample(3)
        story.play = ""
        return story
    }

    static func opportunity(_ number: Int) -> Story {
        var story = numbered(number)
        story.title = "Account \(number) uses nearly all it has paid for: 98 %"
        story.topic = .other
        story.bandColour = "green"
        story.play = "Offer more seats."
        return story
    }

    /// Every text of it from the same hostile hand.
    static func hostile(_ number: Int = 0) -> Story {
        var story = sample(hostileName, id: "\(number)\(hostileName)")
        story.owner = hostileName
        story.ownerName = hostileName
        story.brief = hostileName
        story.when = hostileName
        story.reason = hostileName
        story.stakes = hostileName
        story.play = hostileName
        story.plan = .sample(subject: hostileName)
        story.links = [
            Link(label: hostileName, url: "https://app.example.com/\(hostileName)"),
            Link(label: "evil", url: "javascript:alert(1)"),
        ]
        story.annotations = ["runbook": hostileName]
        return story
    }

    static func numbered(_ number: Int) -> Story {
        var story = sample("Account \(number)", id: "a\(number)")
        story.title = "Account \(number) is Watch: \(60 - number)"
        story.bandColour = number % 3 == 0 ? "red" : "yellow"
        story.stakeMinor = Int64(number) * 100_000
        story.urgencyDays = number * 7
        story.brief = "Watch: \(60 - number)"
        story.when = "renews in \(number * 7) days"
        return story
    }
}

extension Story.Link {
    static func ticking(_ url: String) -> Story.Link {
        Story.Link(label: "Tick off tasks", url: url, isPersonal: true)
    }
}

extension TaskPlan {
    static func sample(_ count: Int = 3, subject: String = "Call the sponsor") -> TaskPlan {
        TaskPlan(
            playbook: "save",
            steps: (1...count).map { number in
                Step(
                    subject: count == 1 ? subject : "\(number) \(subject)", notes: subject,
                    assignee: number == 1 ? .owner : .team("Finance"), dueDays: number)
            })
    }
}

extension Event {
    static func sample(
        _ kind: Kind = .opened, _ story: Story = .sample(), rule: String = "health-below-band",
        closing reason: ClosingReason? = nil
    ) -> Event {
        let subject = Subject.account(story.accountID)
        return Event(
            kind: kind, alertID: "\(rule)/\(subject.id)/2026-11-21T09:05:00Z", rule: rule,
            subject: subject, openedAt: moment("2026-11-21T09:05Z"), firedAt: moment("2026-11-23T09:05Z"),
            closedAt: reason.map { _ in moment("2026-11-26T13:05Z") }, closingReason: reason,
            labels: [
                "alert": rule, "account": story.accountID, "owner": story.owner ?? "",
                "severity": "warning",
            ], story: story, receiver: "owner-mail", recipient: "kim@example.com",
            scoreTold: kind == .closed ? 48.2 : nil)
    }
}

extension Notification {
    static func sample(
        _ events: [Event] = [.sample()], unchanged: [Event] = [], sequence: Int = 1, purpose: Purpose = .change,
        words: [String] = [], groupKey: String = "{}:{alert=\"health-below-band\",owner=\"kim\"}#7",
        subject: String = "Acme GmbH is At risk: 48, was 71 thirty days ago; 12,400 EUR renews 1 Jan",
        recipient: String = "kim@example.com", recipientName: String? = "Kim", threadOf: String? = nil,
        mentions: [String: String] = [:], wouldGoTo: String? = nil
    ) -> Notification {
        let first = sequence > 1 ? "owner-mail/\(recipient)/\(groupKey)/1" : nil
        return Notification(
            receiver: "owner-mail", recipient: recipient, groupKey: groupKey,
            groupLabels: ["alert": "health-below-band", "owner": "kim"], sequence: sequence, purpose: purpose,
            createdAt: monday, events: events, unchanged: unchanged, words: words,
            threadOf: threadOf ?? first, recipientName: recipientName, subject: subject,
            mentions: mentions, wouldGoTo: wouldGoTo)
    }

    static var hostile: Notification {
        sample(
            [.sample(.opened, .hostile()), .sample(.closed, .hostile(), closing: .recovered)],
            groupKey: "{}:{account=\"\(hostileName)\"}#8", subject: hostileName, recipientName: hostileName,
            mentions: [hostileName: hostileName])
    }

    /// Two tasks of the first account are due, those of the others later; of the third there are none.
    static func digestWithTasks(
        accounts: Int = 3, link: String = "https://bell.example.com/act/", name: String = "Acme GmbH"
    ) -> Notification {
        let acme = Story.sample(name)
        let others = (2...accounts).map { number in
            var story = Story.numbered(number)
            guard number != 3 else { return Event.sample(.opened, story) }
            story.plan = .sample(1)
            story.links.append(.ticking("\(link)\(story.accountID)"))
            return Event.sample(.opened, story)
        }
        var digest = sample(
            [.sample(.opened, acme)] + others.prefix(10), unchanged: Array(others.dropFirst(10)), purpose: .digest,
            groupKey: "digest of mail#14")
        let ways = [acme.links[0], .ticking("\(link)acme")]
        digest.tasksDue = [
            DueTask(account: "acme", text: "\(name): Call · overdue since Tue 24 Nov (task 1)", links: ways),
            DueTask(account: "acme", text: "\(name): Write · today (task 2)", links: ways),
            DueTask(account: nil, text: "and 3 more tasks"),
        ]
        return digest
    }

    /// Every shape a message can have, by name.
    static let shapes: [(name: String, notification: Notification)] = [
        ("one", .sample()),
        (
            "many",
            .sample((1...12).map { .sample(.opened, .numbered($0)) }, purpose: .openingList, groupKey: "opening list#9")
        ),
        (
            "many hostile",
            .sample(
                (1...4).flatMap { number in
                    let story = Story.hostile(number)
                    return [Event.sample(.opened, story), .sample(.opened, .invoice(of: story), rule: "late-invoice")]
                }, groupKey: "opening list#11")
        ),
        (
            "mixed",
            .sample(
                [
                    .sample(.worsened), .sample(.opened, .numbered(2)),
                    .sample(.closed, .numbered(3), closing: .renewed),
                ],
                unchanged: [.sample(.opened, .numbered(4))], sequence: 2)
        ),
        (
            "an invoice",
            .sample([.sample(.opened, .invoice(of: .sample()), rule: "late-invoice")], groupKey: "invoice#17")
        ),
        (
            "a renewal", .sample([.sample(.opened, .renewal(1), rule: "renewal-at-risk")], groupKey: "renewal#18")
        ),
        (
            "renewals",
            .sample(
                (1...3).map { .sample(.opened, .renewal($0), rule: "notice-date-near") }, groupKey: "renewals#19")
        ),
        (
            "an opportunity",
            .sample([.sample(.opened, .opportunity(1), rule: "upsell-opportunity")], groupKey: "opportunity#20")
        ),
        (
            "opportunities",
            .sample(
                (1...11).map { .sample(.opened, .opportunity($0), rule: "upsell-opportunity") },
                groupKey: "opportunities#21")
        ),
        ("handed over", .sample([.sample()], purpose: .handover, groupKey: "handover#15")),
        (
            "many handed over",
            .sample(
                (1...12).map { .sample(.opened, $0 < 4 ? .renewal($0) : .numbered($0)) }, purpose: .handover,
                groupKey: "handover#16")
        ),
        (
            "everything of one",
            .sample(
                [
                    .sample(), .sample(.opened, .invoice(of: .sample()), rule: "late-invoice"),
                    .sample(.closed, .sample(), rule: "nps-detractor", closing: .recovered),
                ], groupKey: "everything#22")
        ),
        (
            "many closed",
            .sample(
                (1...12).map { .sample(.closed, .numbered($0), closing: .renewed) }, sequence: 3, groupKey: "ends#23")
        ),
        (
            "one reminder",
            .sample(
                [], unchanged: [.sample(.opened, .renewal(2))], sequence: 4, purpose: .reminder,
                groupKey: "reminder#24")
        ),
        ("closed", .sample([.sample(.closed, closing: .recovered)], sequence: 3)),
        (
            "reminder",
            .sample([], unchanged: (1...3).map { .sample(.opened, .numbered($0)) }, sequence: 4, purpose: .reminder)
        ),
        (
            "operational",
            .sample(
                [], purpose: .operational,
                words: ["source 'crm' is 31 h old", "It holds 2 rules.", "  crm.csv:7:1: <b>"],
                groupKey: "operator:source crm#10")
        ),
        (
            "digest",
            .sample(
                [
                    .sample(.opened, .numbered(1)), .sample(.worsened, .numbered(2)),
                    .sample(.closed, .numbered(3), closing: .recovered),
                ],
                unchanged: [.sample(.opened, .numbered(4)), .sample(.opened, .hostile(5))], purpose: .digest,
                words: ["Acme GmbH: 12,400 EUR renews 1 Jan (9 days)"], groupKey: "digest of mail#12")
        ),
        ("digest with tasks", .digestWithTasks()),
        ("rehearsal", .sample([.sample()], groupKey: "rehearsed#13", wouldGoTo: "\(hostileName) by owner-mail")),
        ("test", .test(receiver: "owner-mail", recipient: "kim@example.com", at: monday)),
        ("hostile", .hostile),
    ]
}

/// Receivers as a file describes them, and what was complained of.
func readReceivers(_ yaml: String) -> (receivers: [any Receiver], complaints: [String]) {
    let report = DiagnosticReport()
    let settings = Document.read(Array(yaml.utf8), named: "bellwether.yaml").settings(reportingTo: report)
    let receivers = settings.map { Receivers.read(from: $0, in: ".", zone: { _ in nil }) } ?? []
    settings?.finish()
    return (receivers, report.diagnostics.inOrder().map { "\($0)" })
}

let secrets: [String: String] = [
    "slack_url": "https://hooks.slack.com/services/T000/B000/verysecret",
    "ops_url": "https://ops.example.com/hook?token=verysecret",
    "ops_key": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    "smtp_password": "s3cret pässword",
    "telegram_token": "123456:ABC-demo_1",
    "teams_url": "https://prod.example.com:443/workflows/abc/triggers/manual/paths/invoke?api-version=1&sig=verysecret",
]

func findSecret(_ reference: SecretReference) -> Secret? { secrets[reference.credential].map { Secret($0) } }

extension Receiver {
    func request(for notification: Notification = .sample(), at now: Moment = monday) throws -> Request {
        guard case .transfer(let request) = try outgoing(for: notification, at: now, secrets: findSecret) else {
            throw NotATransfer()
        }
        return request
    }

    func http(for notification: Notification = .sample(), at now: Moment = monday) throws -> HTTPRequest {
        guard case .http(let request) = try request(for: notification, at: now).payload else { throw NotATransfer() }
        return request
    }

    func mail(for notification: Notification = .sample(), at now: Moment = monday) throws -> MailRequest {
        guard case .mail(let request) = try request(for: notification, at: now).payload else { throw NotATransfer() }
        return request
    }

    func body(for notification: Notification = .sample()) throws -> String {
        String(decoding: try http(for: notification).body, as: UTF8.self)
    }
}

struct NotATransfer: Error {}

extension HTTPRequest {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// The one receiver of a file that has no other.
func receiver(_ yaml: String) throws -> any Receiver {
    let (receivers, complaints) = readReceivers(yaml)
    #expect(complaints == [])
    return try #require(receivers.first)
}

enum Sample {
    static let slack = "receivers: [{ name: cs-chat, slack: { url: { credential: slack_url } } }]"
    static let teams = "receivers: [{ name: cs-teams, teams: { url: { credential: teams_url } } }]"
    static let telegram =
        "receivers: [{ name: cs-tg, telegram: { token: { credential: telegram_token }, chat: -1001234567890 } }]"
    static let webhook =
        "receivers: [{ name: ops, webhook: { url: { credential: ops_url }, signing_key: { credential: ops_key } } }]"
    static let email = """
        smtp: { host: mail.example.com, user: bell, password: { credential: smtp_password }, from: Bellwether <bell@example.com> }
        receivers: [{ name: owner-mail, email: { to: owner, fallback: cs-leads@example.com } }]
        """
}
