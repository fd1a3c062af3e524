import CLibCurl

extension Transfer {
    func outcome(of code: CURLcode) -> Ticket.Outcome {
        if code == CURLE_OK || (code == CURLE_WRITE_ERROR && answer.isTruncated) { return .success(response) }
        return .failure(error(for: code))
    }

    private var response: Response {
        switch request.payload {
        case .http:
            Response(
                status: easy.responseCode, headers: answer.headers, body: answer.body, isTruncated: answer.isTruncated,
                elapsed: easy.elapsed)
        case .mail:
            Response(status: answer.reply.code, body: Array(answer.reply.text.utf8), elapsed: easy.elapsed)
        }
    }

    private func error(for code: CURLcode) -> TransferError {
        let host = request.host
        if let refusedAddress, code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK {
            return .addressRefused(host: host, refusedAddress)
        }
        let reason = Redaction.clean(easy.explanation(of: code), hiding: request.secrets)
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return .unresolved(host: host)
        case CURLE_COULDNT_CONNECT: return .unreachable(host: host, because: reason)
        case CURLE_SSL_CONNECT_ERROR: return .handshakeFailed(host: host, because: reason)
        case CURLE_PEER_FAILED_VERIFICATION: return .certificateRefused(host: host, because: reason)
        case CURLE_SSL_CACERT_BADFILE: return .unsendable(.caFile(request.caFile ?? "the system's store"))
        case CURLE_OPERATION_TIMEDOUT: return .timedOut(host: host, afterSending: ticket.wasSent)
        default: break
        }
        if case .mail = request.payload, let refusal = mailRefusal(code) { return refusal }
        return ticket.wasSent ? lostOrGarbled(code, reason) : .unreachable(host: host, because: reason)
    }

    /// Which of a server's replies ended it; libcurl's code alone does not tell later from never.
    private func mailRefusal(_ code: CURLcode) -> TransferError? {
        let reply = MailReply(answer.reply.code, Redaction.clean(answer.reply.text, hiding: request.secrets))
        switch code {
        case CURLE_USE_SSL_FAILED: return .encryptionNotOffered(host: request.host)
        case CURLE_LOGIN_DENIED: return .loginDenied(host: request.host, reply)
        default: return reply.code >= 400 ? .mailRefused(host: request.host, reply) : nil
        }
    }

    private func lostOrGarbled(_ code: CURLcode, _ reason: String) -> TransferError {
        switch code {
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_BAD_CONTENT_ENCODING,
            CURLE_WRITE_ERROR:
            .answerGarbled(host: request.host, because: reason)
        default: .answerLost(host: request.host, because: reason)
        }
    }
}
