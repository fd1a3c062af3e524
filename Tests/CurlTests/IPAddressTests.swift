import Testing

@testable import Curl

@Suite struct IPAddressTests {
    @Test(arguments: ["127.0.0.1", "::1", "2001:db8::1", "255.255.255.255"])
    func `prints as it is written`(text: String) throws {
        #expect(try #require(IPAddress(text)).description == text)
    }

    @Test(arguments: ["", "127.1", "2130706433", "1.2.3.4.5", "::1%eth0", "example.com", "1.2.3.4\u{0}"])
    func `takes nothing but whole addresses`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("::ffff:127.0.0.1", "127.0.0.1"), ("64:ff9b::7f00:1", "127.0.0.1"), ("2002:7f00:1::1", "127.0.0.1"),
        ("2606:4700::1111", "2606:4700::1111"), ("10.0.0.1", "10.0.0.1"),
    ])
    func `knows where translation leads`(text: String, destination: String) throws {
        #expect(try #require(IPAddress(text)).destination.description == destination)
    }
}
