import BellwetherCore
import BellwetherTestSupport
import Testing

@testable import BellwetherDaemon

@Suite struct SystemdTests {
    @Test func `tells systemd of readiness, reloads and the end, one datagram each`() throws {
        let notified = try NotifySocket()
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

    /// Gives up waiting after so many times.
    private actor Impatient: WallClock {
        private var left: Int

        init(after times: Int) { left = times }

        nonisolated func now() -> Moment { .distantPast }

        func wait(_ duration: Duration) async throws {
            left -= 1
            if left < 0 { throw CancellationError() }
        }
    }

    @Test func `systemd is asked to wait on while something long is done, and no more after that`() async throws {
        let notified = try NotifySocket()
        let systemd = Systemd(environment: ["NOTIFY_SOCKET": notified.path])
        let asked = try await Patience(of: systemd, clock: Impatient(after: 1)).during {
            var asked: [String] = []
            while asked.count < 2 {
                let next = notified.next()
                if next.isEmpty { await Task.yield() } else { asked.append(next) }
            }
            return asked
        }
        #expect(asked == Array(repeating: "EXTEND_TIMEOUT_USEC=30000000", count: 2))
        #expect(notified.next().isEmpty)
    }

    @Test func `what cannot be done ends the asking, too`() async throws {
        let systemd = Systemd(environment: [:])
        await #expect(throws: CancellationError.self) {
            try await Patience(of: systemd, clock: SystemClock()).during { throw CancellationError() }
        }
    }

    @Test func `an error in the journal is one on each of its lines`() {
        #expect("a: wrong\n  why".asErrorsInJournal == "<3>a: wrong\n<3>  why")
    }
}
