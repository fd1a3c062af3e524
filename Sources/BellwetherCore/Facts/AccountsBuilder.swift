import Columns

/// Builds accounts from everything the store holds, at first start and after a restart; rows may come in any order.
package struct AccountsBuilder {
    private var chunks: [StagedChunk] = []
    private var slots: [String: Int] = [:]
    private var features: [String: Int32] = ["": 0]
    private var rates = ExchangeRates()
    private var sharedCosts: [Cost] = []
    private var slotCount = 0

    package init() {}

    package mutating func addAccountID(slot: Int, id: String) {
        slots[id] = slot
        reach(slot)
    }

    /// Takes a row of any kind but the daily ones; `slot` is nil for exchange rates and shared costs.
    package mutating func add(kind: FactKind, slot: Int?, source: String, row: FactRow) {
        let reader = FactReader(kind: kind, source: source, row: row)
        guard let slot else {
            if kind == .fxRate { rates.take(reader, false) }
            if kind == .cost { sharedCosts.append(Cost(reader)) }
            return
        }
        reach(slot)
        if kind == .account { slots[row.key] = slot }
        chunks[slot / Chunk.size].facts.add(kind: kind, row: slot % Chunk.size, source: source, row)
    }

    package mutating func addUsage(slot: Int, day: Day, feature: String?, count: Int) {
        reach(slot)
        let fact = UsageDay(day: day, feature: code(of: feature ?? ""), count: Int32(clamping: count))
        chunks[slot / Chunk.size].usage.add(row: slot % Chunk.size, fact)
    }

    package mutating func addSeatDay(slot: Int, day: Day, seats: Int?, activeUsers: Int?) {
        reach(slot)
        let fact = SeatDay(
            day: day, seats: seats.map { Int32(clamping: max(0, $0)) } ?? -1,
            activeUsers: activeUsers.map { Int32(clamping: max(0, $0)) } ?? -1)
        chunks[slot / Chunk.size].seatDays.add(row: slot % Chunk.size, fact)
    }

    /// Consumes what was staged chunk by chunk, so that both forms are never in memory at once.
    package consuming func finish(sources: [SourceStanding]) -> Accounts {
        let names = features.keys.sorted()
        var codes = ContiguousArray<Int32>(repeating: 0, count: names.count)
        for (code, name) in names.enumerated() { codes[Int(features[name] ?? 0)] = Int32(code) }
        var accounts = Accounts()
        accounts.features = names
        accounts.rates = rates
        accounts.sharedCosts = sharedCosts.sorted { $0.identity < $1.identity }
        accounts.sources = sources
        accounts.slots = slots
        for index in chunks.indices {
            let rows = min(Chunk.size, slotCount - index * Chunk.size)
            accounts.chunks.append(chunks[index].takeChunk(rows: rows, featureCodes: codes))
        }
        return accounts
    }

    private mutating func reach(_ slot: Int) {
        slotCount = max(slotCount, slot + 1)
        while chunks.count <= slot / Chunk.size { chunks.append(StagedChunk()) }
    }

    private mutating func code(of feature: String) -> Int32 {
        if let code = features[feature] { return code }
        let code = Int32(features.count)
        features[feature] = code
        return code
    }
}

/// One chunk's rows while they come in.
private struct StagedChunk {
    var facts = ChunkEdits()
    var usage = StagedDays<UsageDay>()
    var seatDays = StagedDays<SeatDay>()

    /// The chunk they make; what was staged is gone then.
    mutating func takeChunk(rows: Int, featureCodes: ContiguousArray<Int32>) -> AccountChunk {
        var parts = AccountChunkParts()
        facts.apply(to: &parts, rows: rows)
        facts = ChunkEdits()
        parts.usage = usage.takeColumn(rows: rows) { fact in
            UsageDay(day: fact.day, feature: featureCodes[Int(fact.feature)], count: fact.count)
        }
        parts.seatDays = seatDays.takeColumn(rows: rows) { $0 }
        return AccountChunk(parts)
    }
}
