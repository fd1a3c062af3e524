import Curl
import Testing

@Suite struct DomainNameTests {
    @Test(arguments: [
        ("example.com", "example.com"),
        ("MÜNCHEN.example", "xn--mnchen-3ya.example"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("straße.de", "xn--strae-oqa.de"),
        ("_dmarc.example", "_dmarc.example"),
    ])
    func `becomes ASCII`(name: String, ascii: String) {
        #expect(DomainName.ascii(name) == ascii)
    }

    @Test(arguments: [
        "", ".", "a..b", "a.", "a b.example", "-a.example", "a-.example", "a\u{0}b", "mu\u{308}nchen.example",
    ])
    func `is refused where it could name something else`(name: String) {
        #expect(DomainName.ascii(name) == nil)
    }

    @Test func `keeps to the lengths that DNS allows`() {
        let label = String(repeating: "a", count: 63)
        #expect(DomainName.ascii(label) == label)
        #expect(DomainName.ascii(label + "a") == nil)
        #expect(DomainName.ascii(Array(repeating: label, count: 4).joined(separator: ".")) == nil)
    }
}
