package import BellwetherCore
import GRDB

/// One source's poll on its way into the state.
///
///     begin ──▶ stage, stage, … ──▶ finish ──▶ facts, then tombstones, then the cursor
///                     └──────────▶ abandon: as if it had not been
///
/// Rows are staged beside the state and merged in slices, each a short transaction that can be repeated; only the last
/// one says how far the source was read. After a crash in between, the source is read again, and nothing is skipped.
/// A source has one load at a time.
package actor Load {
    package let plan: LoadPlan
    private let store: Store
    private let sourceCode: Int
    private let wasMerging: Bool
    private var staging: Staging?
    private var accounts = Names()
    private var features = Names()
    private var dayRuns: [FactKind: DayRuns] = [:]
    /// By kind: how many rows name each account, by its number in this load.
    private var rowsByAccount: [FactKind: [Int]] = [:]

    init(_ plan: LoadPlan, into store: Store, sourceCode: Int, wasMerging: Bool, staging: Staging) {
        self.plan = plan
        self.store = store
        self.sourceCode = sourceCode
        self.wasMerging = wasMerging
        self.staging = staging
    }

    /// Takes rows in; a key that comes twice means its last row. A load that cannot take some is over.
    package func stage(_ kind: FactKind, _ rows: [FactRow]) async throws(StoreError) {
        if kind.isDaily { return try await stage(DayBatch(kind, rows)) }
        do throws(StoreError) {
            try await take(rows, of: kind)
        } catch {
            abandon()
            throw error
        }
    }

    /// Takes days in; a day that comes twice means the last.
    package func stage(_ days: DayBatch) async throws(StoreError) {
        do throws(StoreError) {
            try await take(days)
        } catch {
            abandon()
            throw error
        }
    }

    private func take(_ rows: [FactRow], of kind: FactKind) async throws(StoreError) {
        let staging = opened(for: kind)
        guard !rows.isEmpty else { return }
        let staged = StagedFacts(kind)
        let facts = numbered(rows, kind)
        try await staging.access { try staged.add(facts, to: $0) }
    }

    private func opened(for kind: FactKind) -> Staging {
        guard let staging else { preconditionFailure("nothing is staged after the end of a load") }
        precondition(plan.kinds.contains(kind), "a load brings the kinds it was begun for")
        return staging
    }

    private func take(_ days: DayBatch) async throws(StoreError) {
        let kind = days.kind
        let staging = opened(for: kind)
        guard days.count > 0 else { return }
        var runs = dayRuns.removeValue(forKey: kind) ?? DayRuns(kind)
        number(days, into: &runs)
        let full = runs.waiting.count >= store.slices.run ? runs.takeRun() : nil
        dayRuns[kind] = runs
        if let full { try await staging.access { try full.write(to: $0) } }
    }

    /// Forgets what was staged.
    package func abandon() {
        staging = nil
        dayRuns = [:]
    }

    /// Makes it all known.
    package func finish(_ end: LoadEnd) async throws(StoreError) -> LoadOutcome {
        guard let staging else { preconditionFailure("a load ends once") }
        self.staging = nil
        try await store.markMerging(sourceCode, readAnewAt: plan.isReadAnew ? plan.loadedAt : nil)
        let fresh = plan.sharesNames ? .max : try await store.nextAliasSlot()
        let slots = try await store.codes(of: accounts.all, in: .slot)
        let featureCodes = try await store.codes(of: features.all, in: .feature)
        var merged: [FactKind: Merged] = [:]
        for kind in plan.kinds {
            merged[kind] =
                kind.isDaily
                ? try await mergeDays(kind, from: staging, slots, featureCodes)
                : try await mergeFacts(kind, from: staging, slots)
        }
        let (map, hasMoved) = try await join(merged, slots, fresh: fresh)
        try await countUnmatched(&merged, slots, map)
        let changes = try await changes(merged, map, hasMoved: hasMoved)
        try await store.finish(plan, end, sourceCode, rows: rowsLeft(merged))
        let counts = merged.map { ($0.key.name, $0.value.counts) }
        return LoadOutcome(counts: Dictionary(uniqueKeysWithValues: counts), change: changes, moves: map.version)
    }

    /// How many rows the source has of each kind after this load; for `append`, how many have joined.
    private func rowsLeft(_ merged: [FactKind: Merged]) -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: merged.map { kind, merged in
                let counts = merged.counts
                let isWhole = plan.isWhole(kind)
                return (kind.name, isWhole ? counts.added + counts.changed + counts.unchanged : counts.added)
            })
    }

    /// Whom names mean may be another once accounts or aliases are, and where an id is new; after a load that came to no
    /// end, that may still be to be worked out.
    private func join(
        _ merged: [FactKind: Merged], _ slots: [Int], fresh: Int
    ) async throws(StoreError) -> (SlotMap, hasMoved: Bool) {
        let map = try await store.slotMap()
        let isOther = [FactKind.account, .alias].contains { merged[$0]?.counts.isNews == true }
        if !isOther, !wasMerging {
            let described = try await store.describedSlots()
            if slots.allSatisfy({ described.contains($0) || map.accounts[$0] != nil }) { return (map, false) }
        }
        return try await store.join(fresh: fresh)
    }

    /// What `Accounts` must do to know it too. Facts that have moved between accounts are not told one by one.
    private func changes(
        _ merged: [FactKind: Merged], _ map: SlotMap, hasMoved: Bool
    ) async throws(StoreError) -> LoadOutcome.Change {
        var whole = Merged()
        for kind in plan.kinds { whole += merged[kind] ?? Merged() }
        // Changes of price that were seen before count otherwise now.
        let isCorrected = plan.isReadAnew && merged[.subscription]?.counts.changed ?? 0 > 0
        if wasMerging || hasMoved || isCorrected || whole.isTooMany { return .reload }
        let changes = whole.changes.compactMap(map.placed)
        let isShared = changes.contains { $0.kind.isDaily && $0.slot.flatMap { map.shared[$0] } != nil }
        return .facts(isShared ? try await store.shared(changes, map) : changes)
    }

    private func countUnmatched(
        _ merged: inout [FactKind: Merged], _ slots: [Int], _ map: SlotMap
    ) async throws(StoreError) {
        guard !slots.isEmpty else { return }
        let described = try await store.describedSlots()
        for (kind, rows) in rowsByAccount where kind != .alias {
            merged[kind]?.counts.unmatched =
                zip(rows, slots).reduce(0) {
                    $0 + (described.contains($1.1) || map.accounts[$1.1] != nil ? 0 : $1.0)
                }
        }
    }
}

