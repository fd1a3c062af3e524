import Curl
import Testing

@Suite struct TransferErrorTests {
    private static let loopback = IPAddress("127.0.0.1")

    @Test(arguments: [
        (TransferError.unresolved(host: "h"), true, false, TransferError.Label.dns),
        (.unreachable(host: "h", because: "r"), true, false, .connect),
        (.handshakeFailed(host: "h", because: "r"), true, false, .tls),
        (.certificateRefused(host: "h", because: "r"), true, false, .tls),
        (.encryptionNotOffered(host: "h"), true, false, .tls),
        (.timedOut(host: "h", afterSending: false), true, false, .contextDeadlineExceeded),
        (.timedOut(host: "h", afterSending: true), true, true, .contextDeadlineExceeded),
        (.loginDenied(host: "h", MailReply(535, "no")), false, false, .authError),
        (.loginDenied(host: "h", MailReply(454, "later")), true, false, .authError),
        (.mailRefused(host: "h", MailReply(451, "later")), true, false, .serverError),
        (.mailRefused(host: "h", MailReply(421, "later")), true, false, .serverError),
        (.mailRefused(host: "h", MailReply(550, "no")), false, false, .clientError),
        (.mailRefused(host: "h", MailReply(530, "log in")), false, false, .authError),
        (.answerLost(host: "h", because: "r"), true, true, .other),
        (.answerGarbled(host: "h", because: "r"), true, true, .bodyError),
        (.unsendable(.noRecipient), false, false, .clientError),
        (.clearTextRefused(host: "h"), false, false, .clientError),
        (.tooBusy, true, false, .other),
        (.cancelled(afterSending: true), true, true, .contextCanceled),
        (.closed(afterSending: false), true, false, .contextCanceled),
    ])
    func `knows whether to try again, whether it may have arrived, and what to count it as`(
        error: TransferError, isWorthRetrying: Bool, outcomeUnknown: Bool, label: TransferError.Label
    ) {
        #expect(error.isWorthRetrying == isWorthRetrying)
        #expect(error.outcomeUnknown == outcomeUnknown)
        #expect(error.label == label)
    }

    @Test(arguments: [
        (
            TransferError.mailRefused(host: "mx.example.com", MailReply(550, "no such user")),
            "mx.example.com refuses the mail: 550 no such user"
        ),
        (
            .timedOut(host: "a.example", afterSending: true),
            "a.example did not answer in time; it may have taken what was sent"
        ),
        (.cancelled(afterSending: false), "cancelled before anything was sent"),
        (.unsendable(.userInURL), "a URL must not hold a user or password; send them as a header"),
    ])
    func `says it in one phrase`(error: TransferError, words: String) {
        #expect("\(error)" == words)
    }

    @Test(arguments: [
        (401, TransferError.Label.authError), (403, .authError), (404, .clientError), (429, .rateLimited),
        (503, .serverError), (302, .other),
    ])
    func `knows what to count an answer as that said no`(status: Int, label: TransferError.Label) {
        #expect(TransferError.label(status: status) == label)
    }

    @Test func `names the address that it must not reach`() throws {
        let error = TransferError.addressRefused(host: "a.example", try #require(Self.loopback))
        #expect(
            "\(error)" == "a.example is at 127.0.0.1, which is not public; list it in 'allow_addresses' to permit that")
        #expect(!error.isWorthRetrying)
    }
}
