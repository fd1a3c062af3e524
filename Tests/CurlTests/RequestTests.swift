import Curl
import Testing

@Suite struct RequestTests {
    private func request() throws -> Request {
        let url = try Endpoint("https://hooks.example.com/services/key1?token=key2")
        let headers = [HeaderField("Authorization", "Bearer key3")]
        return Request(
            .http(HTTPRequest("POST", url, headers: headers, body: Array("key4".utf8))),
            proxy: .url(Secret("http://u:key5@proxy.example")))
    }

    @Test func `shows what it does, to whom, and how long it is`() throws {
        #expect("\(try request())" == "POST https://hooks.example.com/••• (4 bytes)")
    }

    @Test func `shows no secret, whichever part of it is shown`() throws {
        let request = try request()
        var dumped = ""
        dump(request, to: &dumped)
        dump(request.payload, to: &dumped)
        dump(request.proxy, to: &dumped)
        dump(HeaderField("Authorization", "key3"), to: &dumped)
        dumped += "\(request.payload) \(request.proxy) \(HeaderField("Authorization", "key3"))"
        #expect(!dumped.contains("key"))
        #expect(dumped.contains("Authorization: •••"))
    }

    @Test func `names its host`() throws {
        #expect(try request().host == "hooks.example.com")
    }
}
