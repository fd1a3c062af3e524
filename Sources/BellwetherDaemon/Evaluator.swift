import BellwetherConfig
import BellwetherCore
import BellwetherSources
package import BellwetherStore
package import Logging
import ServiceLifecycle

/// Turns the line: whenever facts came, time is due, or the policy changed; and commits each turn whole.
package struct Evaluator: Service {
    private let installations: Installations
    private let store: Store
    private let inbox: Inbox
    private let bell: Bell
    private let courier: Bell
    private let desk: OperatorDesk
    private let state: DaemonState
    private let clock: any WallClock
    private let logger: Logger
    private let onReady: @Sendable () async -> Void

    package init(
        installations: Installations, store: Store, inbox: Inbox, wokenBy bell: Bell, waking courier: Bell,
        desk: OperatorDesk, state: DaemonState, clock: any WallClock, logger: Logger,
        onReady: @escaping @Sendable () async -> Void = {}
    ) {
        self.installations = installations
        self.store = store
        self.inbox = inbox
        self.bell = bell
        self.courier = courier
        self.desk = desk
        self.state = state
        self.clock = clock
        self.logger = logger
        self.onReady = onReady
    }

    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            let installation = await installations.current
            var line = try await Line.recalled(from: store, under: installation, at: clock.now())
            await state.enter(.running)
            await onReady()
            while !Task.isCancelled {
                await state.beat()
                let pause = try await turnIfDue(&line)
                await state.waits(until: clock.now() + pause)
                // No longer than a few seconds: what wakes it may have rung while it was busy.
                _ = await bell.heard(within: min(pause, .seconds(15)), by: clock)
            }
        }
    }

    /// Does whatever is due, and says how long nothing will be.
    private func turnIfDue(_ line: inout Line) async throws -> Duration {
        do {
            let installation = await installations.current
            let pause = try await advance(&line, under: installation)
            return pause
        } catch let error as StoreError {
            // The memory may be ahead of what was kept: the next turn begins from what was.
            logger.error("turn cannot be kept", metadata: ["reason": "\(error)"])
            guard error.isWorthTryingAgain else { throw error }
            try await clock.wait(.seconds(5))
            line = try await Line.recalled(from: store, under: await installations.current, at: clock.now())
            return .zero
        }
    }

    private func advance(_ line: inout Line, under installation: Installation) async throws -> Duration {
        let now = clock.now()
        let news = await inbox.takeAll()
        try await line.take(news, under: installation, from: store, at: now)
        guard line.isStarted else {
            guard await inbox.hasHeard(fromAll: installation.sources.map(\.name)), line.hasAccounts else {
                return .seconds(15)
            }
            try await start(&line, under: installation, at: now)
            return .zero
        }
        line.hear(await desk.takeAll())
        for rule in await desk.takeConfirmations() {
            try await line.confirm(breakerOf: rule, under: installation, into: store, at: now)
            courier.ring(.outbox)
        }
        guard let kind = line.due(under: installation, at: now) else { return line.pause(under: installation, at: now) }
        let clock = ContinuousClock()
        let began = clock.now
        let report = try await line.turn(kind, under: installation, into: store, at: now)
        await state.turned(
            .init(at: now, took: clock.now - began, accounts: report.accounts, bands: report.bands))
        if report.queued > 0 { courier.ring(.outbox) }
        logger.debug(
            "turn committed", metadata: ["accounts": "\(report.accounts)", "queued": "\(report.queued)"])
        return line.pause(under: installation, at: now)
    }

    /// First start is not day one: the days before are made up for, and nothing is sent for them.
    private func start(_ line: inout Line, under installation: Installation, at now: Moment) async throws {
        logger.notice("first start: computing the past", metadata: ["days": "\(installation.daemon.firstStartDays)"])
        let days = try await line.makeUpForThePast(under: installation, into: store, at: now) { await state.beat() }
        logger.notice("first start: done", metadata: ["days": "\(days)"])
    }
}
