import Curl
import Testing

@Suite struct HostTests {
    @Test(arguments: [
        ("mx.example.com", "mx.example.com"), ("192.0.2.1", "192.0.2.1"), ("[2001:db8::1]", "2001:db8::1"),
        ("Bücher.Example", "xn--bcher-kva.Example"), ("localhost", "localhost"),
    ])
    func `takes names and addresses`(written: String, text: String) throws {
        #expect(try Host(written).text == text)
    }

    @Test(arguments: ["", "a b", "a..b", "-a.example", "[192.0.2.1]", "[::1", "2001:db8::1", "a\r\nb", "a/b", "a@b"])
    func `takes nothing else`(written: String) {
        #expect(throws: Flaw.host(written)) { try Host(written) }
    }
}
