import BellwetherCore

/// What a piece of a source came to: facts by kind, and rows that could not be read.
struct FactBatch {
    private var parts: [FactPart] = []
    private(set) var rejected: [RejectedRow] = []
    private(set) var count = 0

    /// Adds the facts that a record makes: all of them, or none and why.
    mutating func add(_ record: Record, by mapping: BoundMapping) throws(BoundMapping.Mistake) {
        let index = part(for: mapping)
        let before = parts[index].count
        try parts[index].add(record, by: mapping)
        count += parts[index].count - before
    }

    private mutating func part(for mapping: BoundMapping) -> Int {
        if let index = parts.firstIndex(where: { $0.kind == mapping.kind }) { return index }
        parts.append(FactPart(mapping))
        return parts.count - 1
    }

    mutating func reject(_ row: RejectedRow) {
        rejected.append(row)
        count += 1
    }

    /// Hands everything over, counts it, and is empty again.
    mutating func deliver(
        to sink: any LoadSink, counting tallies: inout [String: LoadTally]
    ) async throws(PollError) {
        for part in parts where part.count > 0 {
            var tally = tallies[part.kind.name] ?? LoadTally()
            tally.accepted += part.count
            tally.newest = [tally.newest, part.newest].compactMap(\.self).max()
            tallies[part.kind.name] = tally
        }
        for row in rejected { tallies[row.kind, default: LoadTally()].rejected += 1 }
        do {
            for part in parts where part.count > 0 { try await part.deliver(to: sink) }
            if !rejected.isEmpty { try await sink.quarantine(rejected) }
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .sinkFailed("\(error)")
        }
        self = FactBatch()
    }
}

/// Facts of one kind: rows, or days as what they are, whole numbers.
private struct FactPart {
    let kind: FactKind
    private let now: Moment
    private let zone: Zone
    private var rows: [FactRow] = []
    private var days: DayBatch?
    private var newestRow: Moment?

    init(_ mapping: BoundMapping) {
        kind = mapping.kind
        now = mapping.context.now
        zone = mapping.context.zone
        if kind.isDaily { days = DayBatch(kind) }
    }

    var count: Int { days?.count ?? rows.count }

    /// The newest date that has come, for the source's freshness.
    var newest: Moment? { days?.newest.map { zone.start(of: $0) } ?? newestRow }

    mutating func add(_ record: Record, by mapping: BoundMapping) throws(BoundMapping.Mistake) {
        guard kind.isDaily else {
            for row in try mapping.rows(of: record) { add(row, dated: mapping.dated(row)) }
            return
        }
        // Taken out while it grows, so that it is not copied.
        var batch = days.take() ?? DayBatch(kind)
        defer { days = batch }
        let before = batch.count
        do throws(BoundMapping.Mistake) { try mapping.addDays(of: record, to: &batch) } catch {
            batch.truncate(to: before)
            throw error
        }
    }

    private mutating func add(_ row: FactRow, dated: Moment?) {
        rows.append(row)
        if let dated, dated <= now { newestRow = max(newestRow ?? dated, dated) }
    }

    func deliver(to sink: any LoadSink) async throws {
        if let days { try await sink.stage(days, observed: now) } else { try await sink.stage(kind, rows) }
    }
}