// Rows on their way in: names become this load's own numbers, until the state gives them theirs.
extension Load {
    private func numbered(_ rows: [FactRow], _ kind: FactKind) -> [StagedFact] {
        let facts = rows.map { row in
            let account = kind == .account ? row.key : row.account
            let number = account.isEmpty ? nil : accounts.code(of: account)
            return StagedFact(row: row, account: number, hash: row.hash(as: kind))
        }
        count(facts.lazy.compactMap(\.account), kind)
        return facts
    }

    private func number(_ days: DayBatch, into runs: inout DayRuns) {
        let accountNumbers = days.accounts.all.map { accounts.code(of: $0) }
        let featureNumbers = days.features.all.map { features.code(of: $0) }
        let start = runs.waiting.count
        runs.reserve(days.count)
        for cell in days.cells {
            runs.add(
                StagedDay(
                    day: cell.day, account: accountNumbers[Int(cell.account)],
                    feature: featureNumbers.isEmpty ? 0 : featureNumbers[Int(cell.feature)], place: runs.place,
                    first: cell.first, second: cell.second))
        }
        count(runs.waiting[start...].lazy.map(\.account), runs.kind)
    }

    private func count(_ numbers: some Sequence<Int32>, _ kind: FactKind) {
        var counts = rowsByAccount.removeValue(forKey: kind) ?? []
        counts += Array(repeating: 0, count: max(0, accounts.all.count - counts.count))
        for number in numbers { counts[Int(number)] += 1 }
        rowsByAccount[kind] = counts
    }
}

extension Load {
    private func mergeFacts(
        _ kind: FactKind, from staging: Staging, _ slots: [Int]
    ) async throws(StoreError) -> Merged {
        let staged = StagedFacts(kind)
        let changes = kind == .subscription ? plan.priceChanges : nil
        var toldAgain: Set<String> = []
        if let changes {
            toldAgain = try await store.keysBeforeOrders(of: sourceCode, by: changes, at: plan.loadedAt)
        }
        let merge = FactMerge(
            table: staged.table, source: plan.source, sourceCode: sourceCode, loadedAt: plan.loadedAt, slots: slots,
            priceChanges: changes, seenDates: plan.seenDates, toldAgain: toldAgain, isReadAnew: plan.isReadAnew)
        var merged = Merged()
        var last = ""
        let atMost = store.slices.facts
        while true {
            let after = last
            let slice = try await staging.access { try staged.slice(after: after, atMost: atMost, of: $0) }
            guard let end = slice.last else { break }
            merged += try await store.write { try merge.take(slice, into: $0) }
            last = end.row.key
        }
        if plan.isWhole(kind) { merged += try await bury(staged, staging, merge) }
        return merged
    }

