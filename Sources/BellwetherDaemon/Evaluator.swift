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
    /// Told of what keeps the state from being written, and once with nothing that it can be again.
    private let onTrouble: @Sendable (String?) async -> Void

    package init(
        installations: Installations, store: Store, inbox: Inbox, wokenBy bell: Bell, waking courier: Bell,
        desk: OperatorDesk, state: DaemonState, clock: any WallClock, logger: Logger,
        linkKey: [UInt8] = [], onReady: @escaping @Sendable () async -> Void = {},
        onTrouble: @escaping @Sendable (String?) async -> Void = { _ in }
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
        self.onTrouble = onTrouble
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
        try await store.acceptClockOfSilences(at: clock.now())
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
            let pause = try await advance(&line, under: installation)
            await tellThatItIsKeptAgain()
            return pause
        } catch let error as StoreError {
            let isForRoom = if case .full = error { true } else { false }
            // Once, lest the log fill what is left of the disk.
            if await state.cannotKeep(because: "\(error)", isForRoom: isForRoom, at: clock.now()) {
                logger.error("turn cannot be kept", metadata: ["reason": "\(error)", "help": "\(error.help)"])
                await onTrouble("\(error)")
            }
            guard error.isWorthTryingAgain else { throw error }
            line.isInStep = false
            // What was kept although it seemed not to be is sent now, and not in a minute.
            courier.ring(.outbox)
            try await clock.wait(.seconds(5))
            return .zero
        }
    }

    /// While nothing could be written no message could be queued either: the operator hears of it as soon as one can.
    private func tellThatItIsKeptAgain() async {
        guard await store.trouble == nil, let trouble = await state.keepsAgain() else { return }
        let lasted = clock.now() - trouble.since
        logger.notice("turns are kept again", metadata: ["after": "\(lasted.components.seconds)s"])
        await onTrouble(nil)
        guard trouble.isForRoom || lasted >= .seconds(60) else { return }
        let span = lasted < .seconds(60) ? "less than a minute" : Wording.span(from: trouble.since, to: clock.now())
        await desk.say(
            "state",
            [
                "nothing could be kept for \(span); now it can be again",
                "The reason was: \(trouble.reason)".asSentence,
                "Nothing is lost: sources are read on from where they were, and what waited is told now."
                    + (trouble.isForRoom ? " Give the disk of the state more room." : ""),
            ])
        bell.ring(.asked)
    }

    private func advance(_ line: inout Line, under installation: Installation) async throws -> Duration {
        let now = clock.now()
        // Before the first start nothing is done with facts: reading them again as each source answers would be in vain.
        let sources = installation.sources.map(\.name)
        if !line.isStarted {
            let unheard = await inbox.unheard(among: sources)
            guard unheard.isEmpty else {
                await state.begins(by: "waiting for \(unheard.joined(separator: ", "))")
                try await tellBeforeTheFirstTurn(&line, under: installation, at: now)
                return .seconds(15)
            }
        }
        let (news, heardFrom) = await inbox.takeAll()
        try await line.take(news, under: installation, from: store, at: now)
        guard line.isStarted else {
            guard heardFrom.isSuperset(of: sources), line.hasAccounts else {
                await state.begins(by: "waiting for accounts; no source has any")
                try await tellBeforeTheFirstTurn(&line, under: installation, at: now, withSources: true)
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
        if case .whole = kind {
            await state.evaluated(installation.policy.rules.rules.map(\.id), in: clock.now - began)
        }
        await desk.forget(words)
        await state.turned(at: now, took: clock.now - began, bands: report.bands, hoursAwaited: report.hoursAwaited)
        if let view = report.view { await state.shows(view) }
        if let data = line.data { await state.found(data) }
        if report.queued > 0 { courier.ring(.outbox) }
        logger.debug("turn committed", metadata: ["queued": "\(report.queued)"])
        return line.pause(under: installation, at: now)
    }

    /// A first turn may be long in coming, and what keeps it from coming is told by itself.
    private func tellBeforeTheFirstTurn(
        _ line: inout Line, under installation: Installation, at now: Moment, withSources: Bool = false
    ) async throws(StoreError) {
        let said = await desk.waiting
        line.noteTold(said, at: now)
        let words = said + (withSources ? line.troubles(under: installation, at: now) : [])
        guard !words.isEmpty else { return }
        let routing = installation.policy.routing
        try await store.queue(numbered: { number in
            words.enumerated().flatMap { routing.notifications(saying: $1, number: number + $0, at: now) }
        })
        await desk.forget(said)
        courier.ring(.outbox)
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
