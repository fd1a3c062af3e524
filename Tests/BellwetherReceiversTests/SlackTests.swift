import BellwetherCore
import Curl
import Testing

@testable import BellwetherReceivers

@Suite struct SlackTests {
    @Test(arguments: Notification.shapes.map(\.name), [Sample.slack, Sample.teams, Sample.telegram, Sample.email])
    func `makes nothing that is known to be refused`(_ shape: String, _ yaml: String) throws {
        let notification = try #require(Notification.shapes.first { $0.name == shape }).notification
        #expect(try receiver(yaml).refusal(of: notification) == nil)
    }

    @Test(
        arguments: [
            (JSON.header("x", 150), nil),
            (.header("x", 151), "a header in Slack has 1 to 150 characters, and this 151"),
            (.header("", 1), "a header in Slack has 1 to 150 characters, and this 0"),
            (.list(Array(repeating: JSON.header("x", 1), count: 51)), "Slack takes 50 blocks, and this has 51"),
        ] as [(JSON, String?)])
    func `knows what Slack refuses`(_ block: JSON, _ words: String?) {
        var blocks = [block]
        if case .list(let many) = block { blocks = many }
        #expect((["text": "x", "blocks": .list(blocks)] as JSON).refusedBySlack == words)
    }

    @Test func `posts one account, whole`() throws {
        #expect(
            try receiver(Sample.slack).body(for: .sample(recipientName: nil, mentions: ["kim": "U07KIM42"])) == """
                {"text":"🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)","unfurl_links":false,\
                "unfurl_media":false,"blocks":[{"type":"header","text":{"type":"plain_text",\
                "text":"🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)","emoji":false}},\
                {"type":"section","text":{"type":"mrkdwn","verbatim":true,\
                "text":"Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS\\n\
                12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)\\n\
                <@U07KIM42> Call the sponsor by Wed 25 Nov; bring the adoption report."}},\
                {"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"HubSpot",\
                "emoji":false},"url":"https://app.hubspot.com/contacts/1/company/77","action_id":"open:a6b1de92f2fe"},\
                {"type":"button","text":{"type":"plain_text","text":"Why","emoji":false},\
                "url":"https://bellwether.example.com/accounts/acme","action_id":"open:0e1be8150edb"}]}]}
                """)
    }

    @Test func `lists many in as few sections as hold them`() throws {
        let body = try receiver(Sample.slack).body(for: Notification.shapes[1].notification)
        #expect(
            body.contains(
                "🟡 *<https://app.hubspot.com/contacts/1/company/77|Account 1 is Watch: 59>*\\n"
                    + "Licences −10.1 · 1,000 EUR · renews in 7 days\\n\\n🟡 *"))
        #expect(body.contains("\\n\\nand 2 more accounts\""))
    }

    @Test func `cuts no headline that a header has no room for`() throws {
        var story = Story.sample()
        story.accountName = "Acme " + String(repeating: "und Söhne ", count: 12)
        story.brief = "renewal 41 %, " + String(repeating: "and so on ", count: 8)
        story.topic = .other
        let message = Message(.sample([.sample(.closed, story, closing: .recovered)]))
        #expect(message.headline.unicodeScalars.count > 150)
        let first = try #require(JSON(slack: message, mentions: [:]).blocks.first)
        #expect(first["type"] == "section" && first.sectionText == "*\(message.headline)*")
    }

    @Test func `shows a listing as it was written`() throws {
        let words = ["It is broken", "a.yaml:1:1: <x>", "  1 | <x>", "    | ^~~", "help: write y"]
        let body = try receiver(Sample.slack).body(for: .sample([], purpose: .operational, words: words))
        #expect(body.contains("a.yaml:1:1: &lt;x&gt;\\n```  1 | &lt;x&gt;\\n    | ^~~```\\nhelp: write y"))
    }

    /// The only links are those that configurations build, whatever is in the names.
    @Test func `keeps the links of a list in one piece`() throws {
        let many = try #require(Notification.shapes.first { $0.name == "many hostile" }).notification
        let text = JSON(slack: Message(many), mentions: [:]).blocks.compactMap(\.sectionText).joined()
        #expect(text.filter { $0 == "<" }.count == 4 && text.filter { $0 == ">" }.count == 4)
        #expect(text.split(separator: "<").dropFirst().allSatisfy { $0.hasPrefix("https://app.example.com/bwx7%20") })
    }

    @Test func `lets no name mention, link or call anybody`() throws {
        let body = JSON(slack: Message(.hostile), mentions: Notification.hostile.mentions)
        let parsed = body.blocks.compactMap(\.sectionText) + [body["text"]?.string ?? ""]
        for active in ["<", ">", "\u{202E}", "\r", "javascript:"] {
            #expect(!parsed.contains { $0.contains(active) })
        }
        #expect(parsed.contains { $0.contains("&lt;!channel&gt; &lt;@U0BWX7&gt;") })
    }

    /// Slack parses nothing in plain text, so that it stands there as it is.
    @Test func `says everywhere else that it is plain text`() {
        for (_, notification) in Notification.shapes {
            let written = String(decoding: JSON(slack: Message(notification), mentions: [:]).bytes, as: UTF8.self)
            #expect(
                written.split(separator: "\"text\":{\"type\":").dropFirst().allSatisfy {
                    $0.hasPrefix("\"plain_text\",\"text\":") || $0.hasPrefix("\"mrkdwn\",\"verbatim\":true,")
                })
            #expect(!written.unicodeScalars.contains("\u{202E}"))
        }
    }

    @Test func `keeps to the limits with the longest of texts`() throws {
        var story = Story.sample()
        let long = String(repeating: "<&> ", count: 2_000)
        (story.title, story.reason, story.stakes, story.play) = (long, long, long, long)
        let events =
            (0..<3).map { _ in Event.sample(.opened, story) }
            + (0..<40).map { _ in
                Event.sample(.closed, story, closing: .churned)
            }
        let message = Message(.sample(events))
        let blocks = JSON(slack: message, mentions: [:]).blocks
        #expect(blocks.count <= 50)
        #expect(blocks.compactMap(\.sectionText).allSatisfy { $0.unicodeScalars.count <= 3_000 })
        #expect(blocks.compactMap(\.headerText).allSatisfy { $0.unicodeScalars.count <= 150 })
        #expect(blocks.compactMap(\.sectionText).allSatisfy { !$0.contains("&l\n") })
    }

    private static let newWebhook =
        "the webhook is not valid any more: make a new one, and put it in the place of the old; it counts from the next "
        + "start on"

    @Test(arguments: [
        (200, "ok", Verdict.delivered(reference: nil)), (200, "no_text", .rejected(because: "HTTP 200, no_text")),
        (200, "<html>Sign in</html>", .retry(after: nil, because: "HTTP 200 with a web page in place of 'ok'")),
        (200, "", .retry(after: nil, because: "HTTP 200 without 'ok'")),
        (
            400, "invalid_blocks",
            .rejected(
                because: Reason(
                    "HTTP 400, invalid_blocks; Slack does not take this message as it is written: "
                        + "`bellwether outbox show` has it, for whoever mends that"))
        ),
        (
            403, "action_prohibited",
            .denied(
                because: Reason(
                    "HTTP 403, action_prohibited; the workspace does not let it post there: ask an admin of it, or "
                        + "make a webhook for another channel"))
        ),
        (404, "no_service", .gone(because: "HTTP 404, no_service")),
        (
            410, "channel_is_archived",
            .denied(
                because: Reason(
                    "HTTP 410, channel_is_archived; its channel is archived: unarchive it, or make a webhook for "
                        + "another one"))
        ),
        (200, "invalid_token", .denied(because: "HTTP 200, invalid_token; \(Self.newWebhook)")),
        (403, "token_revoked", .denied(because: "HTTP 403, token_revoked; \(Self.newWebhook)")),
        (429, "", .busy(after: .seconds(30), because: "HTTP 429")),
        (500, "rollup_error", .retry(after: .seconds(30), because: "HTTP 500, rollup_error")),
        (
            302, "https://hooks.slack.com/services/secret",
            .rejected(because: "HTTP 302; the address has moved, and redirects are not followed")
        ),
    ])
    func `believes the body as well as the status`(status: Int, body: String, verdict: Verdict) throws {
        let response = Response(status: status, headers: [HeaderField("Retry-After", "30")], body: Array(body.utf8))
        #expect(try receiver(Sample.slack).verdict(on: response, at: monday) == verdict)
    }
}

extension JSON {
    subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var string: String? { if case .text(let text) = self { text } else { nil } }

    var blocks: [JSON] { if case .list(let blocks)? = self["blocks"] { blocks } else { [] } }

    var sectionText: String? { self["type"] == "section" ? self["text"]?["text"]?.string : nil }

    fileprivate var headerText: String? { self["type"] == "header" ? self["text"]?["text"]?.string : nil }
}

extension JSON {
    fileprivate static func header(_ letter: String, _ count: Int) -> JSON {
        ["type": "header", "text": ["type": "plain_text", "text": .text(String(repeating: letter, count: count))]]
    }
}
