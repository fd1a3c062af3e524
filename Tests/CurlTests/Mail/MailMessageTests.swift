import Testing

@testable import Curl

@Suite struct MailMessageTests {
    @Test func `has the headers of a machine's mail`() throws {
        let host = try Host("bell.example.com")
        var message = try MailMessage.example(
            subject: "Größe", headers: [HeaderField("List-Id", "Customer health <health.bell.example.com>")])
        message.to.append(try Mailbox(name: "Özil", address: "oe@example.com"))
        message.inReplyTo = MessageID("acme.1", at: host)
        message.references = [MessageID("acme.0", at: host), MessageID("acme.1", at: host)]
        #expect(
            try message.headerLines() == [
                "From: Bellwether <bell@example.com>",
                "To: Kim <kim@example.com>, =?UTF-8?Q?=C3=96zil?= <oe@example.com>",
                "Subject: =?UTF-8?Q?Gr=C3=B6=C3=9Fe?=",
                "Date: Mon, 23 Nov 2026 09:15:00 +0000",
                "Message-ID: <acme.1@bell.example.com>",
                "In-Reply-To: <acme.1@bell.example.com>",
                "References: <acme.0@bell.example.com> <acme.1@bell.example.com>",
                "Auto-Submitted: auto-generated",
                "X-Auto-Response-Suppress: All",
                "List-Id: Customer health <health.bell.example.com>",
            ])
    }

    @Test(arguments: ["Bcc: x\r\nY", "", "Ü", "a b", "a:b"])
    func `takes no header whose name is not one`(name: String) throws {
        let message = try MailMessage.example(headers: [HeaderField(name, "x")])
        #expect(throws: Flaw.headerName(name)) { try message.headerLines() }
    }
}
