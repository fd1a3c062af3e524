import BellwetherTestSupport
import Foundation
import Synchronization
import Testing

extension EndToEndTests {
    /// Receivers that do not work, on a clock that is turned by hand.
    @Suite struct OutageTests {
        /// Every alert is a message of its own.
        private static let route = SmallCompany.route.replacing("group_by: [alert]", with: "group_by: [account]")

        /// An installation whose first list is out, and the daemon that goes on with it a minute at a time.
        private final class Story {
            let room: Room
            private let daemon: SteppedDaemon
            private let start: Instant
            private var seconds = 0
            private var company = SmallCompany.usual

            init(in room: Room, receivers: String, route: String = OutageTests.route, and more: String = "")
                async throws
            {
                self.room = room
                try room.prepareUsual(receivers: receivers, route: route)
                if !more.isEmpty {
                    let configuration = try room.text(of: "bellwether.yaml")
                    try room.write(more + configuration, to: "bellwether.yaml")
                }
                start = Instant(seconds: Int(Date.now.timeIntervalSince1970))
                daemon = try SteppedDaemon(in: room.folder, at: start)
                #expect(await daemon.isReady())
                try await pass(minutes: 1)
            }

            func pass(minutes: Int, in step: Int = 60) async throws {
                for _ in 0..<(minutes * 60 / step) {
                    seconds += step
                    _ = try await daemon.step(to: start + seconds)
                }
            }

            func becomesLate(_ names: String...) throws {
                company.accounts += names.map { SmallCompany.Account(name: $0, daysLate: 15) }
                try company.write(to: room)
            }

            func pays(_ name: String) throws {
                for index in company.accounts.indices where company.accounts[index].name == name {
                    company.accounts[index].isPaid = true
                }
                try company.write(to: room)
            }

            func end() async throws { #expect(try await daemon.stop() == 0) }
        }

        @Test func `a receiver that does not work is probed, and all that waits goes once it is mended`() async throws {
            let isDown = Answer(false)
            try await inRoom { arrival in
                arrival.target == "/chat" && isDown.isSo ? .status(503) : .status(200)
            } _: { room in
                let port = try OpenPort()
                let receivers = SmallCompany.webhook("chat", on: room) + "\n" + SmallCompany.webhook("other", on: room)
                let route = Self.route.replacing("receiver: chat", with: "receivers: [chat, other]")
                let story = try await Story(in: room, receivers: receivers, route: route, and: port.setting)
                #expect(try room.posted(to: "/chat").count == 1, "the first list")
                isDown.set(true)
                try story.becomesLate("Elder", "Fir", "Gorse", "Hazel", "Iris", "Juniper", "Larch")
                try await story.pass(minutes: 70, in: 10)

                // Five to open it, then after 30 s, 1, 2, 4, 8, 15, 15, 15 and 15 minutes: and not seven each time.
                let tries = try room.posted(to: "/chat").count - 1
                #expect((10...14).contains(tries), "\(tries)")
                #expect(try room.story(at: "/other").count == 10, "nobody else waits")
                let told = try room.posted(to: "/operator").filter { $0.purpose == "operational" }.map(\.text)
                #expect(told.count == 1 && told[0].contains("Receiver chat has taken nothing since "), "\(told)")
                #expect(told.first?.contains("7 messages wait for it since ") == true, "\(told)")
                let status = try await room.ask("status").text
                #expect(status.contains("RECEIVER chat has taken nothing since "), "\(status)")
                #expect(status.contains(", is tried next ") && status.contains(": HTTP 503"), "\(status)")
                let doctor = try await room.ask("doctor").text
                #expect(doctor.contains("HTTP 503; all that is for it waits, and it is tried next "), "\(doctor)")
                let page = try #require(port.answer(to: "GET", "/outbox")).body
                #expect(page.contains("All that is for chat waits; it is tried next "), "\(page)")
                let metrics = try #require(port.answer(to: "GET", "/metrics")).body
                #expect(metrics.contains("bellwether_destination_circuit_open{receiver=\"chat\"} 1\n"), "\(metrics)")
                #expect(metrics.contains("bellwether_destination_circuit_open{receiver=\"other\"} 0\n"))
                #expect(
                    metrics.contains(
                        "bellwether_notifications_failed_total{receiver=\"chat\",reason=\"serverError\"} \(tries)\n"))
                #expect(
                    metrics.contains(
                        "bellwether_notification_requests_total{receiver=\"chat\",code=\"503\"} \(tries)\n"))
                #expect(metrics.contains("bellwether_notifications_total{receiver=\"other\",kind=\"change\"} 7\n"))
                #expect(metrics.contains("bellwether_notification_latency_seconds_count{receiver=\"other\"} 7\n"))
                #expect(!metrics.contains("elder") && !metrics.contains("Elder"))

