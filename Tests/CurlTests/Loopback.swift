import BellwetherTestSupport
import Curl

extension Request {
    /// To a server of ours, which only works because loopback is allowed.
    static func loopback(
        _ server: LoopbackHTTP, method: String = "POST", path: String = "/hook", headers: [HeaderField] = [],
        body: String = "{}", timeouts: Timeouts = .patient, bodyLimit: Int = 65_536, caFile: String? = nil,
        proxy: Proxy = .none
    ) throws -> Request {
        let http = HTTPRequest(method, try Endpoint(server.url + path), headers: headers, body: Array(body.utf8))
        return Request(
            .http(http), allowedAddresses: ["127.0.0.0/8"], timeouts: timeouts, bodyLimit: bodyLimit, caFile: caFile,
            proxy: proxy)
    }

    static func loopback(
        _ server: LoopbackSMTP, _ encryption: MailServer.Encryption = .none, login: MailLogin? = nil,
        to recipients: [String] = ["kim@example.com"], _ message: MailMessage? = nil,
        timeouts: Timeouts = .patient, caFile: String? = nil
    ) throws -> Request {
        let mail = MailRequest(
            to: MailServer(try Host("127.0.0.1"), port: server.port, encryption), as: try Host("bell.example.com"),
            login: login, from: try Mailbox("bell@example.com"), recipients: try recipients.map { try Mailbox($0) },
            try message ?? .example())
        return Request(.mail(mail), allowedAddresses: ["127.0.0.0/8"], timeouts: timeouts, caFile: caFile)
    }
}

extension Timeouts {
    /// So long that nothing but a hang reaches it, however busy the machine is.
    static let patient = Timeouts(connect: .seconds(600), whole: .seconds(1200), stalled: .seconds(600))
}

extension MailMessage {
    static func example(
        subject: String = "Acme GmbH: health 48", text: String = "Hello Kim", html: String = "<p>Hello Kim</p>",
        headers: [HeaderField] = []
    ) throws -> MailMessage {
        MailMessage(
            from: try Mailbox("Bellwether <bell@example.com>"), to: [try Mailbox("Kim <kim@example.com>")],
            subject: subject, date: MailDate(secondsSince1970: 1_795_425_300),
            id: MessageID("acme.1", at: try Host("bell.example.com")), headers: headers, text: text, html: html)
    }
}

/// The error that performing it ends with; a response is a failure of the test.
func failure(of request: Request, through curl: Curl = Curl()) async throws -> TransferError {
    do throws(TransferError) {
        let response = try await curl.perform(request)
        throw .answerGarbled(host: request.host, because: "expected an error, got \(response)")
    } catch {
        return error
    }
}
