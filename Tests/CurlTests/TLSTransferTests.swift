import BellwetherTestSupport
import Curl
import Testing

@Suite(.timeLimit(.minutes(5))) struct TLSTransferTests {
    private let curl = Curl()

    @Test func `trusts the authority it was given`() async throws {
        let certificate = try Certificate()
        let server = try LoopbackHTTP(tls: certificate) { _ in .status(200, body: "ok") }
        let response = try await curl.perform(.loopback(server, caFile: certificate.path))
        #expect(response.status == 200)
        #expect(try await server.request(number: 1).text == "{}")
    }

    @Test func `refuses a certificate that nobody vouches for`() async throws {
        let server = try LoopbackHTTP(tls: try Certificate()) { _ in .status(200) }
        let error = try await failure(of: .loopback(server), through: curl)
        #expect(error.isCertificateRefused)
        #expect(!error.outcomeUnknown)
        #expect(server.requests.isEmpty)
    }

    @Test func `refuses the certificate of another host`() async throws {
        let certificate = try Certificate(for: "DNS:elsewhere.example")
        let server = try LoopbackHTTP(tls: certificate) { _ in .status(200) }
        let error = try await failure(of: .loopback(server, caFile: certificate.path), through: curl)
        #expect(error.isCertificateRefused)
        #expect(server.requests.isEmpty)
    }

    @Test func `agrees on nothing older than TLS 1.2`() async throws {
        let certificate = try Certificate(isSpokenInOldTLS: true)
        let server = try LoopbackHTTP(tls: certificate) { _ in .status(200) }
        let error = try await failure(of: .loopback(server, caFile: certificate.path), through: curl)
        #expect(error.label == .tls)
        #expect(server.requests.isEmpty)
    }

    @Test func `says nothing to a server that does not encrypt`() async throws {
        let server = try LoopbackHTTP { _ in .status(200) }
        var request = try Request.loopback(server)
        request.payload = .http(HTTPRequest("POST", try Endpoint("https://127.0.0.1:\(server.port)/")))
        request.timeouts.connect = .seconds(1)
        let error = try await failure(of: request, through: curl)
        #expect(!error.outcomeUnknown)
        #expect(error.isWorthRetrying)
        #expect(server.requests.isEmpty)
    }

    @Test func `says which file of authorities is missing`() async throws {
        let server = try LoopbackHTTP(tls: try Certificate()) { _ in .status(200) }
        let error = try await failure(of: .loopback(server, caFile: "/nowhere/ca.pem"), through: curl)
        #expect(error == .unsendable(.caFile("/nowhere/ca.pem")))
    }
}

extension TransferError {
    var isCertificateRefused: Bool {
        if case .certificateRefused = self { true } else { false }
    }
}
