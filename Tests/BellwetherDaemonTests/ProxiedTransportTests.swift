import BellwetherConfig
import Curl
import Diagnostics
import Documents
import Testing

@testable import BellwetherDaemon

@Suite struct ProxiedTransportTests {
    /// Keeps nothing, and says in its answer's headers which way the request would go.
    private struct Echo: Transport {
        func perform(_ request: Request) async throws(TransferError) -> Response {
            let way =
                switch request.proxy {
                case .none: "direct"
                case .environment: "environment"
                case .url(let url): url.reveal()
                }
            let allowed = request.allowedAddresses.map(\.description).joined(separator: " ")
            return Response(status: 200, headers: [HeaderField("Way", way), HeaderField("Allowed", allowed)])
        }
    }

    private func way(
        _ url: String, allowing addresses: [AddressRange] = [], by settings: ProxySettings
    ) async throws -> String {
        let transport = ProxiedTransport(Echo(), credentials: Credentials(folder: nil)) { settings }
        let request = Request(.http(HTTPRequest("POST", try Endpoint(url))), allowedAddresses: addresses)
        let answer = try await transport.perform(request)
        return "\(answer.header("Way") ?? "") \(answer.header("Allowed") ?? "")"
    }

    private let proxy = ProxySettings(
        .url(.text("http://proxy.example:3128")), allowedAddresses: ["10.1.0.0/16"],
        exceptions: ["crm.example", ".inside.example"])

    @Test func `what goes over HTTP goes by the proxy, but for exceptions and what is on this side of it`() async throws
    {
        #expect(try await way("https://hooks.example/x", by: proxy) == "http://proxy.example:3128 10.1.0.0/16")
        #expect(try await way("https://CRM.example/x", by: proxy) == "direct ")
        #expect(try await way("https://a.inside.example/x", by: proxy) == "direct ")
        #expect(try await way("https://inside.example/x", by: proxy).hasPrefix("http://proxy"))
        #expect(try await way("http://127.0.0.1/x", allowing: ["127.0.0.0/8"], by: proxy) == "direct 127.0.0.0/8")
        #expect(try await way("https://127.0.0.1/x", by: proxy).hasPrefix("http://proxy"))
        // Clear text that nobody allowed is not allowed by the proxy's address.
        #expect(try await way("http://hooks.example/x", by: proxy) == "direct ")
        #expect(try await way("https://hooks.example/x", by: ProxySettings(.none)) == "direct ")
        #expect(try await way("https://hooks.example/x", by: ProxySettings(.environment)) == "environment ")
    }

    @Test func `mail goes by itself, and a credential that is not there is said`() async throws {
        let host = try Host("mail.example")
        let bell = try Mailbox("bell@example.com")
        let message = MailMessage(
            from: bell, to: [bell], subject: "s", date: MailDate(secondsSince1970: 0), id: MessageID("1", at: host),
            text: "t", html: "h")
        let mail = MailRequest(to: MailServer(host, port: 25, .starttls), from: bell, recipients: [bell], message)
        let transport = ProxiedTransport(Echo(), credentials: Credentials(folder: nil)) { [proxy] in proxy }
        #expect(try await transport.perform(Request(.mail(mail))).header("Way") == "direct")

        let reference = SecretReference(
            credential: "proxy_url", place: Place(file: "bellwether.yaml", line: 1, column: 1))
        let error = await #expect(throws: TransferError.self) {
            _ = try await way("https://hooks.example/x", by: ProxySettings(.url(.secret(reference))))
        }
        #expect(error?.description.contains("credential 'proxy_url' is asked for") == true)
    }
}
