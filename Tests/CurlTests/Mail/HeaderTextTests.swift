import Testing

@testable import Curl

@Suite struct HeaderTextTests {
    @Test(arguments: [
        ("Acme\r\nBcc: evil@example.com", "Acme Bcc: evil@example.com"),
        ("\u{202E}Acme\u{0}\t\u{85}GmbH ", "Acme GmbH"),
        ("\n", ""),
    ])
    func `is one line without steering characters`(text: String, cleaned: String) {
        #expect(HeaderText.cleaned(text) == cleaned)
    }

    @Test(arguments: [
        ("Acme: 48 & more", "Acme: 48 & more"),
        ("Größe", "=?UTF-8?Q?Gr=C3=B6=C3=9Fe?="),
        ("=?UTF-8?Q?x?=", "=?UTF-8?Q?=3D=3FUTF-8=3FQ=3Fx=3F=3D?="),
        ("two  spaces", "=?UTF-8?Q?two__spaces?="),
    ])
    func `is encoded where it is not plain`(text: String, encoded: String) {
        #expect(HeaderText.unstructured(text) == encoded)
    }

    @Test(arguments: [
        ("Kim Ruiz", "Kim Ruiz"), ("Ruiz, Kim", "\"Ruiz, Kim\""), ("a \"b\\", "\"a \\\"b\\\\\""),
        ("Özil", "=?UTF-8?Q?=C3=96zil?="), ("a@b <c@d>", "\"a@b <c@d>\""),
    ])
    func `of a name is quoted where signs could be taken for an address`(name: String, phrase: String) {
        #expect(HeaderText.phrase(name) == phrase)
    }

    @Test func `is folded at spaces into lines of at most 76 octets`() {
        let value = Array(repeating: "word", count: 60).joined(separator: " ")
        let folded = HeaderText.folded("Subject", value)
        #expect(folded.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        #expect(folded.replacing("\r\n", with: "") == "Subject: \(value)")
    }

    @Test func `stays in short lines even without spaces`() {
        let folded = HeaderText.folded("Subject", HeaderText.unstructured(String(repeating: "x", count: 5_000)))
        #expect(folded.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    }
}
