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
        systemd.stopping()
        await state.enter(.draining)
    }
}
