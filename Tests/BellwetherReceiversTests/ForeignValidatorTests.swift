import BellwetherCore
import BellwetherTestSupport
import Curl
import Testing

import struct Foundation.Date

@testable import BellwetherReceivers

/// What was really sent over loopback, judged by validators that nobody on this project wrote: Slack's SDK, the
/// reference verifier of Standard Webhooks, Python's mail parser and html5lib.
///
/// Skipped where the shared tools or their Python packages are missing.
@Suite(.enabled(if: ForeignValidator.isThere), .timeLimit(.minutes(3))) struct ForeignValidatorTests {
    private let curl = Curl()

    @Test func `find nothing wrong with a webhook`() async throws {
        let arrivals = try await sent(by: { url in
            "{ name: r, webhook: { url: \"\(url)/hook\", signing_key: { credential: key }, allow_addresses: [127.0.0.0/8] } }"
        })
        try ForeignValidator.judge(arrivals, as: "webhook", secret: key)
    }

    @Test func `find nothing wrong with Slack's blocks`() async throws {
        let arrivals = try await sent(by: { url in
            "{ name: r, slack: { url: \"\(url)/services/T/B/x\", allow_addresses: [127.0.0.0/8] } }"
        })
        try ForeignValidator.judge(arrivals, as: "slack_webhook", secret: key)
    }

    /// Calling the owner by name is what we mean; nobody else is called, whatever a customer is called.
    @Test func `find nothing wrong with calling an owner in Slack`() async throws {
        let called = [Story.sample(), .renewal(2)].map { story in
            Notification.sample([.sample(.opened, story)], mentions: ["kim": "U04KB7R2M1Q"])
        }
        let arrivals = try await sent(
            called,
            by: { url in
                "{ name: r, slack: { url: \"\(url)/services/T/B/x\", allow_addresses: [127.0.0.0/8] } }"
            })
        #expect(arrivals.allSatisfy { $0.text.contains("<@U04KB7R2M1Q>") })
        try ForeignValidator.judge(arrivals, as: "slack_webhook", secret: key, allowing: ["--allow-mentions"])
    }

    @Test func `find nothing wrong with a card for Teams`() async throws {
        guard ForeignValidator.has("adaptive_cards") else { return }
        let arrivals = try await sent(by: { url in
            "{ name: r, teams: { url: \"\(url)/workflows/abc\", allow_addresses: [127.0.0.0/8] } }"
        })
        try ForeignValidator.judge(arrivals, as: "teams", secret: key)
    }

    @Test func `find nothing wrong with a message for Telegram`() async throws {
        guard ForeignValidator.has("aiogram") else { return }
        let arrivals = try await sent(
            secret: "123456:ABC-demo",
            by: { url in
                "{ name: r, telegram: { token: { credential: t }, chat: -1001234567890, api: \"\(url)\", allow_addresses: [127.0.0.0/8] } }"
            })
        try ForeignValidator.judge(arrivals, as: "telegram", secret: key)
    }

    @Test func `find nothing wrong with a mail`() async throws {
        let server = try LoopbackSMTP()
        defer { server.stop() }
        let email = try receiver(
            """
            smtp: { host: 127.0.0.1, port: \(server.port), tls: none, from: bell@bell.example.com, allow_addresses: [127.0.0.0/8] }
            receivers: [{ name: r, email: { to: owner } }]
            """)
        for (_, notification) in Notification.shapes {
            _ = try await curl.perform(email.request(for: notification, at: now))
        }
        #expect(server.mails.count == Notification.shapes.count)
        try ForeignValidator.judge(server.mails)
    }

    private let key = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
    /// The verifier compares the timestamp with the time of capture, so this one clock is a real one.
    private let now = Moment(seconds: Int64(Date().timeIntervalSince1970))

    private func sent(
        _ notifications: [Notification] = Notification.shapes.map(\.notification), secret: String? = nil,
        by entry: (String) -> String
    ) async throws -> [HTTPArrival] {
        let server = try LoopbackHTTP { _ in .status(200, body: "ok") }
        defer { server.stop() }
        let receiver = try receiver("receivers: [\(entry(server.url))]")
        for notification in notifications {
            let outgoing = try receiver.outgoing(for: notification, at: now) { _ in Secret(secret ?? key) }
            guard case .transfer(let request) = outgoing else { throw NotATransfer() }
            _ = try await curl.perform(request)
        }
        #expect(server.requests.count == notifications.count)
        return server.requests
    }
}
