package import BellwetherCore
package import BellwetherSources
package import BellwetherStore

/// Polls a source once and keeps what came, if it can be believed: for the poller, and for verbs that load by hand.
package struct SourceLoader: Sendable {
    private let store: Store
    private let outside: Outside
    private let clock: any WallClock
    private let longestSettle: Duration?

    /// - Parameter longestSettle: how long files must have lain still at most, whatever their sources say.
    package init(store: Store, outside: Outside, clock: any WallClock, longestSettle: Duration? = nil) {
        self.longestSettle = longestSettle
        self.store = store
        self.outside = outside
        self.clock = clock
    }

    /// What became of it; nothing where the source has nothing new.
    package func load(
        _ source: SourceDefinition, _ record: SourceRecord?, under policy: Policy
    ) async throws(PollError) -> LoadOutcome? {
        let now = clock.now()
        let map = try AccountMap(of: source)
        let cursor = SourceCursorText.cursor(record?.cursor)
        // After a load that broke off, not even a file that looks as it did before is as the state has it; and after one
        // that is still to come, by a clock that was set back, what changed in between would never be asked for.
        let isAhead = record?.lastGoodLoad.map { $0 > now + ClockWatch.tolerated } ?? false
        let isHalfKnown = isAhead || source.source.isWhole && record?.isBrokenOff == true
        let context = PollContext(
            source: source.name, now: now, zone: policy.zone, reporting: policy.reporting,
            cursor: isHalfKnown ? .beginning : cursor.read(with: map).read(as: source.reading),
            accounts: map, outside: outside, longestSettle: longestSettle, deadline: now + source.timeout)
        let wholeKinds = source.source.wholeKinds(in: context)
        let isReadAnew = record?.lastGoodLoad != nil && !cursor.isRead(as: source.reading)
        let sink = StoreSink(
            source: source, store: store, wholeKinds: wholeKinds, isReadAnew: isReadAnew, under: policy, loadedAt: now)
        do {
            var result = try await source.poll(context, into: sink)
            result.cursor.note(map)
            result.cursor.note(source.reading)
            return try await accept(result, of: source, record, whole: wholeKinds, from: sink, at: now)
        } catch {
            await sink.abandon()
            throw error
        }
    }

    /// Takes what was read, if it can be believed; only then does the cursor move.
    private func accept(
        _ result: PollResult, of source: SourceDefinition, _ record: SourceRecord?, whole wholeKinds: Set<FactKind>,
        from sink: StoreSink, at now: Moment
    ) async throws(PollError) -> LoadOutcome? {
        if result.isUnchanged {
            do throws(StoreError) { try await store.foundUnchanged(source.name, at: now) } catch {
                throw .sinkFailed(error.description)
            }
            return nil
        }
        let names = Set(wholeKinds.map(\.name))
        let before = (record?.rows ?? [:]).filter { names.contains($0.key) }
        let example = await sink.example
        if let refusal = source.loadGuard.refusal(of: result.tallies, replacing: before, example: { example[$0] }) {
            throw .refused(refusal, isFirst: record?.lastGoodLoad == nil)
        }
        return try await sink.finish(result)
    }
}
