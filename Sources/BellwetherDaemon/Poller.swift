import BellwetherConfig
import BellwetherCore
import BellwetherSources
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
    private let clock: any WallClock
    private let logger: Logger

    package init(
        installations: Installations, store: Store, inbox: Inbox, desk: OperatorDesk, waking evaluator: Bell,
        clock: any WallClock, logger: Logger
    ) {
        self.installations = installations
        self.store = store
        self.inbox = inbox
        self.desk = desk
        self.evaluator = evaluator
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
        var failures = 0
        var isStarting = true
        while !Task.isCancelled {
            do {
                let record = try await store.source(source.name)
                // What broke off in the middle with the last daemon is read again before anything else.
                let isUrgent = isStarting && record?.isBrokenOff == true
                isStarting = false
                if !isUrgent { try await clock.wait(pause(before: source, record, failures: failures)) }
                failures = try await poll(source, record, failures: failures, under: policy) ? 0 : failures + 1
            } catch is CancellationError {
                return
            } catch {
                failures += 1
                logger.error("source cannot be kept", metadata: ["source": "\(source.name)", "reason": "\(error)"])
            }
        }
    }

    /// Until it is due, a little later for each name so that not all come at once; after failures sooner, and then
    /// less and less often.
    private func pause(before source: SourceDefinition, _ record: SourceRecord?, failures: Int) -> Duration {
        if failures > 0 { return min(source.every, .seconds(min(900, 15 << min(failures, 6)))) }
        guard let last = record?.lastGoodLoad, record?.failure == nil else { return .zero }
        let spread = source.every.components.seconds * Int64(source.name.utf8.reduce(0) { $0 &+ Int($1) } % 10) / 100
        let due = last + source.every + .seconds(spread)
        return max(.zero, due - clock.now())
    }
}

// MARK: One poll

extension Poller {
    /// Whether the source answered well; how it went is in the store and the log either way.
    private func poll(
        _ source: SourceDefinition, _ record: SourceRecord?, failures: Int, under policy: Policy
    ) async throws -> Bool {
        var isGood = true
        var isBeingWritten = false
        do throws(PollError) { try await load(source, record, under: policy) } catch {
            if case .cancelled = error { throw CancellationError() }
            if case .stillChanging = error { isBeingWritten = true }
            try await note(error, of: source, isFirst: record?.failure == nil)
            isGood = false
        }
        // A first start waits for a file that is being written, but not for ever.
        if !isBeingWritten || failures >= Self.patience { await inbox.heard(from: source.name) }
        evaluator.ring(.facts)
        return isGood
    }

    private static let patience = 8

    private func note(_ error: PollError, of source: SourceDefinition, isFirst: Bool) async throws(StoreError) {
        try await store.failed(source.name, because: error.description, at: clock.now())
        if isFirst, !error.isWorthRetrying {
            await desk.say(
                "source \(source.name)",
                [
                    "Source \(source.name) cannot be read: \(error.description).",
                    "Until it can, Bellwether goes on with what it last knew, and holds what grows stale.",
                ])
        }
        // A file that is being written is an everyday thing.
        let level: Logger.Level = if case .stillChanging = error { .debug } else { .warning }
        logger.log(
            level: level, "poll failed", metadata: ["source": "\(source.name)", "reason": "\(error.description)"])
    }

    private func load(
        _ source: SourceDefinition, _ record: SourceRecord?, under policy: Policy
    ) async throws(PollError) {
        let now = clock.now()
        // After a load that broke off, not even a file that looks as it did before is as the state has it.
        let isHalfKnown = source.source.isWhole && record?.isBrokenOff == true
        let context = PollContext(
            source: source.name, now: now, zone: policy.zone, reporting: policy.reporting,
            cursor: isHalfKnown ? .beginning : SourceCursorText.cursor(record?.cursor))
        let sink = StoreSink(source: source, store: store, loadedAt: now)
        do {
            let result = try await within(source.timeout) { () async throws(PollError) in
                try await source.source.poll(context, into: sink)
            }
            try await accept(result, of: source, record, from: sink, at: now)
        } catch {
            await sink.abandon()
            throw error
        }
    }

    /// Takes what was read, if it can be believed; only then does the cursor move.
    private func accept(
        _ result: PollResult, of source: SourceDefinition, _ record: SourceRecord?, from sink: StoreSink, at now: Moment
    ) async throws(PollError) {
        if result.isUnchanged {
            return try await kept { () async throws(StoreError) in try await store.foundUnchanged(source.name, at: now)
            }
        }
        let before = source.source.isWhole ? record?.rows ?? [:] : [:]
        let example = await sink.example
        if let refusal = source.loadGuard.refusal(of: result.tallies, replacing: before, example: { example[$0] ?? "" })
        {
            throw .refused(refusal)
        }
        let outcome = try await sink.finish(result)
        await inbox.take(outcome.change)
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

    private func kept(_ body: () async throws(StoreError) -> Void) async throws(PollError) {
        do throws(StoreError) { try await body() } catch { throw .sinkFailed(error.description) }
    }

    /// Runs the poll, but no longer than its source may take.
    private func within(
        _ timeout: Duration, _ poll: @escaping @Sendable () async throws(PollError) -> PollResult
    ) async throws(PollError) -> PollResult {
        let result: Result<PollResult, PollError> = await withTaskGroup { group in
            group.addTask { () async -> Result<PollResult, PollError> in
                do throws(PollError) { return .success(try await poll()) } catch { return .failure(error) }
            }
            group.addTask {
                do { try await clock.wait(timeout) } catch { return .failure(.cancelled) }
                return .failure(.timedOut(after: timeout))
            }
            let first = await group.next() ?? .failure(.cancelled)
            group.cancelAll()
            return first
        }
        return try result.get()
    }
}
