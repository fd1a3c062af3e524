import CLibSSL
import Glibc

/// The server's end of one connection, in clear text or, from some moment on, through TLS. Used by one thread.
final class Wire {
    private let descriptor: CInt
    private var tls: OpaquePointer?
    private var pending: [UInt8] = []

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit {
        SSL_free(tls)
    }

    var isEncrypted: Bool { tls != nil }

    /// The peer's bytes up to and with the mark; `nil` when it has hung up.
    func read(through mark: String) -> [UInt8]? {
        let mark = Array(mark.utf8)
        var searched = 0
        while true {
            if let end = pending.firstRange(of: mark, from: searched) { return take(end) }
            searched = max(0, pending.count - mark.count + 1)
            guard fill() else { return nil }
        }
    }

    func read(count: Int) -> [UInt8]? {
        while pending.count < count { guard fill() else { return nil } }
        return take(count)
    }

    /// `false` when the peer no longer listens.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { buffer in
                if let tls { return Int(SSL_write(tls, buffer.baseAddress, CInt(buffer.count))) }
                return send(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
            }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    @discardableResult
    func write(_ text: String) -> Bool {
        write(Array(text.utf8))
    }

    /// Says nothing more until the peer leaves or the server is stopped.
    func hang() {
        repeat { pending = [] } while fill()
    }

    /// Makes the coming close a TCP reset.
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    /// Agrees on TLS as the server; `false` where the peer does not agree. What it sent before is forgotten.
    func encrypt(with certificate: Certificate) -> Bool {
        pending = []
        let context = SSL_CTX_new(TLS_server_method())
        defer { SSL_CTX_free(context) }
        guard SSL_CTX_use_certificate_chain_file(context, certificate.path) == 1,
            SSL_CTX_use_PrivateKey_file(context, certificate.keyPath, SSL_FILETYPE_PEM) == 1
        else { return false }
        if certificate.isSpokenInOldTLS { bw_ssl_at_most(context, TLS1_1_VERSION) }
        let session = SSL_new(context)
        tls = session
        return SSL_set_fd(session, descriptor) == 1 && SSL_accept(session) == 1
    }

    /// Says goodbye in TLS, so that an answer without a length is known to be whole.
    func sayGoodbye() {
        if let tls { SSL_shutdown(tls) }
    }

    private func take(_ count: Int) -> [UInt8] {
        defer { pending.removeFirst(count) }
        return Array(pending[..<count])
    }

    private func fill() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = buffer.withUnsafeMutableBytes { bytes in
            if let tls { return Int(SSL_read(tls, bytes.baseAddress, CInt(bytes.count))) }
            return recv(descriptor, bytes.baseAddress, bytes.count, 0)
        }
        guard count > 0 else { return false }
        pending += buffer[..<count]
        return true
    }
}

extension [UInt8] {
    /// Where the first occurrence of the mark ends.
    fileprivate func firstRange(of mark: [UInt8], from start: Int) -> Int? {
        guard count >= mark.count else { return nil }
        return (start...(count - mark.count)).first { self[$0..<($0 + mark.count)].elementsEqual(mark) }
            .map { $0 + mark.count }
    }
}
