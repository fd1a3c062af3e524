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
    private let linkKey: [UInt8]
    private let onReady: @Sendable () async -> Void

    package init(
        installations: Installations, store: Store, inbox: Inbox, wokenBy bell: Bell, waking courier: Bell,
        desk: OperatorDesk, state: DaemonState, clock: any WallClock, logger: Logger,
        linkKey: [UInt8] = [], onReady: @escaping @Sendable () async -> Void = {}
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
        self.linkKey = linkKey
        self.onReady = onReady
    }

    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            let installation = await installations.current
            var line = try await recalledLine(under: installation)
            await state.enter(.running)
            await onReady()
            do {
                try await waitForLoadsBrokenOff(under: installation)
                try await keepTurning(&line)
            } catch is CancellationError {
                // Told to stop in the middle of something: what was not committed is computed again.
            }
        }
    }

    /// The line as the state has it, for whoever turns it by hand.
    func begun() async throws(StoreError) -> Line {
        let line = try await recalledLine(under: await installations.current)
        await state.enter(.running)
        return line
    }

    private func recalledLine(under installation: Installation) async throws(StoreError) -> Line {
        var line = try await Line.recalled(from: store, under: installation, at: clock.now())
        line.linkKey = linkKey
        return line
    }

    private func keepTurning(_ line: inout Line) async throws {
        var clockWatch = ClockWatch()
        while !Task.isCancelled {
            if let step = clockWatch.step(wall: clock.now(), counted: ContinuousClock().now) {
                logger.warning("clock was set", metadata: ["by": "\(step.components.seconds)s"])
                await desk.say("clock", ClockWatch.words(on: step))
                // What is remembered of moments still to come is taken up as at a start.
                if step < .zero { line.isInStep = false }
            }
            await state.beat()
            let pause = try await turnIfDue(&line)
            await state.waits(until: clock.now() + pause)
            // No longer than a few seconds: what wakes it may have rung while it was busy.
            _ = await bell.heard(within: min(pause, .seconds(15)), by: clock)
        }
    }

    /// What the state has of a source whose load broke off is half old and half new: nobody is judged by it before it
    /// was read again. That takes no longer than a minute, lest all sources wait for one.
    private func waitForLoadsBrokenOff(under installation: Installation) async throws {
        let known = try await store.sources()
        for source in known where source.isWhole { await inbox.heard(from: source.name) }
        let halves = known.filter(\.isBrokenOff).map(\.name).filter(installation.sources.map(\.name).contains)
        let deadline = clock.now() + .seconds(60)
        while !Task.isCancelled, clock.now() < deadline, await !inbox.hasHeard(fromAll: halves) {
            await state.beat()
            _ = await bell.heard(within: .seconds(1), by: clock)
        }
    }

    /// Does whatever is due, and says how long nothing will be.
    func turnIfDue(_ line: inout Line) async throws -> Duration {
        do {
            let installation = await installations.current
            if !line.isInStep { line = try await recalledLine(under: installation) }
            return try await advance(&line, under: installation)
        } catch let error as StoreError {
            logger.error("turn cannot be kept", metadata: ["reason": "\(error)"])
            guard error.isWorthTryingAgain else { throw error }
            line.isInStep = false
            // What was kept although it seemed not to be is sent now, and not in a minute.
            courier.ring(.outbox)
            try await clock.wait(.seconds(5))
            return .zero
        }
    }

    private func advance(_ line: inout Line, under installation: Installation) async throws -> Duration {
        let now = clock.now()
        // Before the first start nothing is done with facts: reading them again as each source answers would be in vain.
        let sources = installation.sources.map(\.name)
        if !line.isStarted {
            let unheard = await inbox.unheard(among: sources)
            guard unheard.isEmpty else {
                await state.begins(by: "waiting for \(unheard.joined(separator: ", "))")
                return .seconds(15)
            }
        }
        let (news, heardFrom) = await inbox.takeAll()
        try await line.take(news, under: installation, from: store, at: now)
        guard line.isStarted else {
            guard heardFrom.isSuperset(of: sources), line.hasAccounts else {
                await state.begins(by: "waiting for accounts; no source has any")
                return .seconds(15)
            }
            try await start(&line, under: installation, at: now)
            return .zero
        }
        for rule in await desk.confirmed.sorted() {
            try await line.confirm(breakerOf: rule, under: installation, into: store, at: now)
            await desk.forget(confirmationOf: rule)
            courier.ring(.outbox)
        }
        line.take(silences: try await store.silencesInForce(), at: now)
        line.take(try await store.deeds(after: line.lastDeed))
        let words = await desk.waiting
        line.hear(words, at: now)
        guard let kind = line.due(under: installation, at: now) else { return line.pause(under: installation, at: now) }
        let clock = ContinuousClock()
        let began = clock.now
        let report = try await line.turn(kind, under: installation, into: store, at: now)
        await desk.forget(words)
        await state.turned(at: now, took: clock.now - began, bands: report.bands, hoursAwaited: report.hoursAwaited)
        if let view = report.view { await state.shows(view) }
        if report.queued > 0 { courier.ring(.outbox) }
        logger.debug("turn committed", metadata: ["queued": "\(report.queued)"])
        return line.pause(under: installation, at: now)
    }

    /// First start is not day one: the days before are made up for, and nothing is sent for them.
    private func start(_ line: inout Line, under installation: Installation, at now: Moment) async throws {
        logger.notice("first start: computing the past", metadata: ["days": "\(installation.daemon.firstStartDays)"])
        await state.begins(by: "working out the last \(installation.daemon.firstStartDays) days")
        let days = try await line.makeUpForThePast(under: installation, into: store, at: now) { await state.beat() }
        await state.begins(by: nil)
        logger.notice("first start: done", metadata: ["days": "\(days)"])
    }
}
