package import BellwetherConfig
import BellwetherCore
import BellwetherReceivers
package import Curl
import Documents
package import Logging
import ServiceLifecycle

/// Tells systemd that the evaluator's loop goes on: only when it does.
package struct Watchdog: Service {
    private let systemd: Systemd
    private let state: DaemonState
    private let clock: any WallClock

    package init(systemd: Systemd, state: DaemonState, clock: any WallClock) {
        self.systemd = systemd
        self.state = state
        self.clock = clock
    }

    package func run() async throws {
        guard let interval = systemd.watchdogInterval else { return try await gracefulShutdown() }
        await cancelWhenGracefulShutdown {
            var last: UInt64 = 0
            while !Task.isCancelled {
                do { try await clock.wait(interval) } catch { return }
                let beats = await state.beats
                if beats != last { systemd.alive() }
                last = beats
            }
        }
    }
}

/// Fetches an address after whole turns, so that somebody else notices when none comes any more.
package struct HeartbeatService: Service {
    private let installations: Installations
    private let transport: any Transport
    private let credentials: Credentials
    private let state: DaemonState
    private let clock: any WallClock
    private let logger: Logger

    package init(
        installations: Installations, transport: any Transport, credentials: Credentials, state: DaemonState,
        clock: any WallClock, logger: Logger
    ) {
        self.installations = installations
        self.transport = transport
        self.credentials = credentials
        self.state = state
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let heartbeat = await installations.current.daemon.heartbeat
                do {
                    try await clock.wait(heartbeat?.every ?? .seconds(60))
                } catch {
                    return
                }
                if let heartbeat { await beat(heartbeat) }
            }
        }
    }

    private func beat(_ heartbeat: DaemonSettings.Heartbeat) async {
        // Nothing is said when no whole turn was made since: that silence is the message.
        guard let turn = await state.lastTurn, clock.now() - turn.at <= heartbeat.every * 2 else { return }
        do {
            let request = Request(
                .http(HTTPRequest("GET", try Endpoint(address(of: heartbeat)))),
                allowedAddresses: heartbeat.allowedAddresses)
            let response = try await transport.perform(request)
            if response.status >= 300 {
                logger.warning("heartbeat refused", metadata: ["status": "\(response.status)"])
            }
        } catch {
            logger.warning("heartbeat failed", metadata: ["reason": "\(error)"])
        }
    }

    private func address(of heartbeat: DaemonSettings.Heartbeat) throws -> String {
        switch heartbeat.url {
        case .text(let text): text
        case .secret(let reference): try credentials.secret(reference).reveal()
        }
    }
}