    /// Closes what the source has now in the state and did not bring.
    private func bury(
        _ staged: StagedFacts, _ staging: Staging, _ merge: FactMerge
    ) async throws(StoreError) -> Merged {
        var merged = Merged()
        var last = ""
        while true {
            let after = last
            let keys = try await store.keys(
                after: after, of: staged.table, from: sourceCode, atMost: store.slices.facts)
            guard let end = keys.last else { return merged }
            let brought = try await staging.access { try staged.keys(after: after, through: end.key, of: $0) }
            let gone = keys.filter { !brought.contains(ExactName($0.key)) }.map(\.id)
            if !gone.isEmpty { merged += try await store.write { try merge.bury(gone, in: $0) } }
            last = end.key
        }
    }

    private func mergeDays(
        _ kind: FactKind, from staging: Staging, _ slots: [Int], _ featureCodes: [Int]
    ) async throws(StoreError) -> Merged {
        // Who brings no day at all takes none back: a snapshot of days holds for those from its first to its last.
        guard var runs = dayRuns.removeValue(forKey: kind) else { return Merged() }
        let rest = runs.takeRun()
        try await staging.access { try rest.write(to: $0) }
        let merge = DailyMerge(
            table: DailyTable(kind), source: plan.source, slots: slots, features: featureCodes,
            accountNames: accounts.all, featureNames: features.all, loadedAt: plan.loadedAt)
        var merged = Merged()
        var brought: [Int32: Int] = [:]
        try await eachSlice(of: runs, in: staging) { slice throws(StoreError) in
            for day in slice { brought[day.day, default: 0] += 1 }
            let isWorthNoting = !merged.isTooMany
            merged += try await store.write { try merge.take(slice, into: $0, noting: isWorthNoting) }
        }
        if plan.isWhole(kind), plan.kindsAlone.contains(kind) {
            merged += try await takeOut(of: merge, notAmong: runs, in: staging, brought)
        }
        return merged
    }

    /// Takes out what the state has of the days from the first to the last that were brought, and was not brought again.
    private func takeOut(
        of merge: DailyMerge, notAmong runs: DayRuns, in staging: Staging, _ brought: [Int32: Int]
    ) async throws(StoreError) -> Merged {
        guard let first = brought.keys.min(), let last = brought.keys.max() else { return Merged() }
        let kept = try await store.read { try merge.table.counts(from: first, through: last, of: $0) }
        var left = kept.filter { brought[$0.key, default: 0] < $0.value }.keys.sorted()[...]
        guard !left.isEmpty else { return Merged() }
        var merged = Merged()
        var cells: Set<DailyTable.Cell> = []
        try await eachSlice(of: runs, in: staging) { slice throws(StoreError) in
            for day in slice {
                while let next = left.first, next < day.day {
                    merged += try await takeOut(next, of: merge, but: cells)
                    cells = []
                    left.removeFirst()
                }
                if left.first == day.day { cells.insert(merge.cell(of: day)) }
            }
        }
        for next in left {
            merged += try await takeOut(next, of: merge, but: cells)
            cells = []
        }
        return merged
    }

    private func takeOut(
        _ day: Int32, of merge: DailyMerge, but brought: Set<DailyTable.Cell>
    ) async throws(StoreError) -> Merged {
        let gone = try await store.read { try merge.table.cells(on: day, of: $0) }.filter { !brought.contains($0) }
        var merged = Merged()
        for start in stride(from: 0, to: gone.count, by: store.slices.days) {
            let some = gone[start..<min(start + store.slices.days, gone.count)]
            merged += try await store.write { try merge.takeOut(some, on: day, of: $0) }
        }
        return merged
    }

    /// Goes over days in order, so many at a time.
    private func eachSlice(
        of runs: DayRuns, in staging: Staging, _ body: ([StagedDay]) async throws(StoreError) -> Void
    ) async throws(StoreError) {
        var reader = DayReader(runs)
        let atMost = store.slices.days
        while true {
            let before = reader
            let (slice, after) = try await staging.access { db in
                var reader = before
                return (try reader.next(atMost: atMost, from: db), reader)
            }
            guard !slice.isEmpty else { return }
            try await body(slice)
            reader = after
        }
    }
}
