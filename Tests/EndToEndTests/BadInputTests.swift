import BellwetherTestSupport
import Foundation
import Testing

extension EndToEndTests {
    /// What people meet sooner or later: each is told to the operator once, in words that say what happened and what to
    /// do; nobody else waits for it, and nothing is lost.
    @Suite struct BadInputTests {
        /// One more source beside those that are well.
        private func expectTold(
            _ words: String, ofSource source: String, credential: String = "unused", in room: Room,
            sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            try SmallCompany.usual.write(to: room)
            try room.write(SmallCompany.rule, to: "rules/late.yaml")
            try room.write(credential, to: "credentials/extra")
            try room.write(SmallCompany.configuration(for: room) + source, to: "bellwether.yaml")
            try room.startDaemon()
            try await room.waitForStory(of: 3)
            try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }
            let told = try room.posted(to: "/operator").map(\.text)
            #expect(told.count == 1 && told[0].contains("Source extra cannot be read"), "\(told)")
            #expect(told.first?.contains(words) == true, "\(told)", sourceLocation: sourceLocation)
            #expect(!room.log.contains("a password of somebody"), sourceLocation: sourceLocation)
        }

        @Test func `no customer's name and no reader's address is in the log, whatever is refused`() async throws {
            try await inRoom(mail: { step in
                guard case .message = step else { return .accept }
                return .reply(554, "5.7.1 \"Qorvbirch GmbH\" to <leads@fernhill.example> is spam")
            }) { room in
                try SmallCompany.usual.write(to: room)
                try room.write(SmallCompany.rule, to: "rules/late.yaml")
                try room.write("id,account,due\n1,birch,Qorvbirch GmbH\n", to: "exports/bad.csv")
                let bad = """
                      - name: bad
                        csv: { path: exports/bad.csv, settle: 0s }
                        every: 1s
                        facts: { touch: { columns: { id: id, account_id: account, at: due } } }

                    """
                let receivers =
                    SmallCompany.webhook("chat", on: room)
                    + "\n  - name: mail\n    email: { to: [leads@fernhill.example] }"
                let route = SmallCompany.route.replacing("receiver: chat", with: "receivers: [chat, mail]")
                let configuration = SmallCompany.configuration(for: room, receivers: receivers, route: route)
                try room.write(
                    configuration.replacing("sources:\n", with: "sources:\n" + bad), to: "bellwether.yaml")
                try room.startDaemon()
                try await room.waitForStory(of: 3)
                try await room.until("both are in the log") {
                    room.log.contains("poll failed") && room.log.contains("notification given up")
                }
                #expect(room.log.contains("exports/bad.csv:2:3: due: it is not a date in a declared format ('at')"))
                #expect(room.log.contains("refuses the mail: 554 5.7.1"))
                for word in ["Qorvbirch", "leads@", "spam"] { #expect(!room.log.contains(word), "\(room.log)") }
                // Whoever may see them is shown them.
                #expect(try await room.ask("sources", "test", "bad").text.contains("Qorvbirch GmbH"))
                #expect(try await room.ask("outbox", "list", "--dead").text.contains("Qorvbirch GmbH"))
            }
        }

        private func service(at url: String, _ more: String = "") -> String {
            """
              - name: extra
                http: { url: "\(url)", auth: { bearer: { credential: extra } }, allow_addresses: [127.0.0.0/8]\(more) }
                every: 1h
                facts: { ticket: { path: /tickets, records: data, columns: { id: id, account_id: org, created_at: at } } }

            """
        }

        @Test(
            .enabled(
                if: LoopbackPostgres.isInstalled, "there is no PostgreSQL server on this machine; this test starts one")
        )
        func `a wrong password`() async throws {
            let server = try LoopbackPostgres()
            try await inRoom { room in
                let source = """
                      - name: extra
                        postgres: { url: { credential: extra } }
                        every: 1h
                        facts: { touch: { query: "SELECT 1 AS id" } }

                    """
                try await expectTold(
                    "PostgreSQL at 127.0.0.1 refuses the user or the password; put the right ones into its URL",
                    ofSource: source, credential: server.url(password: "a password of somebody"), in: room)
            }
        }

        @Test func `an expired certificate`() async throws {
            let certificate = try Certificate(expiredFor: "IP:127.0.0.1")
            let server = try LoopbackHTTP(tls: certificate) { _ in .status(200, body: "{}") }
            defer { server.stop() }
            try await inRoom { room in
                try await expectTold(
                    "the certificate of 127.0.0.1 has expired; it has to be renewed there",
                    ofSource: service(at: server.url, ", ca_file: \(certificate.path)"), in: room)
            }
        }

        @Test func `an expired certificate of a chat, whose authority is trusted`() async throws {
            let certificate = try Certificate(expiredFor: "IP:127.0.0.1")
            let server = try LoopbackHTTP(tls: certificate) { _ in .status(200, body: "ok") }
            defer { server.stop() }
            try await inRoom { room in
                let chat = """
                      - name: chat
                        slack: { url: "\(server.url)/x", allow_addresses: [127.0.0.0/8], ca_file: \(certificate.path) }
                    """
                try room.startUsual(receivers: chat)
                try await room.until("doctor says it") {
                    try await room.ask("doctor").output.contains(
                        "receiver chat took nothing when last asked: the certificate of 127.0.0.1 has expired; it has to be renewed there"
                    )
                }
                #expect(server.requests.isEmpty)
            }
        }

        /// While it is, no message could be queued either.
        @Test func `a disk that is full for a while`() async throws {
            try await inRoom { room in
                try room.prepareUsual()
                try room.startDaemon(["--fault", "full:before:40"])
                try await room.waitForStory(of: 3)
                try await room.until("the operator was told") {
                    try room.posted(to: "/operator").contains { $0.text.contains("nothing could be kept for ") }
                }
                #expect(room.log.split(separator: "turn cannot be kept").count == 2, "once: \(room.log)")
                let told = try room.posted(to: "/operator").map(\.text)
                #expect(
                    told.contains { $0.contains("The reason was: there is no room left for state") }, "\(told)")
                var company = SmallCompany.usual
                company.accounts[1].isPaid = true
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                #expect(try room.story().last == "closed birch", "nothing has to be restarted")
            }
        }

