package import BellwetherCore
package import Curl

/// What came of one attempt.
package enum Verdict: Sendable, Hashable {
    /// Taken, and what the receiver calls it, if it says so.
    case delivered(reference: String?)
    /// Not taken, but may be later; not before `after`, where that was said.
    case retry(after: Duration?, because: Reason)
    /// Not taken by a receiver that works, and asks for patience.
    case busy(after: Duration?, because: Reason)
    /// Not taken, and never will be as it is.
    case rejected(because: Reason)
    /// The reader's own mailbox does not take it; others of the receiver may.
    case refusedByReader(because: Reason)
    /// The reader's own mailbox does not take it yet, as where it is full; others of the receiver may.
    case putOffByReader(after: Duration?, because: Reason)
    /// Nobody is let in with what is configured: all that goes there waits until somebody changes that.
    case denied(because: Reason)
    /// The place it goes to is no longer there: nothing more goes there until its configuration changes.
    case gone(because: Reason)
    /// It went out and no answer came: it may or may not have arrived.
    case unknown(because: Reason)
}

extension Verdict {
    /// By the status alone, for receivers whose 2xx means taken.
    package init(status response: Response, at now: Moment) {
        let words: Reason = "HTTP \(response.status)"
        switch response.status {
        case 200..<300: self = .delivered(reference: nil)
        case 300..<400: self = .rejected(because: "\(words); the address has moved, and redirects are not followed")
        case 401, 403, 407: self = .denied(because: words)
        case 404, 410: self = .gone(because: words)
        case 425, 429: self = .busy(after: RetryAfter.read(response, at: now), because: words)
        case 408: self = .retry(after: RetryAfter.read(response, at: now), because: words)
        case 501: self = .rejected(because: words)
        case 500..<600: self = .retry(after: RetryAfter.read(response, at: now), because: words)
        default: self = .rejected(because: words)
        }
    }

    /// By what went wrong on the way.
    package init(_ error: TransferError) {
        let words = error.reason
        if error.outcomeUnknown {
            self = .unknown(because: words)
        } else if error.isWorthRetrying {
            self =
                error.isPutOffByReader
                ? .putOffByReader(after: error.patience, because: words)
                : .retry(after: error.patience, because: words)
        } else if error.isDenial {
            self = .denied(because: words)
        } else if case .mailRefused(_, let reply) = error, reply.isAboutMailbox {
            self = .refusedByReader(because: words)
        } else {
            self = .rejected(because: words)
        }
    }
}

extension Verdict {
    /// With what to do about it, and behind that what the service says in words of its own.
    func advising(_ advice: String?, quoting words: String = "") -> Verdict {
        func told(_ reason: Reason) -> Reason {
            (advice.map { "\(reason); \($0)" } ?? reason).quoting(words)
        }
        return switch self {
        case .delivered, .retry, .busy, .unknown, .refusedByReader, .putOffByReader: self
        case .rejected(let reason): .rejected(because: told(reason))
        case .denied(let reason): .denied(because: told(reason))
        case .gone(let reason): .gone(because: told(reason))
        }
    }
}

extension Response {
    /// A login or a portal in between answers with a page.
    var isPage: Bool { body.first { $0 > 0x20 } == UInt8(ascii: "<") }
}

extension TransferError {
    /// What happened and what whoever wrote the configuration can do about it; a server's own words come last, where
    /// they may be cut off.
    fileprivate var reason: Reason {
        switch self {
        case .certificateRefused(let host, _) where isOfAnotherName:
            """
            the certificate of \(host) is not for that name; name the server as its certificate does, or have it \
            renewed with this one
            """
        case .certificateRefused where !isOfExpiredCertificate: "\(Reason(self)); name its authority with `ca_file`"
        case .encryptionNotOffered:
            """
            \(Reason(self)); set `tls: implicit` in `smtp` where it encrypts from the start (port 465), or \
            `tls: none` for a server of your own network
            """
        case .loginDenied(_, let reply): rightLogin(reply)
        case .mailRefused(_, let reply) where reply.isAboutLogin: rightLogin(reply)
        default: Reason(self)
        }
    }

    /// A greylisted mail, or a mailbox that is full: nothing is wrong with the server.
    fileprivate var isPutOffByReader: Bool {
        if case .mailRefused(_, let reply) = self { reply.isAboutMailboxForNow } else { false }
    }

    fileprivate var isDenial: Bool {
        switch self {
        case .loginDenied: true
        case .mailRefused(_, let reply): reply.isAboutLogin
        case .unsendable, .clearTextRefused, .addressRefused, .unresolved, .unreachable, .handshakeFailed,
            .certificateRefused, .encryptionNotOffered, .timedOut, .answerLost, .answerGarbled, .tooBusy, .cancelled,
            .closed:
            false
        }
    }

    private func rightLogin(_ reply: MailReply) -> Reason {
        let refusal: Reason = """
            \(logged); put the right user and password into `smtp`, often one made for programs; it counts from the next \
            start on, and what waits is sent then
            """
        let code = reply.text.prefix { !$0.isWhitespace }
        let words = logged.hasSuffix(" \(code)") ? reply.text.dropFirst(code.count) : reply.text[...]
        return refusal.quoting(String(words))
    }

    /// As OpenSSL and curl say it.
    private var isOfAnotherName: Bool {
        guard case .certificateRefused(_, let reason) = self else { return false }
        return ["subject name", "does not match", "mismatch"].contains(where: reason.contains)
    }

    /// A certificate does not mend in seconds, and a greylisting mail server wants a minute (RFC 6647).
    fileprivate var patience: Duration? {
        switch self {
        case .certificateRefused, .encryptionNotOffered: .seconds(600)
        case .mailRefused, .loginDenied: .seconds(60)
        case .unsendable, .clearTextRefused, .addressRefused, .unresolved, .unreachable, .handshakeFailed, .timedOut,
            .answerLost, .answerGarbled, .tooBusy, .cancelled, .closed:
            nil
        }
    }
}
