import Glibc

/// Speaks with systemd: readiness, reloads, status and the watchdog, without libsystemd.
///
/// Where `NOTIFY_SOCKET` is not set nothing is said; a send that fails is never fatal.
package struct Systemd: Sendable {
    private let address: [UInt8]?
    /// How often the watchdog wants to hear from us; half of what systemd waits.
    package let watchdogInterval: Duration?

    /// Reads the environment once, at the top.
    package init(environment: [String: String]) {
        address = environment["NOTIFY_SOCKET"].flatMap(Self.address)
        watchdogInterval = Self.watchdog(environment)
    }

    package func ready(status: String) { send("READY=1\nSTATUS=\(oneLine(status))") }

    package func status(_ status: String) { send("STATUS=\(oneLine(status))") }

    /// A reload begins; it ends with `ready`, also where the new files were refused.
    package func reloading() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let microseconds = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)")
    }

    package func stopping() { send("STOPPING=1") }

    package func alive() { send("WATCHDOG=1") }

    /// A start, a migration or a drain takes longer than systemd would wait.
    package func extendTimeout(by duration: Duration) {
        send("EXTEND_TIMEOUT_USEC=\(duration.components.seconds * 1_000_000)")
    }

    package func failing(_ reason: String, errno code: Int32 = 0) {
        send("STATUS=\(oneLine(reason))" + (code == 0 ? "" : "\nERRNO=\(code)"))
    }

    private func oneLine(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }.prefix(100))
    }

    private func send(_ message: String) {
        guard let address else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: address) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.count)
        let bytes = Array(message.utf8)
        withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
                _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), target, length)
            }
        }
    }

    /// A path, or an abstract name that begins with `@`, which stands for a NUL; anything else is not for us.
    private static func address(_ text: String) -> [UInt8]? {
        var bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
            return nil
        }
        if first == UInt8(ascii: "@") { bytes[0] = 0 }
        return first == UInt8(ascii: "@") || first == UInt8(ascii: "/") ? bytes : nil
    }

    private static func watchdog(_ environment: [String: String]) -> Duration? {
        guard let text = environment["WATCHDOG_USEC"], let microseconds = Int64(text), microseconds > 0 else {
            return nil
        }
        if let pid = environment["WATCHDOG_PID"], Int32(pid) != getpid() { return nil }
        return .microseconds(microseconds / 2)
    }
}
