import BellwetherTestSupport
import Foundation
import Glibc
import Testing

/// The daemon's open port, asked by a bare socket, so that the `Host` can be anything.
struct OpenPort {
    let number: UInt16

    /// A port that is free now.
    init() throws {
        let server = try LoopbackHTTP { _ in .close }
        defer { server.stop() }
        number = server.port
    }

    var setting: String { "http: { listen: \"127.0.0.1:\(number)\" }\n" }

    /// Nothing where nobody listens.
    func answer(
        to method: String, _ path: String, form: String? = nil, host: String? = nil,
        header: String? = nil
    ) -> (code: Int, head: String, body: String)? {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        guard connect(descriptor) else { return nil }
        let name = host ?? "127.0.0.1:\(number)"
        let sending = form.map {
            "Content-Length: \($0.utf8.count)\r\n\r\n\($0)"
        }
        let more = header.map { $0 + "\r\n" } ?? ""
        let isTyped = more.lowercased().contains("content-type:")
        let head = "\(method) \(path) HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n\(more)"
        let type = form == nil || isTyped ? "" : "Content-Type: application/x-www-form-urlencoded\r\n"
        let request = Array((head + type + (sending ?? "\r\n")).utf8)
        let sent = request.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        guard sent == request.count else { return nil }
        let text = String(decoding: read(descriptor), as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let code = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return code.map { ($0, String(parts[0]), parts.count > 1 ? String(parts[1]) : "") }
    }

    private func connect(_ descriptor: CInt) -> Bool {
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = number.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private func read(_ descriptor: CInt) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }
}
