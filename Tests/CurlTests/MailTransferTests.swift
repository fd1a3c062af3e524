import BellwetherTestSupport
import Curl
import Testing

@Suite(.timeLimit(.minutes(5))) struct MailTransferTests {
    private let curl = Curl()
    private let login = MailLogin(user: "bell", password: Secret("s3cret pässword"))

    @Test func `delivers both parts under the message's own headers`() async throws {
        let server = try LoopbackSMTP()
        let message = try MailMessage.example(subject: "Größe 🔴", text: "Grüße\n", html: "<p>Grüße</p>")
        let response = try await curl.perform(.loopback(server, .none, message))
        let mail = try await server.mail(number: 1)
        #expect(response.status == 250)
        #expect(String(decoding: response.body, as: UTF8.self) == "2.0.0 queued as 1")
        #expect(mail.hello == "bell.example.com")
        #expect(mail.from == "bell@example.com")
        #expect(mail.recipients == ["kim@example.com"])
        #expect(mail.user == nil)
        for line in [
            "From: Bellwether <bell@example.com>\r\n", "Subject: =?UTF-8?Q?Gr=C3=B6=C3=9Fe_=F0=9F=94=B4?=\r\n",
            "Message-ID: <acme.1@bell.example.com>\r\n", "Auto-Submitted: auto-generated\r\n",
            "Content-Type: multipart/alternative; boundary=", "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: text/html; charset=utf-8\r\n", "\r\n\r\nGr=C3=BC=C3=9Fe\r\n", "<p>Gr=C3=BC=C3=9Fe</p>\r\n",
        ] { #expect(mail.text.contains(line)) }
        #expect(mail.text.lowercased().contains("mime-version: 1.0\r\n"))
        #expect(!mail.text.contains("multipart/mixed"))
        #expect(mail.content.split(separator: 0x0A).allSatisfy { $0.count <= 998 })
        #expect(server.steps.last == .goodbye || server.steps.last == .message)
    }

    @Test func `brings pictures beside the HTML that shows them, and nothing to save`() async throws {
        let server = try LoopbackSMTP()
        var message = try MailMessage.example(subject: "Acme", text: "Acme\n", html: "<img src=\"cid:…\">")
        message.pictures = [1, 2].map { MailPicture("trend", number: $0, in: message.id, png: [0x89, 0x50, 0, 0xFF]) }
        _ = try await curl.perform(.loopback(server, .none, message))
        let text = try await server.mail(number: 1).text
        let marks = [
            "Content-Type: multipart/alternative; boundary=", "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Type: multipart/related; type=\"text/html\"; boundary=",
            "Content-Type: text/html; charset=utf-8\r\n",
            "Content-Type: image/png\r\n", "Content-ID: <trend1.acme.1@bell.example.com>\r\n",
            "Content-Disposition: inline; filename=\"trend1.png\"\r\n", "\r\n\r\niVAA/w==",
            "Content-ID: <trend2.acme.1@bell.example.com>\r\n",
        ]
        let places = marks.compactMap { text.firstRange(of: $0)?.lowerBound }
        #expect(places.count == marks.count && text.contains("Content-Disposition: inline"), "\(text)")
        // The whole, text, then the part that holds the HTML and what it shows, in this order.
        #expect(places.prefix(5) == places.prefix(5).sorted()[...])
        #expect(!text.contains("attachment") && !text.contains("multipart/mixed"))
    }

    @Test func `carries lines that begin with a dot`() async throws {
        let server = try LoopbackSMTP()
        let text = ".\n..two\n.three\nlast\n.\n"
        _ = try await curl.perform(.loopback(server, .none, try .example(text: text)))
        let mail = try await server.mail(number: 1)
        #expect(mail.text.contains("\r\n\r\n.\r\n..two\r\n.three\r\nlast\r\n.\r\n"))
        #expect(mail.text.contains("<p>Hello Kim</p>"))
    }

    @Test func `names every recipient`() async throws {
        let server = try LoopbackSMTP()
        _ = try await curl.perform(.loopback(server, to: ["a@example.com", "b@bücher.example"]))
        #expect(try await server.mail(number: 1).recipients == ["a@example.com", "b@xn--bcher-kva.example"])
    }

    @Test func `lets no name or subject bring another header along`() async throws {
        let server = try LoopbackSMTP()
        var message = try MailMessage.example(subject: "Acme\r\nBcc: evil@example.com\r\n\r\n.\r\nMAIL FROM:<x@y>")
        message.to = [try Mailbox(name: "Kim\nBcc: evil@example.com", address: "kim@example.com")]
        message.headers = [HeaderField("List-Id", "x\rBcc: evil@example.com")]
        _ = try await curl.perform(.loopback(server, .none, message))
        let mail = try await server.mail(number: 1)
        #expect(!mail.text.lowercased().contains("\nbcc:"))
        #expect(!mail.text.lowercased().contains("\rbcc:"))
        #expect(server.mails.count == 1)
    }

    @Test(arguments: [LoopbackSMTP.Offer.authPlain, .authLogin])
    func `logs in after encrypting`(mechanism: LoopbackSMTP.Offer) async throws {
        let certificate = try Certificate()
        let server = try LoopbackSMTP(offering: [.starttls, mechanism], tls: certificate)
        _ = try await curl.perform(.loopback(server, .starttls, login: login, caFile: certificate.path))
        let mail = try await server.mail(number: 1)
        #expect(mail.isEncrypted)
        #expect(mail.user == "bell")
        let steps = server.steps
        let encrypted = try #require(steps.firstIndex(of: .startTLS))
        #expect(try #require(steps.firstIndex(of: .login(user: "bell", password: "s3cret pässword"))) > encrypted)
    }

    @Test func `encrypts from the first byte where the server wants that`() async throws {
        let certificate = try Certificate()
        let server = try LoopbackSMTP(tls: certificate)
        _ = try await curl.perform(.loopback(server, .implicit, caFile: certificate.path))
        #expect(try await server.mail(number: 1).isEncrypted)
    }

    @Test func `says nothing where encryption is wanted and not offered`() async throws {
        let server = try LoopbackSMTP(offering: [.authPlain])
        let error = try await failure(of: .loopback(server, .starttls, login: login), through: curl)
        #expect(error == .encryptionNotOffered(host: "127.0.0.1"))
        #expect(server.steps.allSatisfy { [.connected, .hello("bell.example.com"), .goodbye].contains($0) })
    }

    @Test func `says nothing where the certificate is not trusted`() async throws {
        let server = try LoopbackSMTP(offering: [.starttls, .authPlain], tls: try Certificate())
        let error = try await failure(of: .loopback(server, .starttls, login: login), through: curl)
        #expect(error.isCertificateRefused)
        #expect(server.steps.allSatisfy { [.connected, .hello("bell.example.com"), .startTLS, .goodbye].contains($0) })
    }

    @Test(arguments: [
        (MailStep.connected, 421, "4.3.2 shutting down"),
        (.from("bell@example.com"), 530, "5.7.0 authentication required"),
        (.recipient("kim@example.com"), 451, "4.7.1 greylisted"),
        (.recipient("kim@example.com"), 550, "5.1.1 user unknown"),
        (.data, 554, "5.7.1 no"),
        (.message, 554, "5.7.1 spam"),
        (.message, 452, "4.3.1 out of space"),
    ])
    func `brings back the reply that refused it`(step: MailStep, code: Int, text: String) async throws {
        let server = try LoopbackSMTP { $0 == step ? .reply(code, text) : .accept }
        let error = try await failure(of: .loopback(server), through: curl)
        #expect(error == .mailRefused(host: "127.0.0.1", MailReply(code, text)))
        #expect(error.isWorthRetrying == (code < 500))
        #expect(!error.outcomeUnknown)
    }

    @Test(arguments: [(535, false), (454, true)])
    func `brings back the reply that refused the login`(code: Int, isWorthRetrying: Bool) async throws {
        let server = try LoopbackSMTP(offering: [.authPlain]) {
            if case .login = $0 { .reply(code, "5.7.8 no") } else { .accept }
        }
        let error = try await failure(of: .loopback(server, login: login), through: curl)
        #expect(error == .loginDenied(host: "127.0.0.1", MailReply(code, "5.7.8 no")))
        #expect(error.isWorthRetrying == isWorthRetrying)
    }

    @Test func `sends to nobody where one recipient is refused`() async throws {
        let server = try LoopbackSMTP { $0 == .recipient("b@example.com") ? .reply(550, "5.1.1 unknown") : .accept }
        let error = try await failure(of: .loopback(server, to: ["a@example.com", "b@example.com"]), through: curl)
        #expect(error == .mailRefused(host: "127.0.0.1", MailReply(550, "5.1.1 unknown")))
        #expect(server.mails.isEmpty)
    }

    @Test func `does not know the outcome when the connection is lost after the message`() async throws {
        let server = try LoopbackSMTP { $0 == .message ? .drop : .accept }
        let error = try await failure(of: .loopback(server), through: curl)
        #expect(error.outcomeUnknown)
        #expect(server.mails.count == 1)
    }

    @Test(arguments: [MailStep.connected, .hello("bell.example.com"), .from("bell@example.com"), .data])
    func `knows that nothing was taken when the connection is lost before it`(step: MailStep) async throws {
        let server = try LoopbackSMTP { $0 == step ? .drop : .accept }
        let error = try await failure(of: .loopback(server), through: curl)
        #expect(!error.outcomeUnknown)
        #expect(error.isWorthRetrying)
    }

    @Test(arguments: [(MailStep.connected, false), (.data, false), (.message, true)])
    func `gives up on a server that says nothing more`(step: MailStep, afterSending: Bool) async throws {
        let server = try LoopbackSMTP { $0 == step ? .hang : .accept }
        let hasty = Timeouts(whole: .milliseconds(500))
        let error = try await failure(of: .loopback(server, timeouts: hasty), through: curl)
        #expect(error == .timedOut(host: "127.0.0.1", afterSending: afterSending))
    }

    /// libcurl alone would wait for the answer to its QUIT until the stalled transfer times out, ten minutes.
    @Test func `does not wait for a server's goodbye`() async throws {
        let server = try LoopbackSMTP { $0 == .goodbye ? .hang : .accept }
        let request = try Request.loopback(server)
        let begin = ContinuousClock.now
        #expect(try await curl.perform(request).status == 250)
        #expect(ContinuousClock.now - begin < .seconds(300))
        #expect(server.mails.count == 1)
    }

    @Test func `needs a recipient`() async throws {
        let server = try LoopbackSMTP()
        #expect(try await failure(of: .loopback(server, to: []), through: curl) == .unsendable(.noRecipient))
    }

    @Test func `takes no login that would end early on the wire`() async throws {
        let server = try LoopbackSMTP()
        let login = MailLogin(user: "bell\u{0}x", password: Secret("p"))
        #expect(try await failure(of: .loopback(server, login: login), through: curl) == .unsendable(.login))
    }
}
