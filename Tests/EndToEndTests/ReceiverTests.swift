import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// Receivers that are slow, busy, or gone for good.
    @Suite struct ReceiverTests {
        private static let both = SmallCompany.route.replacing("receiver: chat", with: "receivers: [chat, mail]")

        private func receivers(of room: Room) -> String {
            SmallCompany.webhook("chat", on: room)
                + "\n  - name: mail\n    email: { to: [leads@fernhill.example] }"
        }

        @Test func `a receiver that never answers delays no other`() async throws {
            try await inRoom { arrival in
                arrival.target == "/chat" ? .hang : .status(200)
            } _: { room in
                try room.startUsual(receivers: receivers(of: room), route: Self.both)
                _ = try await room.http.request(number: 1)
                _ = try await room.smtp.mail(number: 1)
                #expect(room.http.unanswered == 1)

                // It hangs on, and the next letter does not wait for it either.
                var company = SmallCompany.usual
                company.accounts.append(.init(name: "Elder", daysLate: 11))
                try company.write(to: room)
                let letter = try await room.smtp.mail(number: 2)
                #expect(letter.text.contains("Elder"))
                #expect(room.http.requests.count == 1)
            }
        }

        @Test func `with a proxy, names are asked of it, and addresses on this side of it are reached without`()
            async throws
        {
            try await inRoom { room in
                let far = """
                      - name: chat
                        webhook: { url: "http://hooks.fernhill.example/far?key=1", allow_addresses: [192.0.2.1] }
                    """
                try room.prepareUsual(receivers: far)
                let configuration = try room.text(of: "bellwether.yaml")
                let proxy = "proxy: \"\(room.http.url)\"\nproxy_addresses: [127.0.0.0/8]\n"
                try room.write(proxy + configuration, to: "bellwether.yaml")
                try room.startDaemon()
                let request = try await room.http.request(number: 1)
                #expect(request.target == "http://hooks.fernhill.example/far?key=1")
                #expect(request.text.contains("Birch"))
                try room.edit("bellwether.yaml", replacing: proxy, with: "proxy: \"ftp://x\"\n")
                let check = try await room.ask("check")
                #expect(check.text.contains("'proxy' must be none, env or the URL of a proxy: a URL must begin with"))
                try room.edit("bellwether.yaml", replacing: "proxy: \"ftp://x\"", with: "proxy: none")
                #expect(try await room.ask("check").code == 0)
            }
        }

        @Test func `a busy receiver is asked again when it said, under the same id, signed anew`() async throws {
            try await inRoom { arrival in
                arrival.number == 1 ? .status(429, headers: [("Retry-After", "3")]) : .status(200)
            } _: { room in
                try room.startUsual(
                    receivers: SmallCompany.webhook("chat", on: room).replacing(
                        "allow_addresses", with: "signing_key: { credential: hook_key }, allow_addresses"))
                let first = try await room.http.request(number: 1)
                let second = try await room.http.request(number: 2)
                try await room.becomes("everything is sent") { $0.waiting == 0 }
                #expect(room.http.requests.count == 2)
                #expect(second.at - first.at >= .seconds(3))
                #expect(first.header("webhook-id") == second.header("webhook-id"))
                #expect(first.header("webhook-timestamp") != second.header("webhook-timestamp"))
                #expect(first.body == second.body)
                try await expectSigned(room.http.requests, in: room)

                // Only the daemon can see its secrets: others check what they can, and are told.
                let check = try await room.ask("check")
                #expect(check.code == 0 && check.output.contains("warning: credentials are not looked for"))
            }
        }

        @Test func `a Telegram group that became a supergroup is followed to its new number`() async throws {
            try await inRoom { arrival in
                arrival.text.contains("-1009876543210")
                    ? .status(200, body: #"{"ok":true,"result":{"message_id":7}}"#)
                    : .status(
                        400,
                        body:
                            #"{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded to a supergroup chat","parameters":{"migrate_to_chat_id":-1009876543210}}"#
                    )
            } _: { room in
                try room.write("123456:ABC-demo\n", to: "credentials/telegram_token")
                try room.startUsual(
                    receivers: """
                          - name: chat
                            telegram:
                              { token: { credential: telegram_token }, chat: -4711, api: "\(room.http.url)", allow_addresses: [127.0.0.0/8] }
                        """)
                let first = try await room.http.request(number: 1)
                let second = try await room.http.request(number: 2)
                try await room.becomes("it is delivered") { $0.waiting == 0 && $0.outbox["dead", default: 0] == 0 }
                #expect(first.text.contains("-4711") && second.text.contains("Birch"))
                #expect(room.http.requests.count == 2)
            }
        }

        @Test func `what a receiver refuses for good goes to its fallback with a note, and is counted`() async throws {
            try await inRoom { arrival in
                .status(arrival.target == "/moved" ? 404 : 200)
            } _: { room in
                try room.startUsual(
                    receivers: SmallCompany.webhook("moved", on: room, and: "\n    fallback: chat") + "\n"
                        + SmallCompany.webhook("chat", on: room),
                    route: SmallCompany.route.replacing("receiver: chat", with: "receiver: moved"))
                try await room.until("it came to the fallback") { try !room.posted(to: "/chat").isEmpty }
                try await room.becomes("it is counted as dead") { $0.outbox["dead"] == 1 && $0.waiting == 0 }
                let posted = try #require(try room.posted(to: "/chat").first)
                #expect(posted.events.count == 3)
                #expect(
                    posted.text.contains("This was meant for moved, which could not take it"), "\(posted.text)")
                #expect(try await room.ask("status").text.contains("dead 1"))
                #expect(try room.posted(to: "/moved").count == 1)
                try await room.until("the operator was told") { try room.posted(to: "/operator").count == 1 }
            }
        }

        @Test func `a receiver that takes something again is well, whatever it refused before`() async throws {
            try await inRoom { arrival in
                .status(arrival.target == "/chat" && arrival.number == 1 ? 404 : 200)
            } _: { room in
                try room.startUsual()
                try await room.becomes("it is counted as dead") { $0.outbox["dead"] == 1 && $0.waiting == 0 }
                let sick = try await room.ask("doctor").output
                #expect(sick.contains("receiver chat took nothing when last asked: "), "\(sick)")
                #expect(sick.contains("then `bellwether notify test chat`"), "\(sick)")
                #expect(try await room.ask("notify", "test", "chat").code == 0)
                try await room.until("the test arrives") {
                    try room.posted(to: "/chat").contains { $0.purpose == "test" }
                }
                try await room.becomes("everything is sent") { $0.waiting == 0 }
                let well = try await room.ask("doctor").output
                #expect(!well.contains("receiver chat took nothing"), "\(well)")
                #expect(well.contains("one message could not be delivered"), "\(well)")
            }
        }
    }
}
