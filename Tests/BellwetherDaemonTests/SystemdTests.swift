import Foundation
import Glibc
import Testing

@testable import BellwetherDaemon

/// Stands in for systemd: a datagram socket that takes what it is told.
private final class Notified {
    let path = NSTemporaryDirectory() + "notify-" + UUID().uuidString.prefix(8)
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(bound == 0)
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    func next() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}

@Suite struct SystemdTests {
    @Test func `tells systemd of readiness, reloads and the end, one datagram each`() throws {
        let notified = try Notified()
        let systemd = Systemd(environment: ["NOTIFY_SOCKET": notified.path])
        systemd.ready(status: "watching 412 accounts\nand more")
        #expect(notified.next() == "READY=1\nSTATUS=watching 412 accounts and more")
        systemd.reloading()
        let reloading = notified.next()
        #expect(reloading.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        systemd.alive()
        #expect(notified.next() == "WATCHDOG=1")
        systemd.stopping()
        #expect(notified.next() == "STOPPING=1")
    }

    @Test func `says nothing where nobody listens, or to what is no socket`() {
        Systemd(environment: [:]).ready(status: "x")
        Systemd(environment: ["NOTIFY_SOCKET": "vsock:1:2"]).ready(status: "x")
        Systemd(environment: ["NOTIFY_SOCKET": "/nowhere/at/all"]).ready(status: "x")
    }

    @Test(
        arguments: [
            (["WATCHDOG_USEC": "60000000"], Duration.seconds(30)), (["WATCHDOG_USEC": "0"], nil), ([:], nil),
            (["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"], nil),
        ] as [([String: String], Duration?)])
    func `the watchdog is fed twice as often as it asks, when it asks us`(
        environment: [String: String], interval: Duration?
    ) {
        #expect(Systemd(environment: environment).watchdogInterval == interval)
    }
}
