import BellwetherTestSupport
import Curl
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct GuardedTransferTests {
    private let curl = Curl()

    @Test(arguments: [
        "127.0.0.1", "2130706433", "0x7f.1", "0177.1", "0", "[::ffff:127.0.0.1]", "[::1]", "169.254.169.254",
        "10.0.0.1",
        "localhost",
    ])
    func `connects to nothing private, however it is written`(host: String) async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        let url = try Endpoint("https://\(host):\(server.port)/")
        let error = try await failure(of: Request(.http(HTTPRequest("GET", url))), through: curl)
        guard case .addressRefused = error else {
            Issue.record("\(error)")
            return
        }
        #expect(server.connections == 0)
    }

    @Test(arguments: ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
    func `connects to what was listed`(host: String) async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        let url = try Endpoint("http://\(host):\(server.port)/")
        let request = Request(.http(HTTPRequest("GET", url)), allowedAddresses: ["127.0.0.0/8"])
        #expect(try await curl.perform(request).status == 200)
    }

    @Test func `speaks no clear text where nothing was listed`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        var request = try Request.loopback(server)
        request.allowedAddresses = []
        #expect(try await failure(of: request, through: curl) == .clearTextRefused(host: "127.0.0.1"))
        #expect(server.connections == 0)
    }

    @Test func `speaks no clear text to what was not listed`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        var request = try Request.loopback(server)
        request.allowedAddresses = ["127.0.0.2"]
        let address = try #require(IPAddress(String("127.0.0.1")))
        #expect(try await failure(of: request, through: curl) == .addressRefused(host: "127.0.0.1", address))
        #expect(server.connections == 0)
    }

    @Test func `does not use another request's connection where it may not go itself`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        var request = try Request.loopback(server, method: "GET", body: "")
        _ = try await curl.perform(request)
        request.allowedAddresses = ["10.0.0.0/8"]
        guard case .addressRefused = try await failure(of: request, through: curl) else {
            Issue.record("the connection of an earlier request was used")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test func `guards mail as well`() async throws {
        let server = try LoopbackSMTP()
        var request = try Request.loopback(server)
        request.allowedAddresses = ["10.0.0.0/8"]
        guard case .addressRefused = try await failure(of: request, through: curl) else {
            Issue.record("mail went to an address that was not listed")
            return
        }
        #expect(server.steps.isEmpty)
    }

    @Test func `goes through no proxy unless told to`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        let proxy = try LoopbackHTTP { _ in .status(299) }
        #expect(try await curl.perform(.loopback(server)).status == 200)
        let proxied = try Request.loopback(server, proxy: .url(Secret(proxy.url)))
        #expect(try await curl.perform(proxied).status == 299)
        #expect(proxy.requests.map(\.target) == [server.url + "/hook"])
        #expect(server.requests.count == 1)
    }

    /// Every other test goes through no proxy and so does not see this one.
    @Test func `asks the environment for a proxy only where told to`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        let proxy = try LoopbackHTTP { _ in .status(299) }
        setenv("http_proxy", proxy.url, 1)
        setenv("no_proxy", "", 1)
        defer {
            unsetenv("http_proxy")
            unsetenv("no_proxy")
        }
        #expect(try await curl.perform(.loopback(server)).status == 200)
        #expect(try await curl.perform(.loopback(server, proxy: .environment)).status == 299)
    }
}
