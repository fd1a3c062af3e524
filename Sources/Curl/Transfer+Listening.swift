import CLibCurl
import Glibc

// libcurl calls these while it works, always on the thread that carries the transfer. The transfer outlives its handle's
// work, so it is handed over unretained.
extension Transfer {
    func listen() throws(TransferError) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let raw = easy.raw
        try easy.check(bw_curl_on_body(raw, bodyCame, context), CURLOPT_WRITEFUNCTION)
        try easy.check(bw_curl_on_header(raw, lineCame, context), CURLOPT_HEADERFUNCTION)
        try easy.check(bw_curl_on_open_socket(raw, socketWanted, context), CURLOPT_OPENSOCKETFUNCTION)
        switch request.payload {
        case .http:
            try easy.check(bw_curl_on_request(raw, requestDue, context), CURLOPT_PREREQFUNCTION)
        case .mail:
            try easy.check(bw_curl_on_progress(raw, timePassed, context), CURLOPT_XFERINFOFUNCTION)
            try easy.set(CURLOPT_NOPROGRESS, false)
            try easy.check(bw_curl_on_trace(raw, lineTraced, context), CURLOPT_DEBUGFUNCTION)
            try easy.set(CURLOPT_VERBOSE, true)
            let sockets = Unmanaged.passUnretained(easy.sockets).toOpaque()
            try easy.check(bw_curl_on_close_socket(raw, socketDone, sockets), CURLOPT_CLOSESOCKETFUNCTION)
        }
    }

    fileprivate static func from(_ context: UnsafeMutableRawPointer?) -> Transfer {
        guard let context else { preconditionFailure("every callback is registered with its transfer") }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    fileprivate func openSocket(to wanted: UnsafePointer<curl_sockaddr>) -> CInt {
        let isLocal = request.socketPath != nil && wanted.pointee.family == AF_UNIX
        let address = IPAddress(bw_curl_address(wanted))
        guard isLocal || address.map(addressGuard.permits) == true else {
            refusedAddress = address
            return CURL_SOCKET_BAD
        }
        let kind = wanted.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue)
        let opened = socket(wanted.pointee.family, kind, wanted.pointee.`protocol`)
        if case .mail = request.payload, opened != CURL_SOCKET_BAD { easy.sockets.insert(opened) }
        return opened
    }

    /// A connection that is used again was opened for another request, perhaps one that was allowed more.
    fileprivate func mayUseConnection(to peer: String) -> Bool {
        if request.socketPath != nil {
            ticket.noteSending()
            return true
        }
        guard let address = IPAddress(peer) else { return false }
        guard addressGuard.permits(address) else {
            refusedAddress = address
            return false
        }
        ticket.noteSending()
        return true
    }

    fileprivate func take(line bytes: UnsafeRawBufferPointer) -> Bool {
        let goesOn = answer.takeLine(bytes)
        if case .mail = request.payload, answer.reply.code == 354 { ticket.noteSending() }
        return goesOn
    }

    /// The verdict is in; libcurl would now wait for the answer to its goodbye until the transfer stalls. With this it
    /// finds that there is nothing more to read.
    fileprivate func stopListening() {
        answer.sayGoodbye()
        easy.sockets.stopListening()
    }
}

private func bodyCame(
    _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
)
    -> Int
{
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    return Transfer.from(context).answer.takeBody(bytes) ? bytes.count : 0
}

private func lineCame(
    _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
)
    -> Int
{
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    return Transfer.from(context).take(line: bytes) ? bytes.count : 0
}

private func socketWanted(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ wanted: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let wanted else { return CURL_SOCKET_BAD }
    return Transfer.from(context).openSocket(to: wanted)
}

private func socketDone(_ sockets: UnsafeMutableRawPointer?, _ descriptor: curl_socket_t) -> CInt {
    guard let sockets else { preconditionFailure("every callback is registered with its context") }
    return Unmanaged<OpenSockets>.fromOpaque(sockets).takeUnretainedValue().close(descriptor)
}

private func requestDue(
    _ context: UnsafeMutableRawPointer?, _ peer: UnsafeMutablePointer<CChar>?, _ own: UnsafeMutablePointer<CChar>?,
    _ peerPort: CInt, _ ownPort: CInt
) -> CInt {
    guard let peer, Transfer.from(context).mayUseConnection(to: String(cString: peer)) else {
        return CInt(CURL_PREREQFUNC_ABORT)
    }
    return CInt(CURL_PREREQFUNC_OK)
}

/// At least once a second, also while libcurl waits in the middle of something.
private func timePassed(
    _ context: UnsafeMutableRawPointer?, _ toCome: curl_off_t, _ came: curl_off_t, _ toGo: curl_off_t,
    _ gone: curl_off_t
) -> CInt {
    Transfer.from(context).ticket.isSettled ? 1 : 0
}

private func lineTraced(
    _ easy: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ data: UnsafeMutablePointer<CChar>?, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: data, count: count)
    if kind == CURLINFO_HEADER_OUT, bytes.elementsEqual("QUIT\r\n".utf8) {
        Transfer.from(context).stopListening()
    }
    return 0
}
