import ServiceLifecycle

/// Asks systemd to wait on while the daemon starts: bringing a large state up to date, or reading it, may take longer than
/// `TimeoutStartSec`. It asks for half a minute again and again, for an hour at most: a start that hangs is no start.
package struct Patience: Service {
    private let systemd: Systemd
    private let state: DaemonState?
    private let clock: any WallClock

    /// - Parameter state: once that is no longer starting nothing more is asked.
    package init(of systemd: Systemd, until state: DaemonState? = nil, clock: any WallClock) {
        self.systemd = systemd
        self.state = state
        self.clock = clock
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { await ask() }
        // A service that ended would end the others.
        try await gracefulShutdown()
    }

    package func during<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingDiscardingTaskGroup(returning: Value.self) { group in
            group.addTask { await ask() }
            defer { group.cancelAll() }
            return try await work()
        }
    }

    private func ask() async {
        for _ in 0..<Self.most {
            if let state {
                guard case .starting = await state.phase else { return }
            }
            systemd.extendTimeout(by: .seconds(30))
            do { try await clock.wait(.seconds(10)) } catch { return }
        }
    }

    private static let most = 360
}
