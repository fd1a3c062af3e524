import CLibCurl

/// One request on its way, on the thread that carries it.
final class Transfer {
    let request: Request
    let ticket: Ticket
    let easy: EasyHandle
    let addressGuard: AddressGuard
    var answer: Answer
    /// The address it was about to reach and must not.
    var refusedAddress: IPAddress?

    init(_ request: Request, _ ticket: Ticket) throws(TransferError) {
        self.request = request
        self.ticket = ticket
        easy = try EasyHandle()
        addressGuard = AddressGuard(for: request)
        switch request.payload {
        case .http: answer = Answer(keeping: request.bodyLimit, reading: .http)
        case .mail: answer = Answer(keeping: request.bodyLimit, reading: .mail)
        }
        try setLimits()
        try setTrust()
        try setProxy()
        try listen()
        switch request.payload {
        case .http(let http): try set(http)
        case .mail(let mail): try set(mail)
        }
    }

    /// Carries it from start to end on this thread.
    static func run(_ request: Request, _ ticket: Ticket) {
        guard !ticket.isSettled else { return }
        do throws(TransferError) {
            let transfer = try Transfer(request, ticket)
            transfer.finish(with: curl_easy_perform(transfer.easy.raw))
        } catch {
            ticket.settle(.failure(error))
        }
    }

    func finish(with code: CURLcode) {
        ticket.settle(outcome(of: code))
    }

    /// `QUICK_EXIT`: where a name server hangs, the resolver's thread is left behind instead of waited for.
    private func setLimits() throws(TransferError) {
        try easy.set(CURLOPT_NOSIGNAL, true)
        try easy.set(CURLOPT_QUICK_EXIT, true)
        try easy.set(CURLOPT_CONNECTTIMEOUT_MS, request.timeouts.connect.wholeMilliseconds)
        try easy.set(CURLOPT_TIMEOUT_MS, request.timeouts.whole.wholeMilliseconds)
        try easy.set(CURLOPT_LOW_SPEED_LIMIT, 1)
        try easy.set(CURLOPT_LOW_SPEED_TIME, max(1, Int(request.timeouts.stalled.components.seconds)))
        try easy.set(CURLOPT_TCP_KEEPALIVE, true)
        try easy.set(CURLOPT_FOLLOWLOCATION, false)
        try easy.set(CURLOPT_DISALLOW_USERNAME_IN_URL, true)
    }

    private func setTrust() throws(TransferError) {
        try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try easy.set(CURLOPT_SSL_VERIFYPEER, 1)
        try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile = request.caFile {
            guard caFile.staysOnItsLine else { throw .unsendable(.caFile(caFile)) }
            try easy.set(CURLOPT_CAINFO, caFile)
            try easy.set(CURLOPT_CAPATH, nil)
        }
    }

    /// Left unset, libcurl would ask the environment.
    private func setProxy() throws(TransferError) {
        switch request.proxy {
        case .none:
            try easy.set(CURLOPT_PROXY, "")
        case .environment:
            break
        case .url(let url):
            try easy.set(CURLOPT_PROXY, url.reveal())
            try easy.set(CURLOPT_NOPROXY, "")
        }
        try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    }
}

extension Duration {
    /// At least one, as zero means "no limit" to libcurl; at most a fortnight.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(min(seconds, 1_209_600)) * 1_000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
