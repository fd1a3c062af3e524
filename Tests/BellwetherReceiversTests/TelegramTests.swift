import BellwetherCore
import Curl
import Testing

@testable import BellwetherReceivers

@Suite struct TelegramTests {
    @Test func `sends one account, whole`() throws {
        let telegram = try receiver(Sample.telegram)
        #expect(
            try telegram.body() == """
                {"chat_id":-1001234567890,"parse_mode":"HTML","text":"<b>🔴 Acme GmbH is At risk: 48, was 71 thirty days \
                ago (Enterprise floor 60)</b>\\nLicences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS\\n\
                12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)\\n\
                Call the sponsor by Wed 25 Nov; bring the adoption report.\\n\
                <a href=\\"https://app.hubspot.com/contacts/1/company/77\\">HubSpot</a> · \
                <a href=\\"https://bellwether.example.com/accounts/acme\\">Why</a>",\
                "link_preview_options":{"is_disabled":true}}
                """)
        #expect(try "\(telegram.http().url)".contains("verysecret") == false)
    }

    @Test func `stays within 4,096 units, and never cuts what is escaped`() throws {
        var story = Story.hostile()
        let long = String(repeating: "<&> ", count: 70)
        (story.title, story.reason, story.stakes, story.play) = (long, long, long, long)
        let events = (0..<30).map { number in
            var other = story
            other.accountID = "b\(number)"
            return Event.sample(number < 3 ? .opened : .closed, other, closing: number < 3 ? nil : .churned)
        }
        let text = TelegramText.html(Message(.sample(events)))
        let read = text.replacing(#/<[^>]*>/#, with: "").replacing(#/&\w+;/#, with: "x")
        #expect(read.utf16.count <= 4_096 && read.utf16.count > 2_000)
        #expect(text.contains(#/<i>and \d+ more<\/i>$/#))
        #expect(text.matches(of: #/<b>/#).count == text.matches(of: #/<\/b>/#).count)
    }

    @Test func `lets no name mention, link or call anybody`() throws {
        for (_, notification) in Notification.shapes {
            let text = TelegramText.html(Message(notification))
            for active in ["@everyone", "<!channel", "://evil", "<at ", "\u{202E}", "javascript:", "<h", "<img"] {
                #expect(!text.replacing(#/href="[^"]*"/#, with: "").contains(active), "\(active)")
            }
        }
    }

    /// Telegram makes a link of any name that could be a domain's, and of no number.
    @Test(arguments: [
        ("office365.com", "office365.\u{200B}com"), ("4chan.org", "4chan.\u{200B}org"),
        ("a.b2.example", "a.\u{200B}b2.\u{200B}example"), ("1,234.56 or 3.5", "1,234.56 or 3.5"),
    ])
    func `makes no link of a name that looks like a domain`(name: String, shown: String) {
        let text = TelegramText.html(Message(.sample([.sample(.opened, .sample(name))])))
        #expect(text.contains("<b>🔴 \(shown) is At risk"), "\(text)")
    }

    @Test(arguments: [
        (200, #"{"ok":true,"result":{"message_id":42}}"#, Verdict.delivered(reference: "42")),
        (200, #"{"ok":false,"description":"no"}"#, .rejected(because: "HTTP 200; it says: no")),
        (200, "<html>Sign in</html>", .retry(after: nil, because: "HTTP 200 with a web page in place of 'ok'")),
        (200, "fine", .retry(after: nil, because: "HTTP 200 without 'ok'")),
        (
            400, #"{"ok":false,"description":"Bad Request: chat not found"}"#,
            .rejected(
                because: Reason(
                    "HTTP 400; the bot does not know this chat: let it in, or put the right number into `chat`; "
                        + "it says: Bad Request: chat not found"))
        ),
        (
            400,
            #"{"ok":false,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1009876543210}}"#,
            .rejected(
                because: Reason(
                    "HTTP 400; the group has become a supergroup: put -1009876543210 into `chat`; "
                        + "it says: Bad Request: group chat was upgraded to a supergroup chat"))
        ),
        (
            400, #"{"ok":false,"description":"Bad Request: message thread not found"}"#,
            .rejected(
                because: Reason(
                    "HTTP 400; its topic is gone: put another one into `thread`, or leave that out; "
                        + "it says: Bad Request: message thread not found"))
        ),
        (
            401, #"{"ok":false,"description":"Unauthorized"}"#,
            .denied(because: "HTTP 401; \(Self.unknownToken); it says: Unauthorized")
        ),
        (
            404, #"{"ok":false,"description":"Not Found"}"#,
            .denied(because: "HTTP 404; \(Self.unknownToken); it says: Not Found")
        ),
        (
            403, "",
            .denied(because: "HTTP 403; the bot may not write to this chat: let it in again, with the right to post")
        ),
        (
            429, #"{"ok":false,"description":"Too Many Requests","parameters":{"retry_after":7}}"#,
            .busy(after: .seconds(7), because: "HTTP 429; it says: Too Many Requests")
        ),
        (500, "", .retry(after: nil, because: "HTTP 500")),
    ])
    func `believes the body as well as the status`(status: Int, body: String, verdict: Verdict) throws {
        let response = Response(status: status, headers: [], body: Array(body.utf8))
        #expect(try receiver(Sample.telegram).verdict(on: response, at: monday) == verdict)
    }

    private static let unknownToken =
        "Telegram does not know the bot's token: ask @BotFather for the right one, and put it in the place of the old; "
        + "it counts from the next start on"

    private func secondTry(after status: Int, _ body: String) throws -> String? {
        let response = Response(status: status, headers: [], body: Array(body.utf8))
        let again = try receiver(Sample.telegram).secondTry(after: response, for: .sample()) { _ in
            Secret("123456:ABC-demo")
        }
        guard case .transfer(let request)? = again, case .http(let http) = request.payload else { return nil }
        return String(decoding: http.body, as: UTF8.self)
    }

    @Test func `follows a group that has become a supergroup`() throws {
        let body = try secondTry(
            after: 400,
            #"{"ok":false,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1009876543210}}"#
        )
        #expect(body?.contains(#""chat_id":-1009876543210"#) == true)
        #expect(body?.contains(#""parse_mode":"HTML""#) == true)
    }

    @Test func `sends plain text where its tags cannot be read`() throws {
        let body = try secondTry(
            after: 400, #"{"ok":false,"description":"Bad Request: can't parse entities: unclosed tag"}"#)
        #expect(body?.contains("parse_mode") == false)
        #expect(body?.contains("Acme GmbH") == true && body?.contains("<b>") == false)
    }

    @Test(arguments: [
        (400, #"{"ok":false,"description":"Bad Request: chat not found"}"#), (429, #"{"ok":false}"#), (200, "{}"),
        (500, ""),
    ])
    func `tries nothing else after any other answer`(status: Int, body: String) throws {
        #expect(try secondTry(after: status, body) == nil)
    }

    @Test(arguments: ["nonsense", "1:2/3", "1:", ":x", "1:a b", "12:ab:c"])
    func `takes nothing for a token that is none`(token: String) throws {
        let telegram = try receiver(Sample.telegram)
        #expect(throws: Unsendable.badToken(credential: "telegram_token")) {
            _ = try telegram.outgoing(for: .sample(), at: monday) { _ in Secret(token) }
        }
    }

    @Test func `says what a chat must be`() {
        let complaints = readReceivers(
            "receivers: [{ name: t, telegram: { token: { credential: telegram_token }, chat: \"a b\" } }]"
        ).complaints
        #expect(
            complaints == [
                "bellwether.yaml:1:81: error: 'chat' must be the number of a chat such as -1001234567890, or @channel, not 'a b'"
            ])
    }
}
