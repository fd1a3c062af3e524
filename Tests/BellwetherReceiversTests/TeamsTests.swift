import BellwetherCore
import Curl
import Testing

@testable import BellwetherReceivers

@Suite struct TeamsTests {
    @Test func `posts one account as a card, whole`() throws {
        #expect(
            try receiver(Sample.teams).body() == """
                {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive",\
                "contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",\
                "type":"AdaptiveCard","version":"1.4",\
                "fallbackText":"🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)",\
                "msteams":{"width":"Full"},"body":[\
                {"type":"RichTextBlock","spacing":"Small","inlines":[{"type":"TextRun",\
                "text":"🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)","weight":"Bolder",\
                "size":"Medium"}]},\
                {"type":"RichTextBlock","spacing":"Small","inlines":[{"type":"TextRun",\
                "text":"Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS"}]},\
                {"type":"RichTextBlock","spacing":"Small","inlines":[{"type":"TextRun",\
                "text":"12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)"}]},\
                {"type":"RichTextBlock","spacing":"Small","inlines":[{"type":"TextRun",\
                "text":"Call the sponsor by Wed 25 Nov; bring the adoption report."}]}],\
                "actions":[{"type":"Action.OpenUrl","title":"HubSpot",\
                "url":"https://app.hubspot.com/contacts/1/company/77"},\
                {"type":"Action.OpenUrl","title":"Why","url":"https://bellwether.example.com/accounts/acme"}]}}]}
                """)
    }

    @Test func `keeps within what Teams takes, and says how much it left out`() throws {
        var story = Story.hostile()
        let long = String(repeating: "🔴", count: 400)
        story.when = String(repeating: "🟡", count: 400)
        (story.title, story.reason, story.stakes, story.play) = (long, long, long, long)
        let events =
            (0..<10).map { number in
                var other = story
                other.accountID = "a\(number)"
                return Event.sample(.opened, other)
            }
            + (0..<40).map { number in
                var other = story
                other.accountID = "b\(number)"
                return Event.sample(.closed, other, closing: .churned)
            }
        let body = JSON(teams: Message(.sample(events)))
        #expect(body.bytes.count <= 20_000)
        #expect(String(decoding: body.bytes, as: UTF8.self).contains("more; bellwether has the whole list"))
    }

    /// Every text is a run, which reads no Markdown, and nothing is a mention.
    @Test func `lets no name mention, link or call anybody`() throws {
        for (_, notification) in Notification.shapes {
            let written = String(decoding: JSON(teams: Message(notification)).bytes, as: UTF8.self)
            #expect(!written.contains("TextBlock\"") || written.contains("RichTextBlock"))
            #expect(!written.contains("\"entities\"") && !written.contains("\"FactSet\""))
            #expect(!written.unicodeScalars.contains("\u{202E}") && !written.contains("javascript:"))
        }
    }

    @Test(arguments: [
        (202, Verdict.delivered(reference: nil)), (200, .delivered(reference: nil)),
        (405, .rejected(because: "HTTP 405")), (404, .gone(because: "HTTP 404")),
        (429, .busy(after: nil, because: "HTTP 429")), (502, .retry(after: nil, because: "HTTP 502")),
    ])
    func `goes by the status`(status: Int, verdict: Verdict) throws {
        #expect(
            try receiver(Sample.teams).verdict(on: Response(status: status, headers: [], body: []), at: monday)
                == verdict)
    }

    @Test func `refuses the connectors that are switched off`() {
        let old = "https://contoso.webhook.office.com/webhookb2/x"
        let complaints = readReceivers("receivers: [{ name: t, teams: { url: \"\(old)\" } }]").complaints
        #expect(complaints == ["bellwether.yaml:1:38: error: the connectors of Office 365 are switched off"])
        #expect(!Teams.isRetired("https://example.com/webhook.office.com"))
    }

    private static let tooBig =
        "Teams takes no card as big as that: `bellwether outbox show` has it, for whoever mends that"

    @Test(arguments: [
        (202, "", Verdict.delivered(reference: nil)), (200, "1", .delivered(reference: nil)),
        (
            200,
            "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x",
            .busy(after: nil, because: "HTTP 429")
        ),
        (
            200,
            "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId x",
            .rejected(
                because: Reason(
                    "HTTP 413; \(Self.tooBig); it says: Webhook message delivery failed with error: Microsoft Teams endpoint "
                        + "returned HTTP error 413 with ContextId x"))
        ),
        (
            401,
            #"{"error":{"code":"DirectApiAuthorizationRequired","message":"The request must be authenticated."}}"#,
            .denied(
                because: Reason(
                    "HTTP 401; the flow does not let it in: let 'Anyone' trigger it, and copy its whole address, with all "
                        + "behind the '?'; it says: DirectApiAuthorizationRequired: The request must be authenticated.")
            )
        ),
        (
            400, #"{"error":{"code":"TriggerInputSchemaMismatch"}}"#,
            .rejected(
                because: Reason(
                    "HTTP 400; the flow takes no card as it is built: make one by the template 'Post to a channel when a "
                        + "webhook request is received'; it says: TriggerInputSchemaMismatch"))
        ),
        (200, " <!DOCTYPE html><html>", .retry(after: nil, because: "HTTP 200 with a web page")),
        (413, "", .rejected(because: "HTTP 413; \(Self.tooBig)")), (429, "", .busy(after: nil, because: "HTTP 429")),
        (404, "", .gone(because: "HTTP 404")),
    ])
    func `believes what Teams says behind a 200`(status: Int, body: String, verdict: Verdict) throws {
        let response = Response(status: status, headers: [], body: Array(body.utf8))
        #expect(try receiver(Sample.teams).verdict(on: response, at: monday) == verdict)
    }
}
