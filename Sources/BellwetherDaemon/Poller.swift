import BellwetherConfig
import BellwetherCore
package import BellwetherSources
package import BellwetherStore
package import Logging
import ServiceLifecycle

/// Brings facts: polls every source on its own schedule and hands what came to the store.
///
/// One source's failure ends one poll, never the service, and no source waits for another.
package struct Poller: Service {
    private let installations: Installations
    private let store: Store
    private let inbox: Inbox
    private let desk: OperatorDesk
    private let evaluator: Bell
    private let state: DaemonState
    private let outside: Outside
    private let clock: any WallClock
    private let logger: Logger

    package init(
        installations: Installations, store: Store, inbox: Inbox, desk: OperatorDesk, waking evaluator: Bell,
        state: DaemonState, outside: Outside, clock: any WallClock, logger: Logger
    ) {
        self.installations = installations
        self.store = store
        self.inbox = inbox
        self.desk = desk
        self.evaluator = evaluator
        self.state = state
        self.outside = outside
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let installation = await installations.current
                await withTaskGroup { group in
                    for source in installation.sources {
                        group.addTask { await keepPolling(source, under: installation.policy) }
                    }
                    group.addTask { await installations.waitForOtherConfiguration(than: installation) }
                    // Polling ends only when it is told to; another configuration has other sources.
                    await group.next()
                    group.cancelAll()
                }
            }
        }
    }

    private func keepPolling(_ source: SourceDefinition, under policy: Policy) async {
        var rhythm = Rhythm()
        while !Task.isCancelled {
            do {
                let record = try await store.source(source.name)
                if !rhythm.isUrgent(record) {
                    try await clock.wait(rhythm.pause(before: source, record, at: clock.now()))
                }
                let error = try await poll(source, record, failures: rhythm.failures, under: policy)
                rhythm.note(error, at: clock.now())
            } catch is CancellationError {
                return
            } catch {
                rhythm.stumble(at: clock.now())
                logger.error("source cannot be kept", metadata: ["source": "\(source.name)", "reason": "\(error)"])
            }
        }
    }

    /// Polls what is due at this moment, one source after another, and says how many were, and when the next will be.
    func pollDue(_ rhythms: inout [String: Rhythm]) async throws -> (polled: Int, next: Duration) {
        let installation = await installations.current
        var (polled, next) = (0, Duration.seconds(86_400))
        for source in installation.sources {
            var rhythm = rhythms[source.name] ?? Rhythm()
            let record = try await store.source(source.name)
            if rhythm.isUrgent(record) || rhythm.pause(before: source, record, at: clock.now()) == .zero {
                let error = try await poll(source, record, failures: rhythm.failures, under: installation.policy)
                rhythm.note(error, at: clock.now())
                polled += 1
            }
            next = min(next, rhythm.pause(before: source, try await store.source(source.name), at: clock.now()))
            rhythms[source.name] = rhythm
        }
        return (polled, next)
    }

    /// When a source is polled: what its last polls came to.
    struct Rhythm {
        private(set) var failures = 0
        /// How long the source asked to be left alone.
        private var asked = Duration.zero
        private var isStarting = true
        /// When the last poll failed; the wait counts from there.
        private var failedAt: Moment?

        /// What broke off in the middle with the last daemon is read again before anything else.
        mutating func isUrgent(_ record: SourceRecord?) -> Bool {
            defer { isStarting = false }
            return isStarting && record?.isBrokenOff == true
        }

        mutating func note(_ error: PollError?, at now: Moment) {
            asked = error?.comeBack ?? .zero
            guard error == nil else { return stumble(at: now) }
            failures = 0
            failedAt = nil
        }

        /// Something failed, be it here: what it was is said elsewhere.
        mutating func stumble(at now: Moment) {
            failures += 1
            failedAt = now
        }

        /// Until it is due, a little later for each name so that not all come at once; after failures sooner, and then
        /// less and less often.
        func pause(before source: SourceDefinition, _ record: SourceRecord?, at now: Moment) -> Duration {
            if let failedAt, failures > 0 {
                let patience = min(source.every, .seconds(min(900, 15 << min(failures, 6))))
                // A clock that was set back must not keep it waiting until yesterday comes again.
                return max(.zero, min(failedAt, now) + max(asked, patience) - now)
            }
            guard let last = record?.lastGoodLoad, record?.failure == nil else { return asked }
            // How long ago that was, nobody can tell.
            guard last <= now else { return .zero }
            let spread =
                source.every.components.seconds * Int64(source.name.utf8.reduce(0) { $0 &+ Int($1) } % 10) / 100
            return max(.zero, last + source.every + .seconds(spread) - now)
        }
    }
}

// MARK: One poll

extension Poller {
    /// What went wrong, if anything; how it went is in the store and the log either way.
    private func poll(
        _ source: SourceDefinition, _ record: SourceRecord?, failures: Int, under policy: Policy
    ) async throws -> PollError? {
        var failure: PollError?
        var isBeingWritten = false
        do throws(PollError) { try await load(source, record, under: policy) } catch {
            if case .cancelled = error { throw CancellationError() }
            if case .stillChanging = error { isBeingWritten = true }
            await state.polled(source.name, isBeingWritten ? .unchanged : .failed)
            try await note(error, of: source, record)
            failure = error
        }
        // A first start waits for a file that is being written, but not for ever.
        if !isBeingWritten || failures >= Self.patience { await inbox.heard(from: source.name) }
        evaluator.ring(.facts)
        return failure
    }

    private static let patience = 8

    private func note(
        _ error: PollError, of source: SourceDefinition, _ record: SourceRecord?
    ) async throws(StoreError) {
        try await store.failed(source.name, because: error.description, at: clock.now())
        if record?.failure == nil, !error.isWorthRetrying {
            await desk.say(
                "source \(source.name)",
                [
                    "Source \(source.name) cannot be read: \(error.description)".asSentence,
                    record?.lastGoodLoad == nil
                        ? "Until it can, Bellwether knows nothing from it."
                        : "Until it can, Bellwether goes on with what it last knew, and holds what grows stale.",
                    error.cure(of: source.name),
                ])
        }
        // A file that is being written is an everyday thing.
        let level: Logger.Level = if case .stillChanging = error { .debug } else { .warning }
        logger.log(level: level, "poll failed", metadata: ["source": "\(source.name)", "reason": "\(error.logged)"])
    }

    private func load(
        _ source: SourceDefinition, _ record: SourceRecord?, under policy: Policy
    ) async throws(PollError) {
        let loader = SourceLoader(store: store, outside: outside, clock: clock)
        guard let outcome = try await loader.load(source, record, under: policy) else {
            return await state.polled(source.name, .unchanged)
        }
        await state.polled(source.name, .loaded)
        await inbox.take(outcome.change, moves: outcome.moves)
        logger.info("source loaded", metadata: Self.metadata(of: outcome, from: source.name))
    }

    private static func metadata(of outcome: LoadOutcome, from source: String) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["source": "\(source)"]
        for (kind, counts) in outcome.counts {
            metadata[kind] = "+\(counts.added) ~\(counts.changed) -\(counts.removed) =\(counts.unchanged)"
            if counts.unmatched > 0 { metadata[kind + "_unmatched"] = "\(counts.unmatched)" }
        }
        return metadata
    }
}
