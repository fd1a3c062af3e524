import Foundation
import Glibc

/// A listening socket on 127.0.0.1, on a port that the system chose, and a thread for each connection.
///
/// The descriptors of open connections are kept so that stopping can end them; each is closed only by its own thread,
/// after it was taken off the list, so none can mean another connection by then.
final class LoopbackListener: @unchecked Sendable {
    let port: UInt16
    private let descriptor: CInt
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let present = DispatchGroup()
    private var open: Set<CInt> = []
    private var accepted = 0
    private var isStopped = false

    init() throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        port = try Self.bind(descriptor)
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        close(descriptor)
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    var connections: Int { locked { accepted } }

    /// Hands each connection, with its number from 1 on, to `serve` on a thread of its own.
    func accept(_ serve: @escaping @Sendable (_ wire: Wire, _ number: Int) -> Void) {
        onThread { [self] in
            while let (connection, number) = next() {
                onThread { [self] in
                    serve(Wire(connection), number)
                    locked { _ = open.remove(connection) }
                    close(connection)
                }
            }
        }
    }

    /// Ends every connection, and returns when all threads have left.
    func stop() {
        locked {
            isStopped = true
            shutdown(descriptor, CInt(SHUT_RDWR))
            for connection in open { shutdown(connection, CInt(SHUT_RDWR)) }
        }
        present.wait()
    }

    private func next() -> (CInt, Int)? {
        let connection = Glibc.accept(descriptor, nil, nil)
        guard connection >= 0 else { return nil }
        return locked {
            accepted += 1
            open.insert(connection)
            if isStopped { shutdown(connection, CInt(SHUT_RDWR)) }
            return (connection, accepted)
        }
    }

    private func onThread(_ work: @escaping @Sendable () -> Void) {
        present.enter()
        Thread.detachNewThread { [present] in
            var brokenPipe = sigset_t()
            sigemptyset(&brokenPipe)
            sigaddset(&brokenPipe, SIGPIPE)
            pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
            work()
            present.leave()
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    private static func bind(_ descriptor: CInt) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { bytes in
            guard let raw = bytes.baseAddress else { return false }
            let generic = raw.assumingMemoryBound(to: sockaddr.self)
            return Glibc.bind(descriptor, generic, length) == 0 && listen(descriptor, 512) == 0
                && getsockname(descriptor, generic, &length) == 0
        }
        guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRNOTAVAIL) }
        return UInt16(bigEndian: address.sin_port)
    }
}
