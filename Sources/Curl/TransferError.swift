/// Why a transfer brought no answer. An answer that says no is not among these: it is a `Response` with its status.
package enum TransferError: Error, Sendable, Hashable {
    /// It cannot be sent to anybody.
    case unsendable(Flaw)
    /// It would go in clear text, and no address is allowed for that.
    case clearTextRefused(host: String)
    /// The host's address is not one this request may reach; nothing was sent there.
    case addressRefused(host: String, IPAddress)
    case unresolved(host: String)
    case unreachable(host: String, because: String)
    case handshakeFailed(host: String, because: String)
    /// Usually a clock or a missing authority; nothing was sent.
    case certificateRefused(host: String, because: String)
    /// A mail server that must offer STARTTLS did not.
    case encryptionNotOffered(host: String)
    case timedOut(host: String, afterSending: Bool)
    case loginDenied(host: String, MailReply)
    case mailRefused(host: String, MailReply)
    /// It was sent, and then the connection broke before the whole answer was there.
    case answerLost(host: String, because: String)
    /// It was sent, and what came back is not an answer.
    case answerGarbled(host: String, because: String)
    /// As many transfers are under way as may be.
    case tooBusy
    /// The task that asked was cancelled.
    case cancelled(afterSending: Bool)
    /// The transport was closed.
    case closed(afterSending: Bool)
}

/// One reply of a mail server: `550 5.1.1 no such user`.
package struct MailReply: Sendable, Hashable, CustomStringConvertible {
    package let code: Int
    package let text: String

    package init(_ code: Int, _ text: String) {
        self.code = code
        self.text = text
    }

    /// RFC 5321: 4yz asks to come back, 5yz does not.
    var asksToComeBack: Bool { (400..<500).contains(code) }

    /// The codes about who is sending rather than what is sent.
    package var isAboutLogin: Bool { [454, 530, 534, 535, 538].contains(code) }

    /// Whether it is about the one mailbox: it is not there, is full, or takes nothing (RFC 5321, RFC 3463). What is wrong
    /// with the sender, the policy or the mail itself is wrong for all of them.
    package var isAboutMailbox: Bool {
        if text.hasPrefix("5.1.") { return !["5.1.7", "5.1.8"].contains { text.hasPrefix($0) } }
        if text.hasPrefix("5.2.") { return !text.hasPrefix("5.2.3") }
        return [550, 551, 552, 553].contains(code) && !(text.first?.isNumber == true && text.hasPrefix("5."))
    }

    /// Whether it puts off the one mailbox: full or busy (RFC 3463), or greylisted (RFC 6647), which is by sender and
    /// reader. What ails the server itself, or is said of its whole load, puts off all of them.
    package var isAboutMailboxForNow: Bool {
        guard [450, 451, 452].contains(code) else { return false }
        guard text.hasPrefix("4.") else { return code == 450 }
        return ["4.1.", "4.2."].contains { text.hasPrefix($0) } || text.prefix { !$0.isWhitespace } == "4.7.1"
    }

    package var description: String { text.isEmpty ? "\(code)" : "\(code) \(text)" }

    /// `550 5.1.1`, without the server's words (RFC 3463).
    var codes: String {
        let first = text.prefix { !$0.isWhitespace }
        let parts = first.split(separator: ".", omittingEmptySubsequences: false)
        let isCode = parts.count == 3 && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(\.isNumber) }
        return isCode ? "\(code) \(first)" : "\(code)"
    }
}

extension TransferError {
    /// Whether it may have arrived although no answer says so. Sending again may then do it twice, which only a receiver
    /// that knows repeats by their id takes well.
    package var outcomeUnknown: Bool {
        switch self {
        case .answerLost, .answerGarbled: true
        case .timedOut(_, let afterSending), .cancelled(let afterSending), .closed(let afterSending): afterSending
        case .unsendable, .clearTextRefused, .addressRefused, .unresolved, .unreachable, .handshakeFailed,
            .certificateRefused, .encryptionNotOffered, .loginDenied, .mailRefused, .tooBusy:
            false
        }
    }

    /// Whether the same request may succeed later. Where the outcome is unknown that has to be weighed as well.
    package var isWorthRetrying: Bool {
        switch self {
        case .unsendable, .clearTextRefused, .addressRefused: false
        case .loginDenied(_, let reply), .mailRefused(_, let reply): reply.asksToComeBack
        case .unresolved, .unreachable, .handshakeFailed, .certificateRefused, .encryptionNotOffered, .timedOut,
            .answerLost, .answerGarbled, .tooBusy, .cancelled, .closed:
            true
        }
    }

    /// The reason in metrics, from a closed set.
    package enum Label: String, Sendable, Hashable, CaseIterable {
        case dns, connect, tls, contextDeadlineExceeded, serverError, clientError, authError, rateLimited, bodyError
        case other, contextCanceled
        /// It grew too old to be tried again.
        case expired
    }

    /// The reason in metrics for an answer that said no.
    package static func label(status: Int) -> Label {
        switch status {
        case 401, 403, 407: .authError
        case 429: .rateLimited
        case 400..<500: .clientError
        case 500..<600: .serverError
        default: .other
        }
    }

    package var label: Label {
        switch self {
        case .unresolved: .dns
        case .unreachable, .addressRefused: .connect
        case .handshakeFailed, .certificateRefused, .encryptionNotOffered: .tls
        case .timedOut: .contextDeadlineExceeded
        case .loginDenied: .authError
        case .mailRefused(_, let reply): reply.label
        case .answerGarbled: .bodyError
        case .unsendable, .clearTextRefused: .clientError
        case .answerLost, .tooBusy: .other
        case .cancelled, .closed: .contextCanceled
        }
    }
}

extension TransferError {
    /// The code with which a mail server said no; nothing where nobody answered.
    package var reply: Int? {
        switch self {
        case .loginDenied(_, let reply), .mailRefused(_, let reply): reply.code
        case .unsendable, .clearTextRefused, .addressRefused, .unresolved, .unreachable, .handshakeFailed,
            .certificateRefused, .encryptionNotOffered, .timedOut, .answerLost, .answerGarbled, .tooBusy, .cancelled,
            .closed:
            nil
        }
    }
}

extension MailReply {
    fileprivate var label: TransferError.Label {
        if isAboutLogin { return .authError }
        return asksToComeBack ? .serverError : .clientError
    }
}
