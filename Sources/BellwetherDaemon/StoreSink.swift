import BellwetherCore
import BellwetherSources
import BellwetherStore

/// Carries what a source reads into one load of the store, which begins with the first row.
actor StoreSink: LoadSink {
    private let source: SourceDefinition
    private let store: Store
    private let loadedAt: Moment
    private let wholeKinds: Set<FactKind>
    private let isReadAnew: Bool
    private let priceChanges: PriceChanges
    private let seenDates: SeenDates
    private var load: Load?
    /// Of each kind, the first row that could not be read, for saying why a load was refused.
    private(set) var example: [String: RejectedRow] = [:]
    private var rejected: [QuarantinedRow] = []
    /// A load with more bad rows than this is refused anyway, or it is a very large one.
    private static let mostRejected = 10_000

    init(
        source: SourceDefinition, store: Store, wholeKinds: Set<FactKind>, isReadAnew: Bool, under policy: Policy,
        loadedAt: Moment
    ) {
        self.source = source
        self.store = store
        self.wholeKinds = wholeKinds
        self.isReadAnew = isReadAnew
        priceChanges = policy.priceChanges
        seenDates = policy.seenDates
        self.loadedAt = loadedAt
    }

    func stage(_ kind: FactKind, _ rows: [FactRow]) async throws {
        try await begun().stage(kind, rows)
    }

    func stage(_ days: DayBatch, observed: Moment) async throws {
        try await begun().stage(days)
    }

    func quarantine(_ rows: [RejectedRow]) {
        for row in rows {
            if example[row.kind] == nil { example[row.kind] = row }
            guard rejected.count < Self.mostRejected else { continue }
            let reason = row.name.isEmpty ? row.reason : "\(row.name): \(row.reason)"
            rejected.append(
                QuarantinedRow(file: row.origin, line: row.line, column: row.column, reason: reason, raw: row.raw))
        }
    }

    func finish(_ result: PollResult) async throws(PollError) -> LoadOutcome {
        do throws(StoreError) {
            let load = try await begun()
            if !rejected.isEmpty { try await store.quarantine(rejected, from: source.name, at: loadedAt) }
            return try await load.finish(
                LoadEnd(
                    cursor: SourceCursorText.text(of: result.cursor),
                    newestRow: result.tallies.values.compactMap(\.newest).max()))
        } catch {
            throw .sinkFailed(error.description)
        }
    }

    func abandon() async { await load?.abandon() }

    private func begun() async throws(StoreError) -> Load {
        if let load { return load }
        let kinds = source.facts.compactMap(FactKind.named)
        var plan = LoadPlan(source: source.name, kinds: kinds, wholeKinds: wholeKinds, loadedAt: loadedAt)
        plan.sharesNames = source.sharesNames
        plan.kindsAlone = Set(source.bringsAlone.compactMap(FactKind.named))
        plan.priceChanges = priceChanges
        plan.seenDates = seenDates
        plan.isReadAnew = isReadAnew
        let load = try await store.begin(plan)
        self.load = load
        return load
    }
}
