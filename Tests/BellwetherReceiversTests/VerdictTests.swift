import BellwetherCore
import Curl
import Testing

@testable import BellwetherReceivers

@Suite struct VerdictTests {
    private static let rightLogin =
        "; put the right user and password into `smtp`, often one made for programs; it counts from the next "
        + "start on, and what waits is sent then; it says: "

    @Test(arguments: [
        (200, Verdict.delivered(reference: nil)), (204, .delivered(reference: nil)),
        (301, .rejected(because: "HTTP 301; the address has moved, and redirects are not followed")),
        (400, .rejected(because: "HTTP 400")), (401, .denied(because: "HTTP 401")),
        (403, .denied(because: "HTTP 403")), (404, .gone(because: "HTTP 404")), (405, .rejected(because: "HTTP 405")),
        (408, .retry(after: nil, because: "HTTP 408")), (410, .gone(because: "HTTP 410")),
        (413, .rejected(because: "HTTP 413")), (415, .rejected(because: "HTTP 415")),
        (422, .rejected(because: "HTTP 422")), (425, .busy(after: nil, because: "HTTP 425")),
        (429, .busy(after: nil, because: "HTTP 429")), (500, .retry(after: nil, because: "HTTP 500")),
        (501, .rejected(because: "HTTP 501")), (503, .retry(after: nil, because: "HTTP 503")),
        (101, .rejected(because: "HTTP 101")),
    ])
    func `follows the status`(status: Int, verdict: Verdict) {
        #expect(Verdict(status: Response(status: status), at: monday) == verdict)
    }

    @Test(arguments: [
        ("30", Int64(30)), ("0", 1), ("1.5", 2), ("0.02", 1), (" 7", 7), ("99999", 3_600),
        ("Mon, 23 Nov 2026 09:15:40 GMT", 40), ("Mon, 23 Nov 2026 09:00:00 GMT", 1),
        ("Tue, 24 Nov 2026 09:15:40 GMT", 3_600),
    ])
    func `comes back when it was told to, within reason`(header: String, seconds: Int64) {
        let response = Response(status: 429, headers: [HeaderField("retry-after", header)])
        #expect(Verdict(status: response, at: monday) == .busy(after: .seconds(seconds), because: "HTTP 429"))
    }

    @Test(arguments: ["soon", "-5", "", "1e9", "Mon, 23 Nov 2026", "NaN", "Mon, 31 Feb 2026 09:15:40 GMT", "1.2.3"])
    func `takes its own time when told nothing that makes sense`(header: String) {
        let response = Response(status: 503, headers: [HeaderField("Retry-After", header)])
        #expect(Verdict(status: response, at: monday) == .retry(after: nil, because: "HTTP 503"))
    }

    @Test func `believes a field of the body before the header`() {
        let response = Response(status: 429, headers: [HeaderField("Retry-After", "60")])
        #expect(RetryAfter.read(response, bodySeconds: 0.34, at: monday) == .seconds(1))
        #expect(RetryAfter.read(response, bodySeconds: .infinity, at: monday) == nil)
    }

    @Test(arguments: [
        (TransferError.unresolved(host: "h"), Verdict.retry(after: nil, because: "h has no address in DNS")),
        (
            .certificateRefused(host: "h", because: "SSL certificate problem: certificate has expired"),
            .retry(after: .seconds(600), because: "the certificate of h has expired; it has to be renewed there")
        ),
        (
            .certificateRefused(host: "h", because: "self-signed certificate"),
            .retry(
                after: .seconds(600),
                because:
                    "the certificate of h is not trusted; self-signed certificate; name its authority with `ca_file`")
        ),
        (.answerLost(host: "h", because: "reset"), .unknown(because: "the answer of h was lost; reset")),
        (.timedOut(host: "h", afterSending: false), .retry(after: nil, because: "h took too long; nothing was sent")),
        (
            .timedOut(host: "h", afterSending: true),
            .unknown(because: "h did not answer in time; it may have taken what was sent")
        ),
        (
            .mailRefused(host: "h", MailReply(451, "4.7.1 later")),
            .putOffByReader(after: .seconds(60), because: "h refuses the mail: 451 4.7.1 later")
        ),
        (
            .mailRefused(host: "h", MailReply(452, "4.2.2 mailbox full")),
            .putOffByReader(after: .seconds(60), because: "h refuses the mail: 452 4.2.2 mailbox full")
        ),
        (
            .mailRefused(host: "h", MailReply(450, "busy")),
            .putOffByReader(after: .seconds(60), because: "h refuses the mail: 450 busy")
        ),
        // What ails the server puts off everybody.
        (
            .mailRefused(host: "h", MailReply(452, "4.3.1 out of space")),
            .retry(after: .seconds(60), because: "h refuses the mail: 452 4.3.1 out of space")
        ),
        (
            .mailRefused(host: "h", MailReply(421, "4.7.0 too many connections")),
            .retry(after: .seconds(60), because: "h refuses the mail: 421 4.7.0 too many connections")
        ),
        (
            .mailRefused(host: "h", MailReply(550, "no such user")),
            .refusedByReader(because: "h refuses the mail: 550 no such user")
        ),
        (
            .mailRefused(host: "h", MailReply(552, "5.2.2 mailbox full")),
            .refusedByReader(because: "h refuses the mail: 552 5.2.2 mailbox full")
        ),
        // What is wrong for everybody is no reader's.
        (
            .mailRefused(host: "h", MailReply(550, "5.7.1 blocked as spam")),
            .rejected(because: "h refuses the mail: 550 5.7.1 blocked as spam")
        ),
        (
            .mailRefused(host: "h", MailReply(554, "no")),
            .rejected(because: "h refuses the mail: 554 no")
        ),
        (
            .mailRefused(host: "h", MailReply(530, "log in first")),
            .denied(because: Reason("h refuses the mail: 530" + Self.rightLogin + "log in first"))
        ),
        (
            .loginDenied(host: "h", MailReply(535, "wrong")),
            .denied(because: Reason("h refuses the login: 535" + Self.rightLogin + "wrong"))
        ),
        (
            .clearTextRefused(host: "h"),
            .rejected(
                because: "h would be spoken to in clear text; list its address in 'allow_addresses' to permit that")
        ),
    ])
    func `follows what went wrong on the way`(error: TransferError, verdict: Verdict) throws {
        #expect(try receiver(Sample.webhook).verdict(on: error) == verdict)
    }

