import BellwetherTestSupport
import Curl
import Testing

@Suite(.timeLimit(.minutes(5))) struct HTTPTransferTests {
    private let curl = Curl()
    private let hasty = Timeouts(connect: .seconds(5), whole: .milliseconds(300))

    @Test func `sends what it was given and brings back the answer`() async throws {
        let server = try LoopbackHTTP { _ in .status(201, headers: [("X-Id", "7")], body: "ok") }
        let headers = [HeaderField("Content-Type", "application/json"), HeaderField("X-Empty", "")]
        let response = try await curl.perform(.loopback(server, path: "/a?b=c", headers: headers, body: "{\"a\":1}"))
        let arrival = try await server.request(number: 1)
        #expect(response.status == 201)
        #expect(response.header("x-id") == "7")
        #expect(response.body == Array("ok".utf8))
        #expect(response.elapsed > .zero)
        #expect(arrival.method == "POST")
        #expect(arrival.target == "/a?b=c")
        #expect(arrival.text == "{\"a\":1}")
        #expect(arrival.header("Content-Type") == "application/json")
        #expect(arrival.header("X-Empty") == "")
    }

    @Test(arguments: ["GET", "PUT", "DELETE", "PATCH", "HEAD", "POST"])
    func `speaks every method, and adds no header of its own but two`(method: String) async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        let body = ["GET", "HEAD"].contains(method) ? "" : "x"
        let response = try await curl.perform(.loopback(server, method: method, body: body))
        let arrival = try await server.request(number: 1)
        #expect(response.status == 200)
        #expect(arrival.method == method)
        #expect(arrival.text == body)
        let names = Set(arrival.headers.map(\.name))
        #expect(names.subtracting(["Content-Length"]) == ["Host", "Accept"])
    }

    @Test func `unpacks an answer where its caller allows that, and asks for it`() async throws {
        // {"a":1}
        let packed: [UInt8] = [
            31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 74, 84, 178, 50, 172, 5, 0, 175, 172, 27, 86, 7, 0, 0, 0,
        ]
        let server = try LoopbackHTTP { _ in .whole(status: 200, headers: [("Content-Encoding", "gzip")], body: packed)
        }
        var http = HTTPRequest("GET", try Endpoint(server.url))
        http.mayBePacked = true
        let response = try await curl.perform(Request(.http(http), allowedAddresses: ["127.0.0.0/8"]))
        #expect(response.body == Array("{\"a\":1}".utf8))
        #expect(try await server.request(number: 1).header("Accept-Encoding")?.contains("gzip") == true)
    }

    @Test func `sends a body of any bytes, and a long one without asking leave`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        var request = try Request.loopback(server)
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
        request.payload = .http(HTTPRequest("POST", try Endpoint(server.url), body: bytes))
        _ = try await curl.perform(request)
        let arrival = try await server.request(number: 1)
        #expect(arrival.body == bytes)
        #expect(arrival.header("Expect") == nil)
    }

    @Test(arguments: [204, 404, 429, 503])
    func `takes an answer that says no for an answer`(status: Int) async throws {
        let server = try LoopbackHTTP { _ in .status(status, headers: [("Retry-After", "30")]) }
        let response = try await curl.perform(.loopback(server))
        #expect(response.status == status)
        #expect(response.header("Retry-After") == "30")
    }

    @Test func `follows no redirect`() async throws {
        let canary = try LoopbackHTTP { _ in .status(200) }
        let server = try LoopbackHTTP { [url = canary.url] _ in .status(307, headers: [("Location", url)]) }
        let response = try await curl.perform(.loopback(server))
        #expect(response.status == 307)
        #expect(canary.connections == 0)
    }

    @Test func `keeps so much of an endless body, and judges it by its status`() async throws {
        let server = try LoopbackHTTP { _ in .unmeasured(bytes: 256 << 20) }
        let response = try await curl.perform(.loopback(server))
        #expect(response.status == 200)
        #expect(response.body.count == 65_536)
        #expect(response.isTruncated)
    }

    @Test func `keeps a body of just the limit whole`() async throws {
        let server = try LoopbackHTTP { _ in .unmeasured(bytes: 1_000) }
        let response = try await curl.perform(.loopback(server, bodyLimit: 1_000))
        #expect(response.body.count == 1_000)
        #expect(!response.isTruncated)
    }

    @Test func `gives up on headers without end`() async throws {
        let server = try LoopbackHTTP { _ in .endlessHeaders }
        let error = try await failure(of: .loopback(server))
        #expect(error.outcomeUnknown)
    }

    @Test(arguments: [HTTPFault.reset, .close, .truncated, .garbage])
    func `does not know the outcome when the answer is lost`(fault: HTTPFault) async throws {
        let server = try LoopbackHTTP { _ in fault.answer }
        let error = try await failure(of: .loopback(server))
        #expect(error.outcomeUnknown)
        #expect(error.isWorthRetrying)
        #expect(error.label == fault.label)
        #expect(!"\(error)".contains("hook"))
        #expect(server.requests.count == 1)
    }

    @Test func `does not know the outcome when no answer comes in time`() async throws {
        let server = try LoopbackHTTP { _ in .hang }
        let error = try await failure(of: .loopback(server, timeouts: hasty))
        #expect(error == .timedOut(host: "127.0.0.1", afterSending: true))
    }

    @Test func `knows that nothing was sent when nobody listens`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        let request = try Request.loopback(server)
        server.stop()
        let error = try await failure(of: request)
        guard case .unreachable(host: "127.0.0.1", _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(!error.outcomeUnknown)
    }

    /// libcurl repeats a request by itself when a connection it used before turns out dead.
    @Test func `never sends twice what does something`() async throws {
        let server = try LoopbackHTTP { $0.number == 1 ? .status(200) : .close }
        _ = try await curl.perform(.loopback(server))
        let error = try await failure(of: .loopback(server), through: curl)
        #expect(error.outcomeUnknown)
        #expect(server.requests.count == 2)
    }

    @Test func `asks again over the same connection`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        for _ in 1...3 { _ = try await curl.perform(.loopback(server, method: "GET", body: "")) }
        #expect(server.connections == 1)
        #expect(server.requests.count == 3)
    }

    @Test(arguments: [
        HeaderField("X", "a\r\nY: b"), HeaderField("X", "a\u{0}b"), HeaderField("X\r\nY", "a"), HeaderField("", "a"),
    ])
    func `lets no header bring another along`(header: HeaderField) async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        let error = try await failure(of: .loopback(server, headers: [header]))
        guard case .unsendable = error else {
            Issue.record("\(error)")
            return
        }
        #expect(server.connections == 0)
    }

    @Test func `refuses a method that is none`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        #expect(try await failure(of: .loopback(server, method: "GET /x")) == .unsendable(.method("GET /x")))
    }
}

enum HTTPFault: CaseIterable {
    case reset, close, truncated, garbage

    var answer: HTTPAnswer {
        switch self {
        case .reset: .reset
        case .close: .close
        case .truncated: .truncated(promising: 1_000, body: "half")
        case .garbage: .raw("SSH-2.0-OpenSSH_9.2\r\n")
        }
    }

    var label: TransferError.Label { self == .garbage ? .bodyError : .other }
}
