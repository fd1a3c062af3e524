import Curl
import Testing

@Suite struct EndpointTests {
    @Test(arguments: [
        ("https://hooks.slack.com/services/T0/B0/key", "https://hooks.slack.com/•••"),
        ("https://example.com?token=key", "https://example.com/•••"),
        ("https://example.com:8443/", "https://example.com:8443"),
        ("HTTP://example.com", "http://example.com"),
        ("https://[2001:db8::1]:1/x", "https://[2001:db8::1]:1/•••"),
    ])
    func `shows its scheme, host and port alone`(url: String, shown: String) throws {
        let endpoint = try Endpoint(url)
        #expect("\(endpoint)" == shown)
        #expect(String(reflecting: endpoint) == shown)
        #expect("\([endpoint])" == "[\(shown)]")
        var dumped = ""
        dump(endpoint, to: &dumped)
        #expect(!dumped.contains("key"))
    }

    @Test(arguments: [
        "https://example.com/a/%2e%2e/b?c=d&e=f+g", "https://[2001:db8::1]:1/x", "http://127.0.0.1:80",
    ])
    func `reveals what was written`(url: String) throws {
        #expect(try Endpoint(url).reveal() == url)
    }

    @Test func `writes an international host in ASCII`() throws {
        #expect(try Endpoint("https://bücher.example/x").reveal() == "https://xn--bcher-kva.example/x")
    }

    @Test(arguments: [
        ("example.com/x", Flaw.urlWithoutScheme),
        ("", .urlWithoutScheme),
        ("https:/example.com", .urlWithoutScheme),
        ("file:///etc/passwd", .scheme("file")),
        ("https://user:key@example.com/", .userInURL),
        ("https://example.com/#x", .fragment),
        ("https://example.com/a b", .urlCharacter),
        ("https://example.com/a\r\nX: y", .urlCharacter),
        ("https://example.com/ü", .urlCharacter),
        ("https://example.com/\u{0}", .urlCharacter),
        ("https://example.com\\@evil.example/", .userInURL),
        ("https://example.com\\evil/", .host("example.com\\evil")),
        ("https:///x", .host("")),
        ("https://exa mple.com/", .host("exa mple.com")),
        ("https://example%2ecom/", .host("example%2ecom")),
        ("https://example.com:0/", .port("0")),
        ("https://example.com:65536/", .port("65536")),
        ("https://example.com:+80/", .port("+80")),
        ("https://example.com:/", .port("")),
    ])
    func `refuses what is not a plain URL`(url: String, flaw: Flaw) {
        #expect(throws: flaw) { try Endpoint(url) }
    }

    @Test func `refuses endless URLs`() {
        #expect(throws: Flaw.longURL) { try Endpoint("https://example.com/" + String(repeating: "x", count: 65_536)) }
    }

    @Test func `keeps what is appended data`() throws {
        let room = try Endpoint("https://matrix.example/rooms?a=b").appending(segment: "!x:y/../z?")
        #expect(room.reveal() == "https://matrix.example/rooms/%21x%3Ay%2F..%2Fz%3F?a=b")
        #expect(room.appending(query: "sign", "a+b=&").reveal().hasSuffix("?a=b&sign=a%2Bb%3D%26"))
        #expect(try Endpoint("https://a.example/").appending(query: "ü", "1").reveal() == "https://a.example/?%C3%BC=1")
        #expect(try Endpoint("https://a.example/x/").appending(segment: "y").reveal() == "https://a.example/x/y")
    }
}
