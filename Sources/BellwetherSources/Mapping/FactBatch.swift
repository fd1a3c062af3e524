import BellwetherCore

/// What a piece of a source came to: facts by kind, and rows that could not be read.
struct FactBatch {
    private var facts: [FactKind: [FactRow]] = [:]
    private var newest: [FactKind: Moment] = [:]
    private var order: [FactKind] = []
    private(set) var rejected: [RejectedRow] = []
    private(set) var count = 0

    mutating func add(_ row: FactRow, of mapping: BoundMapping) {
        if facts[mapping.kind] == nil { order.append(mapping.kind) }
        facts[mapping.kind, default: []].append(row)
        newest[mapping.kind] = [newest[mapping.kind], mapping.dated(row)].compactMap { $0 }.max()
        count += 1
    }

    mutating func reject(_ row: RejectedRow) {
        rejected.append(row)
        count += 1
    }

    /// Hands everything over, counts it, and is empty again.
    mutating func deliver(
        to sink: any LoadSink, counting tallies: inout [String: LoadTally]
    ) async throws(PollError) {
        for (kind, rows) in facts {
            tallies[kind.name, default: LoadTally()].accepted += rows.count
            let known = tallies[kind.name]?.newest
            tallies[kind.name]?.newest = [known, newest[kind]].compactMap { $0 }.max()
        }
        for row in rejected { tallies[row.kind, default: LoadTally()].rejected += 1 }
        do {
            for kind in order { try await sink.stage(kind, facts[kind] ?? []) }
            if !rejected.isEmpty { try await sink.quarantine(rejected) }
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .sinkFailed("\(error)")
        }
        self = FactBatch()
    }
}
