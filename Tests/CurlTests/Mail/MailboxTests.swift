import Curl
import Testing

@Suite struct MailboxTests {
    @Test(
        arguments: [
            ("kim@example.com", nil, "kim@example.com"),
            ("Kim Ruiz <kim.ruiz+x@example.com>", "Kim Ruiz", "kim.ruiz+x@example.com"),
            ("\"Ruiz, Kim\" <kim@example.com>", "Ruiz, Kim", "kim@example.com"),
            ("\"a \\\"b\\\"\" <kim@example.com>", "a \"b\"", "kim@example.com"),
            ("<kim@bücher.example>", nil, "kim@xn--bcher-kva.example"),
            ("Kim\r\nBcc: x <kim@example.com>", "Kim Bcc: x", "kim@example.com"),
        ] as [(String, String?, String)])
    func `is a name and an address`(text: String, name: String?, address: String) throws {
        let mailbox = try Mailbox(text)
        #expect(mailbox.name == name)
        #expect(mailbox.address == address)
    }

    @Test(arguments: [
        ("kim", Flaw.mailAddress("kim")),
        ("", .mailAddress("")),
        ("kim@", .mailAddress("kim@")),
        ("kim@a b", .mailAddress("kim@a b")),
        ("Kim <kim@example.com", .mailAddress("Kim <kim@example.com")),
        ("@example.com", .localPart("")),
        (".kim@example.com", .localPart(".kim")),
        ("k im@example.com", .localPart("k im")),
        ("kim\r\nRCPT TO:<x@y>@example.com", .mailAddress("kim\r\nRCPT TO:<x@y>@example.com")),
        ("kim\r\nDATA@example.com", .localPart("kim\r\nDATA")),
        ("kïm@example.com", .localPart("kïm")),
        ("a@b@example.com", .localPart("a@b")),
    ])
    func `is refused where it could be something else on the wire`(text: String, flaw: Flaw) {
        #expect(throws: flaw) { try Mailbox(text) }
    }

    @Test func `has at most 64 octets before the @`() {
        let long = String(repeating: "a", count: 65)
        #expect(throws: Flaw.localPart(long)) { try Mailbox("\(long)@example.com") }
    }
}
