import Glibc
import ServiceLifecycle

/// Says goodbye: the last service to start is the first to be told to stop.
package struct Farewell: Service {
    private let systemd: Systemd
    private let state: DaemonState

    package init(systemd: Systemd, state: DaemonState) {
        self.systemd = systemd
        self.state = state
    }

    package func run() async throws {
        try await gracefulShutdown()
        // Whoever says it a second time does not wait for what hangs: what is on its way may have arrived or not, as after
        // a crash.
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
        systemd.stopping()
        await state.enter(.draining)
    }
}
