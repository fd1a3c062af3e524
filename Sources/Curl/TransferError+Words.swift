extension TransferError: CustomStringConvertible {
    /// For people. It names the host and nothing else of where the request went.
    package var description: String {
        switch self {
        case .unsendable(let flaw): "\(flaw)"
        case .clearTextRefused(let host):
            "\(host) would be spoken to in clear text; list its address in 'allow_addresses' to permit that"
        case .addressRefused(let host, let address):
            "\(host) is at \(address), which is not public; list it in 'allow_addresses' to permit that"
        case .unresolved(let host): "\(host) has no address in DNS"
        case .unreachable(let host, let reason): "\(host) cannot be reached; \(reason)"
        case .handshakeFailed(let host, let reason): "\(host) does not agree on encryption; \(reason)"
        case .certificateRefused(let host, _) where isOfExpiredCertificate:
            "the certificate of \(host) has expired; it has to be renewed there"
        case .certificateRefused(let host, let reason): "the certificate of \(host) is not trusted; \(reason)"
        case .encryptionNotOffered(let host): "\(host) does not offer STARTTLS, and mail must not go in clear text"
        case .timedOut(let host, false): "\(host) took too long; nothing was sent"
        case .timedOut(let host, true): "\(host) did not answer in time; it may have taken what was sent"
        case .loginDenied(let host, let reply): "\(host) refuses the login: \(reply)"
        case .mailRefused(let host, let reply): "\(host) refuses the mail: \(reply)"
        case .answerLost(let host, let reason): "the answer of \(host) was lost; \(reason)"
        case .answerGarbled(let host, let reason): "\(host) answered something else than was asked; \(reason)"
        case .tooBusy: "too many transfers are under way"
        case .cancelled(let afterSending): "cancelled \(Self.when(afterSending))"
        case .closed(let afterSending): "shut down \(Self.when(afterSending))"
        }
    }

    private static func when(_ afterSending: Bool) -> String {
        afterSending ? "before the answer came" : "before anything was sent"
    }
}

extension TransferError {
    /// For the log: a mail server's own words may repeat an address or a subject, and there it is its codes alone.
    package var logged: String {
        switch self {
        case .unsendable(.mailAddress), .unsendable(.localPart): "it goes to what is no mail address"
        case .loginDenied(let host, let reply): "\(host) refuses the login: \(reply.codes)"
        case .mailRefused(let host, let reply): "\(host) refuses the mail: \(reply.codes)"
        case .unsendable, .clearTextRefused, .addressRefused, .unresolved, .unreachable, .handshakeFailed,
            .certificateRefused, .encryptionNotOffered, .timedOut, .answerLost, .answerGarbled, .tooBusy, .cancelled,
            .closed:
            description
        }
    }

    /// Whether the certificate is merely too old, as OpenSSL says it; another authority would not help.
    package var isOfExpiredCertificate: Bool {
        if case .certificateRefused(_, let reason) = self { reason.contains("expired") } else { false }
    }
}
