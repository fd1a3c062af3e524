import Foundation

/// Holds the state directory for as long as it lives. The kernel lets go of it when the process dies, however it dies.
final class StateLock: Sendable {
    private let file: Int32

    init(_ directory: StateDirectory) throws(StoreError) {
        file = open(directory.lock, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .forbidden(path: directory.lock, detail: String(cString: strerror(errno))) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let holder = StateLock.holder(file)
            close(file)
            throw .held(directory: directory.path, by: holder)
        }
        writeHolder()
    }

    /// Said aloud, since a child being started may hold a copy of the descriptor for a moment longer.
    deinit {
        flock(file, LOCK_UN)
        close(file)
    }

    /// The number is only for the sentence that the next one gets; the lock does not depend on it.
    private func writeHolder() {
        let line = Array("\(getpid())\n".utf8)
        ftruncate(file, 0)
        pwrite(file, line, line.count, 0)
    }

    private static func holder(_ file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix(count), as: UTF8.self).prefix { $0.isNumber })
    }
}