    @Test(arguments: [
        (
            TransferError.mailRefused(host: "h", MailReply(550, "5.1.1 <zoe@acme.example>: unknown")),
            "h refuses the mail: 550 5.1.1"
        ),
        (.mailRefused(host: "h", MailReply(554, "\"Acme: 100 EUR\" looks like spam")), "h refuses the mail: 554"),
        (.loginDenied(host: "h", MailReply(535, "5.7.8 zoe is not known")), "h refuses the login: 535 5.7.8"),
        (.unsendable(.mailAddress("zoe@@acme.example")), "it goes to what is no mail address"),
        (.unresolved(host: "h"), "h has no address in DNS"),
    ])
    func `the log hears a server's codes, and none of its words`(error: TransferError, logged: String) {
        switch Verdict(error) {
        case .rejected(let reason), .refusedByReader(let reason), .gone(let reason), .unknown(let reason),
            .denied(let reason), .retry(_, let reason), .busy(_, let reason), .putOffByReader(_, let reason):
            #expect(reason.logged.hasPrefix(logged) && !reason.logged.contains("zoe"))
            #expect(reason.full.hasPrefix(logged) || reason.full.hasPrefix(error.description))
        case .delivered: Issue.record("it was refused")
        }
    }

    @Test func `a reason made of another keeps what is for the log apart`() {
        let reason = Reason("HTTP 400").quoting("zoe?")
        let longer: Reason = "\(reason); nothing came of it for \(7) days"
        #expect(longer.full == "HTTP 400; it says: zoe?; nothing came of it for 7 days")
        #expect(longer.logged == "HTTP 400; nothing came of it for 7 days")
    }

    /// Whoever reads a message cut off at its end still reads what to do.
    @Test func `what to do stands before a server's own words`() throws {
        let long = "5.7.139 Authentication unsuccessful, basic authentication is disabled. [FR4P281CA0123.DEUP281.PROD]"
        let error = TransferError.loginDenied(host: "smtp.office365.example", MailReply(535, long))
        guard case .denied(let reason) = Verdict(error) else {
            Issue.record("nobody is let in")
            return
        }
        let cure = try #require(reason.full.firstRange(of: "what waits is sent then"))
        #expect(reason.full.distance(from: reason.full.startIndex, to: cure.upperBound) <= 200)
        #expect(reason.full.contains("535 5.7.139; put the right") && reason.full.contains("it says: Authentication"))
        #expect(!reason.full.contains("FR4P281CA0123"), "a long code is nothing to read")
    }

    @Test(arguments: [
        (
            TransferError.certificateRefused(
                host: "h",
                because: "SSL: no alternative certificate subject name matches target host name 'localhost'"),
            "the certificate of h is not for that name; name the server as its certificate does, or have it renewed with this one"
        ),
        (
            .encryptionNotOffered(host: "h"),
            "h does not offer STARTTLS, and mail must not go in clear text; set `tls: implicit` in `smtp` where it encrypts from the start (port 465), or `tls: none` for a server of your own network"
        ),
    ])
    func `says what to do where encryption fails`(error: TransferError, words: String) {
        #expect(Verdict(error) == .retry(after: .seconds(600), because: Reason(words)))
    }

    @Test(arguments: [
        (#"{"error":{"code":"Unauthorized","message":"Not allowed."}}"#, "Unauthorized: Not allowed."),
        (#"{"message":"Invalid token"}"#, "Invalid token"), (#"{"error":"denied"}"#, "denied"),
        (#"{"title":"Forbidden","detail":"No such key","status":403}"#, "Forbidden: No such key"),
        ("not allowed", "not allowed"), ("<html>Sign in</html>", ""), ("", ""), (#"{"a":[1]}"#, ""), ("[1]", ""),
        ("see https://h.example/x?sig=abc123", "see •••"), ("key sk_live_51H8xkqJ2eZvKYlo2C9", "key •••"),
    ])
    func `a service's words are heard, and no secret in them`(body: String, words: String) {
        let reason = Reason("HTTP 403").quoting(Response(status: 403, headers: [], body: Array(body.utf8)).heard)
        #expect(reason.full == (words.isEmpty ? "HTTP 403" : "HTTP 403; it says: \(words)"))
        #expect(reason.logged == "HTTP 403")
    }
}
