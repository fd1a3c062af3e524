import BellwetherCore
import Curl
import Documents
import Testing

import struct Foundation.Data
import class Foundation.JSONSerialization

@testable import BellwetherReceivers

@Suite struct WebhookTests {
    @Test func `signs as Standard Webhooks does`() throws {
        let key = try #require(Base64.decoded("C2FVsBQIhrscChlQIMV+b5sSYspob7oD"))
        let signature = Webhook.signature(
            of: Array("{\"test\": 2432232314}".utf8), id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330,
            key: key)
        #expect(signature == "v1,78nXHjpFP0tVJQW5D0SBwmVyyW87BV/rL6MgfM/Bw44=")
    }

    @Test func `posts one event, whole`() throws {
        #expect(
            try receiver(Sample.webhook).body() == """
                {"version":"4","groupKey":"{}:{alert=\\"health-below-band\\",owner=\\"kim\\"}#7","truncatedAlerts":0,\
                "status":"firing","receiver":"owner-mail","groupLabels":{"alert":"health-below-band","owner":"kim"},\
                "commonLabels":{"account":"acme","account_name":"Acme GmbH","alert":"health-below-band",\
                "alertname":"health-below-band","owner":"kim","receiver":"owner-mail","severity":"warning"},\
                "commonAnnotations":{"description":"Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS",\
                "play":"Call the sponsor by Wed 25 Nov; bring the adoption report.",\
                "stakes":"12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)",\
                "summary":"Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)"},"externalURL":"",\
                "alerts":[{"status":"firing","labels":{"account":"acme","account_name":"Acme GmbH",\
                "alert":"health-below-band","alertname":"health-below-band","owner":"kim","receiver":"owner-mail",\
                "severity":"warning"},"annotations":{"description":"Licences −10.1 · overdue invoice −8.9 · urgent ticket \
                −4.2 · no NPS","play":"Call the sponsor by Wed 25 Nov; bring the adoption report.",\
                "stakes":"12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)",\
                "summary":"Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)"},\
                "startsAt":"2026-11-23T09:05:00Z","endsAt":"0001-01-01T00:00:00Z",\
                "generatorURL":"https://app.hubspot.com/contacts/1/company/77","fingerprint":"589d5b2e0ffd71f9"}],\
                "id":"owner-mail/kim@example.com/{}:{alert=\\"health-below-band\\",owner=\\"kim\\"}#7/1","purpose":"change",\
                "created_at":"2026-11-23T09:15:00Z","would_go_to":null,\
                "headline":"🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)",\
                "text":"🔴 Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)\\n\
                Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS\\n\
                12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)\\n\
                Call the sponsor by Wed 25 Nov; bring the adoption report.\\n\
                HubSpot: https://app.hubspot.com/contacts/1/company/77\\n\
                Why: https://bellwether.example.com/accounts/acme\\n",\
                "events":[{"id":"health-below-band/account:acme/2026-11-21T09:05:00Z/opened/owner-mail/kim@example.com",\
                "kind":"opened","alert":"health-below-band/account:acme/2026-11-21T09:05:00Z","rule":"health-below-band",\
                "subject":"account:acme","account":"acme","account_name":"Acme GmbH","owner":"kim",\
                "opened_at":"2026-11-21T09:05:00Z","fired_at":"2026-11-23T09:05:00Z","closed_at":null,\
                "closing_reason":null,\
                "topic":"health",\
                "title":"Acme GmbH is At risk: 48, was 71 thirty days ago (Enterprise floor 60)",\
                "brief":"At risk: 48.2",\
                "reason":"Licences −10.1 · overdue invoice −8.9 · urgent ticket −4.2 · no NPS",\
                "stakes":"12,400 EUR renews 1 Jan (39 days); notice by 2 Dec (9 days) · 56 % (18 of 30 like it renewed)",\
                "play":"Call the sponsor by Wed 25 Nov; bring the adoption report.","tasks":[],"band":"poor","score":48.2,\
                "score_then":71.4,"score_told":null,\
                "contributions":[{"measure":"licences","points":11.3,"change":-10.1}],"other_changes":[],"mrr_minor":103333,\
                "stake_minor":1240000,"currency":"EUR","urgency_days":9,"condition":"48.2 < 60",\
                "links":[{"label":"HubSpot","url":"https://app.hubspot.com/contacts/1/company/77"},\
                {"label":"Why","url":"https://bellwether.example.com/accounts/acme"}]}],"unchanged":0}
                """)
    }

    @Test func `says resolved once everything it tells of has closed`() throws {
        let body = try receiver(Sample.webhook).body(for: .sample([.sample(.closed, closing: .renewed)]))
        #expect(body.contains("\"status\":\"resolved\",\"receiver\""))
        #expect(body.contains("\"endsAt\":\"2026-11-26T13:05:00Z\""))
        #expect(body.contains("\"kind\":\"closed\""))
        #expect(body.contains("\"closing_reason\":\"renewed\""))
        #expect(body.contains("\"score_told\":48.2"))
    }

    @Test func `wakes no incident tool for a test`() throws {
        let body = try receiver(Sample.webhook).body(for: .test(receiver: "ops", recipient: "all", at: monday))
        #expect(body.contains("\"alerts\":[]"))
        #expect(body.contains("\"purpose\":\"test\""))
        #expect(body.contains("\"headline\":\"TEST: Bellwether reaches this receiver\""))
    }

    @Test func `tries again with the same id and bytes, and a new time`() throws {
        let webhook = try receiver(Sample.webhook)
        let first = try webhook.http(at: monday)
        let second = try webhook.http(at: monday + .seconds(60))

        #expect(first.body == second.body)
        #expect(first.header("webhook-id") == second.header("webhook-id"))
        #expect(first.header("Idempotency-Key") == first.header("webhook-id"))
        #expect(second.header("webhook-timestamp") == "\(monday.seconds + 60)")
        #expect(first.header("webhook-signature") != second.header("webhook-signature"))
    }

    @Test func `sends what every receiver is sent`() throws {
        let request = try receiver(Sample.webhook).http()
        #expect(request.method == "POST")
        #expect(request.url.reveal() == "https://ops.example.com/hook?token=verysecret")
        #expect(request.header("Content-Type") == "application/json; charset=utf-8")
        #expect(request.header("User-Agent") == "Bellwether/1")
        #expect(!"\(request)".contains("verysecret"))
    }

    @Test func `makes an id of any notification that is safe in a header and no other's`() {
        let ids = Notification.shapes.map { DeliveryID.make(from: $0.notification) }
        #expect(Set(ids).count == Set(Notification.shapes.map(\.notification.id)).count)
        for id in ids {
            #expect(
                id.utf8.allSatisfy {
                    ("a"..."z").contains(Unicode.Scalar($0))
                        || "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~".utf8.contains($0)
                })
            #expect(id.utf8.count <= 180)
        }
        #expect(DeliveryID.make(from: .sample(groupKey: "a.b")) != DeliveryID.make(from: .sample(groupKey: "a~2Eb")))
    }

    @Test(arguments: [
        ("whsec_c2hvcnQ=", "credential 'ops_key' must be 'whsec_' and 24 to 64 bytes in base64"),
        ("C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "credential 'ops_key' must be 'whsec_' and 24 to 64 bytes in base64"),
        (nil, "there is no credential 'ops_key'"),
    ])
    func `sends nothing rather than unsigned`(key: String?, complaint: String) throws {
        let webhook = try receiver(Sample.webhook)
        let error = #expect(throws: Unsendable.self) {
            try webhook.outgoing(for: .sample(), at: monday) { reference in
                reference.credential == "ops_key" ? key.map { Secret($0) } : findSecret(reference)
            }
        }
        #expect(error.map { webhook.verdict(on: $0) } == .rejected(because: Reason(complaint)))
    }

    @Test(arguments: [
        (200, "", Verdict.delivered(reference: nil)), (404, "", .gone(because: "HTTP 404")),
        (
            401, #"{"message":"signature is wrong"}"#,
            .denied(
                because: Reason(
                    "HTTP 401; it does not let Bellwether in: put the right `url` and `signing_key` here; a new secret "
                        + "counts from the next start on; it says: signature is wrong"))
        ),
        (405, "", .rejected(because: "HTTP 405; its address takes no POST: put the right one into `url`")),
        (
            422, "",
            .rejected(
                because: Reason(
                    "HTTP 422; it does not take Alertmanager's webhook, version 4: `bellwether outbox show` has what "
                        + "was sent"))
        ),
        (503, "down", .retry(after: nil, because: "HTTP 503")),
    ])
    func `says what a service says of why it refuses, and what to do`(status: Int, body: String, verdict: Verdict)
        throws
    {
        let response = Response(status: status, headers: [], body: Array(body.utf8))
        #expect(try receiver(Sample.webhook).verdict(on: response, at: monday) == verdict)
    }

    @Test func `is JSON that another reader reads, whatever the names`() throws {
        for (_, notification) in Notification.shapes {
            let bytes = try receiver(Sample.webhook).http(for: notification).body
            let object = try JSONSerialization.jsonObject(with: Data(bytes))
            let read = try #require(object as? [String: Any])
            #expect((read["events"] as? [Any])?.count == notification.events.count)
            #expect(!String(decoding: bytes, as: UTF8.self).unicodeScalars.contains("\u{202E}"))
        }
    }
}