                // Its address is another one now: that is tried at once, and all of it goes there.
                try room.edit("bellwether.yaml", replacing: "\(room.http.url)/chat", with: "\(room.http.url)/new")
                #expect(try await room.ask("reload").code == 0)
                try await story.pass(minutes: 1, in: 1)
                #expect(try room.story(at: "/new").count == 7)
                #expect(try room.posted(to: "/chat").count == tries + 1)
                #expect(try await !room.ask("status").text.contains("RECEIVER chat"))
                let after = try #require(port.answer(to: "GET", "/metrics")).body
                #expect(after.contains("bellwether_destination_circuit_open{receiver=\"chat\"} 0\n"))
                #expect(
                    try room.posted(to: "/operator").last?.text.contains("Receiver chat takes messages again") == true)
                try await story.end()
            }
        }

        @Test func `one message that breaks a receiver keeps no other from it, and a test is sent at once`()
            async throws
        {
            try await inRoom { arrival in
                arrival.target == "/chat" && arrival.text.contains("Elder") ? .status(500) : .status(200)
            } _: { room in
                let story = try await Story(in: room, receivers: SmallCompany.webhook("chat", on: room))
                try story.becomesLate("Elder")
                try await story.pass(minutes: 10)
                #expect(try await room.ask("status").text.contains(", is tried next "))
                #expect(try await room.ask("notify", "test", "chat").code == 0)
                try await story.pass(minutes: 1, in: 1)
                #expect(try room.posted(to: "/chat").contains { $0.purpose == "test" })
                try await story.pass(minutes: 20)
                try story.becomesLate("Fir")
                try await story.pass(minutes: 20)
                #expect(try room.story().last { !$0.contains("elder") } == "opened fir")
                #expect(try await room.ask("outbox", "list").text.contains("Elder"))
                try await story.end()
            }
        }

        @Test func `where nobody is let in all waits, the operator hears at once, and a start tries again`()
            async throws
        {
            let isRefused = Answer(false)
            try await inRoom { arrival in
                arrival.target == "/chat" && isRefused.isSo ? .status(401) : .status(200)
            } _: { room in
                let chat = SmallCompany.webhook("chat", on: room, and: "\n    fallback: spare")
                let story = try await Story(in: room, receivers: chat + "\n" + SmallCompany.webhook("spare", on: room))
                isRefused.set(true)
                try story.becomesLate("Elder", "Fir", "Gorse")
                try await story.pass(minutes: 1, in: 5)
                // One try, and what waits is with others already.
                #expect((2...3).contains(try room.posted(to: "/chat").count))
                #expect(Set(try room.story(at: "/spare")) == ["opened elder", "opened fir", "opened gorse"])
                let told = try room.posted(to: "/operator").map(\.text)
                #expect(told.count == 1 && told[0].contains("Receiver chat has taken nothing since "), "\(told)")
                #expect(told.first?.contains("HTTP 401") == true, "\(told)")
                let status = try #require(try await room.status())
                #expect(status.outbox["dead", default: 0] == 0 && status.waiting == 3)
                try await story.end()

                isRefused.set(false)
                let again = try SteppedDaemon(
                    in: room.folder, at: Instant(seconds: Int(Date.now.timeIntervalSince1970) + 130))
                #expect(await again.isReady())
                let now = Instant(seconds: Int(Date.now.timeIntervalSince1970) + 131)
                for second in 0..<5 { _ = try await again.step(to: now + second) }
                #expect(Set(try room.story().suffix(3)) == ["opened elder", "opened fir", "opened gorse"])
                #expect(try await again.stop() == 0)
            }
        }

        @Test func `a mailbox that puts everything off is told of once, and nobody else waits`() async throws {
            let isFull = Answer(true)
            try await inRoom(mail: { step in
                step == .recipient("kim@fernhill.example") && isFull.isSo
                    ? .reply(452, "4.2.2 mailbox of Birch's friend is full") : .accept
            }) { room in
                let mail = """
                      - name: mail
                        email: { to: owner, fallback: [leads@fernhill.example] }
                        fallback: chat
                    """
                let story = try await Story(
                    in: room, receivers: mail + "\n" + SmallCompany.webhook("chat", on: room),
                    route: Self.route.replacing("receiver: chat", with: "receiver: mail"))
                try await story.pass(minutes: 60)
                #expect(room.smtp.mails.map(\.recipients).contains(["lee@fernhill.example"]))
                #expect(room.smtp.mails.filter { $0.recipients == ["kim@fernhill.example"] }.isEmpty)
                let told = try room.posted(to: "/operator").map(\.text)
                #expect(told.count == 1, "\(told)")
                let words = told.first ?? ""
                #expect(
                    words.contains("Mailbox kim@fernhill.example of receiver mail has taken nothing since "), "\(words)"
                )
                #expect(words.contains("refuses the mail: 452 4.2.2"), "\(words)")
                #expect(words.contains("1 message waits for it since "), "\(words)")
                #expect(words.contains("It went to leads@fernhill.example instead."), "\(words)")
                #expect(!words.contains("Birch") && !words.contains("Dune"), "\(words)")
                #expect(
                    try await room.ask("status").text.contains("MAILBOX kim@fernhill.example of mail has taken nothing")
                )
                #expect(try await room.ask("doctor").text.contains("mailbox kim@fernhill.example of receiver mail has"))
                #expect(try await !room.ask("status").text.contains("is tried next"))

                isFull.set(false)
                try await story.pass(minutes: 20)
                #expect(room.smtp.mails.contains { $0.recipients == ["kim@fernhill.example"] })
                let end = try #require(try room.posted(to: "/operator").last).text
                #expect(end.contains("Mailbox kim@fernhill.example of receiver mail takes messages again."), "\(end)")
                #expect(!room.log.contains("kim@") && !room.log.contains("friend"))
                try await story.end()
            }
        }

        /// Its own reader never hears of it; whoever did in their place hears the end.
        @Test func `what is over before it can be delivered is told as over to whoever heard of it`() async throws {
            let isDown = Answer(false)
            try await inRoom { arrival in
                arrival.target == "/chat" && isDown.isSo ? .status(503) : .status(200)
            } _: { room in
                let chat = SmallCompany.webhook("chat", on: room, and: "\n    fallback: spare")
                let story = try await Story(in: room, receivers: chat + "\n" + SmallCompany.webhook("spare", on: room))
                isDown.set(true)
                try story.becomesLate("Elder")
                try await story.pass(minutes: 60)
                #expect(try room.story(at: "/spare") == ["opened elder"])
                let before = try room.posted(to: "/chat").count
                try story.pays("Elder")
                isDown.set(false)
                try await story.pass(minutes: 20)
                #expect(try room.story(at: "/spare") == ["opened elder", "closed elder"])
                #expect(try room.posted(to: "/chat").count == before, "nothing of it is sent")
                // The first list was 1.
                let dropped = try await room.ask("outbox", "show", "2").text
                #expect(dropped.contains("it was over before it could be delivered"), "\(dropped)")

                try await story.end()
            }
        }
    }
}

/// What a server on another thread goes by.
private final class Answer: Sendable {
    private let state: Mutex<Bool>

    init(_ state: Bool) { self.state = Mutex(state) }

    var isSo: Bool { state.withLock { $0 } }

    func set(_ new: Bool) { state.withLock { $0 = new } }
}