        /// There is no turn that could carry it before any source has accounts.
        @Test func `a source that cannot be read before there is any account`() async throws {
            try await inRoom { room in
                try room.prepareUsual()
                try room.write("number,title\n1,Amber\n", to: "exports/accounts.csv")
                try room.startDaemon()
                try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }
                let told = try #require(try room.posted(to: "/operator").first).text
                #expect(told.contains("Source crm cannot be read: "), "\(told)")
                #expect(told.contains("Until it can, Bellwether knows nothing from it."), "\(told)")
                #expect(try await room.ask("status").text.contains("first start: waiting for accounts"))
                try SmallCompany.usual.write(to: room)
                try await room.waitForStory(of: 3)
                try await room.until("its end was told") { try room.posted(to: "/operator").count >= 2 }
                try await room.becomes("everything is sent") { $0.waiting == 0 }
                let all = try room.posted(to: "/operator").map(\.text)
                #expect(all.count == 2 && all[1].contains("Source crm loads again"), "\(all)")
            }
        }

        @Test func `a web page where data should be`() async throws {
            let server = try LoopbackHTTP { _ in
                .status(200, headers: [("Content-Type", "text/html")], body: "<!DOCTYPE html><html>Sign in</html>")
            }
            defer { server.stop() }
            try await inRoom { room in
                try await expectTold(
                    "127.0.0.1 answers with a web page in place of JSON; is `url` right, and does it ask for a login?",
                    ofSource: service(at: server.url), in: room)
            }
        }

        @Test func `a renamed column, until it is mended`() async throws {
            try await inRoom { room in
                try room.startUsual()
                try await room.waitForStory(of: 3)
                try room.edit("exports/invoices.csv", replacing: "issued,due,paid", with: "issued,due_on,paid")
                try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }
                let told = try #require(try room.posted(to: "/operator").first).text
                #expect(told.contains("Source billing cannot be read: "), "\(told)")
                #expect(told.contains("has no column 'due'"), "\(told)")
                #expect(told.contains("write its new name under `columns` of source "), "\(told)")
                #expect(told.contains("'due_on'"), "\(told)")
                try await room.becomes("its alerts are held") { $0.held == 3 }
                #expect(try room.story().count == 3, "nothing opens or closes")

                var company = SmallCompany.usual
                company.accounts[1].isPaid = true
                try company.write(to: room)
                try await room.waitForStory(of: 4)
                #expect(try room.story().last == "closed birch")
            }
        }

        @Test func `a revoked webhook`() async throws {
            try await inRoom { arrival in
                arrival.target == "/old" ? .status(404, body: "no_service") : .status(200)
            } _: { room in
                try room.write("\(room.http.url)/old", to: "credentials/slack_url")
                let revoked = """
                      - name: old
                        slack: { url: { credential: slack_url }, allow_addresses: [127.0.0.0/8] }
                        fallback: chat
                    """
                try room.startUsual(
                    receivers: revoked + "\n" + SmallCompany.webhook("chat", on: room),
                    route: SmallCompany.route.replacing("receiver: chat", with: "receiver: old"))
                try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }
                try await room.until("it came to the fallback") { try room.events().count == 3 }
                #expect(
                    try room.posted(to: "/operator").map(\.text) == [
                        """
                        Bellwether: A message did not reach receiver old: HTTP 404, no_service.

                        It went to chat instead.
                        Its address is not known there any more: make a new one, and put it in the place of the old; a new secret \
                        counts from the next start on.
                        `bellwether outbox list --dead` shows what did not arrive; `bellwether outbox retry 1` sends it again.

                        """
                    ])
            }
        }

        /// What cannot be delivered for long, and what is over by the time that it could be.
        @Test func `a receiver that cannot be reached, until it can`() async throws {
            let answers = Answers()
            try await inRoom { arrival in
                answers.isDown && arrival.target == "/chat" ? .status(503) : .status(200)
            } _: { room in
                let chat = SmallCompany.webhook("chat", on: room, and: "\n    fallback: spare")
                try room.prepareUsual(receivers: chat + "\n" + SmallCompany.webhook("spare", on: room))
                let start = Instant(seconds: Int(Date.now.timeIntervalSince1970))
                let daemon = try SteppedDaemon(in: room.folder, at: start)
                #expect(await daemon.isReady())
                var minutes = 0
                func pass(_ more: Int) async throws {
                    for _ in 0..<more {
                        minutes += 1
                        _ = try await daemon.step(to: start + minutes * 60)
                    }
                }
                try await pass(20)
                #expect(try room.posted(to: "/operator").isEmpty && room.posted(to: "/spare").isEmpty)
                try await pass(50)
                #expect(try room.posted(to: "/spare").map(\.events.count) == [3], "once")
                let told = try room.posted(to: "/operator").map(\.text)
                #expect(told.count == 1, "\(told)")
                #expect(told[0].contains("Receiver chat has taken nothing since "), "\(told)")
                #expect(told[0].contains("HTTP 503"), "\(told)")
                #expect(told[0].contains("1 message waits for it since "), "\(told)")
                #expect(told[0].contains("It went to spare instead."), "\(told)")
                #expect(try await room.ask("status").text.contains("RECEIVER chat has taken nothing since "))

                // One is paid: whoever heard of it in the place of chat hears that, and chat nothing of it any more.
                var company = SmallCompany.usual
                company.accounts[1].isPaid = true
                try company.write(to: room)
                try await pass(30)
                #expect(try room.events(to: "/spare").filter { $0.kind == "closed" }.map(\.account) == ["birch"])
                answers.isDown = false
                try await pass(40)
                #expect(
                    try room.events().suffix(2).map { "\($0.kind) \($0.account)" }.sorted() == [
                        "opened cedar", "opened dune",
                    ])
                #expect(try room.posted(to: "/spare").count == 2)
                #expect(
                    try room.posted(to: "/operator").last?.text.contains("Receiver chat takes messages again") == true)

                // And what it hears of itself later comes to an end for both.
                company.accounts[2].isPaid = true
                try company.write(to: room)
                try await pass(5)
                #expect(try room.story().last == "closed cedar")
                #expect(try room.events(to: "/spare").last.map { "\($0.kind) \($0.account)" } == "closed cedar")
                #expect(try await room.ask("told", "cedar").text.contains("in its place spare (delivered)"))
                _ = try await daemon.stop()
            }
        }

        @Test func `where all receivers of a route are revoked, the operator has the list, once`() async throws {
            try await inRoom { arrival in
                ["/one", "/two"].contains(arrival.target) ? .status(404) : .status(200)
            } _: { room in
                try room.startUsual(
                    receivers: ["one", "two"].map { SmallCompany.webhook($0, on: room) }.joined(separator: "\n"),
                    route: SmallCompany.route.replacing("receiver: chat", with: "receivers: [one, two]"))
                // What is turned over while both refuse may be refused once more.
                try await room.becomes("everything is settled") { ($0.outbox["dead"] ?? 0) >= 2 && $0.waiting == 0 }
                try await room.until("both were told of") {
                    try room.posted(to: "/operator").count { $0.purpose == "operational" } == 2
                }
                #expect(
                    try room.posted(to: "/operator").filter { $0.purpose != "operational" }.map(\.events.count) == [3])

                // What is over meanwhile is not sent again.
                var company = SmallCompany.usual
                for index in company.accounts.indices { company.accounts[index].isPaid = true }
                try company.write(to: room)
                try await room.becomes("nothing fires") { $0.firing == 0 }
                let refused = try await room.ask("outbox", "retry", "1")
                #expect(
                    refused.code != 0 && refused.text.contains(" is over by now, so it is not sent; "),
                    "\(refused.text)")
                #expect(refused.text.contains("`bellwether outbox retry 1 --force` sends it all the same"))
                // Whoever insists has it sent as it was written.
                let sent = try room.posted(to: "/one").count
                let forced = try await room.ask("outbox", "retry", "1", "--force")
                #expect(
                    forced.code == 0 && forced.output.hasPrefix("message 1 to one is sent now: "), "\(forced.text)")
                try await room.until("it is sent") { try room.posted(to: "/one").count > sent }
                #expect(try room.posted(to: "/one").last?.events.count == 3)
                let listed = try await room.ask("unmatched", "--json").output
                #expect(listed.contains("\"version\" : 1") && listed.contains("\"rows\" : ["), "\(listed)")
            }
        }

        @Test func `a fallback that was told by its own route is not told again`() async throws {
            try await inRoom(mail: { _ in .reply(550, "5.1.1 no such user") }) { room in
                let mail = """
                      - name: mail
                        email: { to: [gone@fernhill.example] }
                        fallback: chat
                    """
                try room.startUsual(
                    receivers: mail + "\n" + SmallCompany.webhook("chat", on: room),
                    route: SmallCompany.route.replacing("receiver: chat", with: "receivers: [mail, chat]"))
                try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }
                try await room.becomes("everything is settled") { $0.waiting == 0 && $0.outbox["dead"] == 1 }
                #expect(try room.posted(to: "/chat").map(\.events.count) == [3])
                let told = try #require(try room.posted(to: "/operator").first).text
                #expect(told.contains("chat") && told.contains("by its own route."), "\(told)")
            }
        }

        @Test func `an owner's mailbox that is gone, while their backup's is not`() async throws {
            try await inRoom(
                mail: { $0 == .recipient("kim@fernhill.example") ? .reply(550, "5.1.1 no such user") : .accept }
            ) { room in
                try await startWithOwners(room, backup: "lee")
                _ = try await room.smtp.mail(number: 2)
                try await room.becomes("everything is settled") { $0.waiting == 0 && $0.outbox["dead"] == 1 }
                #expect(room.smtp.mails.map(\.recipients) == [["lee@fernhill.example"], ["lee@fernhill.example"]])
                let mails = room.smtp.mails.map(\.text)
                #expect(mails.count { $0.contains("This was meant for Kim") } == 1)
                #expect(try room.posted(to: "/chat").isEmpty)
                let told = try #require(try room.posted(to: "/operator").first).text
                #expect(told.contains("It went to lee@fernhill.example instead."), "\(told)")
            }
        }

        @Test func `an owner's mailbox that is gone, and their fallback's too`() async throws {
            let gone = ["kim@fernhill.example", "leads@fernhill.example"].map(MailStep.recipient)
            try await inRoom(mail: { gone.contains($0) ? .reply(550, "5.1.1 no such user") : .accept }) { room in
                try await startWithOwners(room, backup: "")
                try await room.until("it came to the fallback") { try room.events().count == 2 }
                try await room.becomes("everything is settled") { $0.waiting == 0 && $0.outbox["dead"] == 2 }
                #expect(room.smtp.mails.map(\.recipients) == [["lee@fernhill.example"]])
                #expect(try room.posted(to: "/chat").map(\.events.count) == [2])
            }
        }

        private func startWithOwners(_ room: Room, backup: String) async throws {
            let mail = """
                  - name: mail
                    email: { to: owner, fallback: [leads@fernhill.example] }
                    fallback: chat
                """
            try room.prepareUsual(
                receivers: mail + "\n" + SmallCompany.webhook("chat", on: room),
                route: SmallCompany.route.replacing("receiver: chat", with: "receiver: mail"))
            try room.write(
                """
                key,name,email,backup
                kim,Kim,kim@fernhill.example,\(backup)
                lee,Lee,lee@fernhill.example,
                """, to: "exports/people.csv")
            try room.startDaemon()
            try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }
        }

        @Test func `a mail server that refuses one reader`() async throws {
            try await inRoom(
                mail: { $0 == .recipient("gone@fernhill.example") ? .reply(550, "5.1.1 no such user") : .accept }
            ) { room in
                let mail = """
                      - name: mail
                        email: { to: [gone@fernhill.example, kim@fernhill.example] }
                        fallback: chat
                    """
                try room.startUsual(
                    receivers: mail + "\n" + SmallCompany.webhook("chat", on: room),
                    route: SmallCompany.route.replacing("receiver: chat", with: "receiver: mail"))
                try await room.until("the operator was told") { try !room.posted(to: "/operator").isEmpty }
                try await room.until("it came to the fallback") { try room.events().count == 3 }
                _ = try await room.smtp.mail(number: 1)
                try await room.becomes("everything is settled") { $0.waiting == 0 && $0.outbox["dead"] == 1 }
                #expect(room.smtp.mails.map(\.recipients) == [["kim@fernhill.example"]])
                let told = try #require(try room.posted(to: "/operator").first).text
                #expect(told.contains("A message did not reach receiver mail"), "\(told)")
                #expect(told.contains("5.1.1 no such user"), "\(told)")
                #expect(
                    try room.posted(to: "/chat").first?.text.contains("This was meant for gone@fernhill.example")
                        == true)
            }
        }
    }
}

/// Whether a receiver is down, for its server on another thread.
private final class Answers: @unchecked Sendable {
    private let lock = NSLock()
    private var down = true

    var isDown: Bool {
        get { lock.withLock { down } }
        set { lock.withLock { down = newValue } }
    }
}
