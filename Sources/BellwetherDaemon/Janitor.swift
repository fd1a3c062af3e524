import BellwetherConfig
import BellwetherCore
package import BellwetherStore
package import Logging
import ServiceLifecycle

/// Thins the history and forgets what is old, once a night.
package struct Janitor: Service {
    private let store: Store
    private let installations: Installations
    private let clock: any WallClock
    private let logger: Logger

    package init(store: Store, installations: Installations, clock: any WallClock, logger: Logger) {
        self.store = store
        self.installations = installations
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await clock.wait(.seconds(86_400))
                    let zone = await installations.current.policy.zone
                    let cleared = try await store.clean(at: clock.now(), days: zone)
                    logger.info(
                        "state cleaned", metadata: ["turns": "\(cleared.turns)", "alerts": "\(cleared.alerts)"])
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("state cannot be cleaned", metadata: ["reason": "\(error)"])
                }
            }
        }
    }
}
