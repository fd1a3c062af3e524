import Columns

/// Builds accounts from everything the store holds, at first start and after a restart; rows may come in any order.
package struct AccountsBuilder {
    private var chunks: [StagedChunk] = []
    private var slots: [String: Int] = [:]
    private var features = DayNames()
    private var users = DayNames()
    private var rates = ExchangeRates()
    private var sharedCosts: [Cost] = []
    private var slotCount = 0

    package init() {}

    /// - Parameter account: the slot of the account that is meant by the id, where it is another's name.
    package mutating func addAccountID(slot: Int, id: String, meaning account: Int? = nil) {
        slots[id] = account ?? slot
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
        let fact = UsageDay(day: day, feature: features.code(of: feature ?? ""), count: Int32(clamping: count))
        chunks[slot / Chunk.size].usage.add(row: slot % Chunk.size, fact)
    }

    package mutating func addUserDay(slot: Int, day: Day, user: String, count: Int) {
        reach(slot)
        let fact = UserDay(day: day, user: users.code(of: user), count: Int32(clamping: count))
        chunks[slot / Chunk.size].userDays.add(row: slot % Chunk.size, fact)
    }

    package mutating func addSeatDay(slot: Int, day: Day, seats: Int?, activeUsers: Int?) {
        reach(slot)
        let fact = SeatDay(
            day: day, seats: seats.map { Int32(clamping: max(0, $0)) } ?? -1,
            activeUsers: activeUsers.map { Int32(clamping: max(0, $0)) } ?? -1)
        chunks[slot / Chunk.size].seatDays.add(row: slot % Chunk.size, fact)
    }

    /// Makes columns of the facts that came so far: days come after them, and there is no room for both as they came.
    package mutating func settle() {
        for index in chunks.indices { chunks[index].settle(rows: rows(of: index)) }
    }

    private func rows(of chunk: Int) -> Int { min(Chunk.size, slotCount - chunk * Chunk.size) }

    /// Consumes what was staged chunk by chunk, so that both forms are never in memory at once.
    ///
    /// - Parameter countedSince: the first day of each kind that is days, whether or not it was added.
    package consuming func finish(sources: [SourceStanding], countedSince: [String: Day]? = nil) -> Accounts {
        let features = features.ordered
        let users = users.ordered
        var accounts = Accounts()
        accounts.features = features.names
        accounts.users = users.names
        accounts.rates = rates
        accounts.sharedCosts = sharedCosts.sorted { $0.identity < $1.identity }
        accounts.sources = sources
        accounts.slots = slots
        accounts.countedSince = countedSince
        for index in chunks.indices {
            accounts.chunks.append(chunks[index].takeChunk(rows: rows(of: index), features.codes, users.codes))
        }
        return accounts
    }

    private mutating func reach(_ slot: Int) {
        slotCount = max(slotCount, slot + 1)
        while chunks.count <= slot / Chunk.size { chunks.append(StagedChunk()) }
    }
}

/// Names of features or users while they come in, by the code each got at first sight.
private struct DayNames {
    private var given: [String: Int32] = ["": 0]

    mutating func code(of name: String) -> Int32 {
        if let code = given[name] { return code }
        let code = Int32(given.count)
        given[name] = code
        return code
    }

    /// The names in their order, and for each code given the place there: so it does not matter who came first.
    var ordered: (names: [String], codes: ContiguousArray<Int32>) {
        let names = given.keys.sorted()
        var codes = ContiguousArray<Int32>(repeating: 0, count: names.count)
        for (code, name) in names.enumerated() { codes[Int(given[name] ?? 0)] = Int32(code) }
        return (names, codes)
    }
}

/// One chunk's rows while they come in.
private struct StagedChunk {
    var facts = ChunkEdits()
    private var parts = AccountChunkParts()
    var usage = StagedDays<UsageDay>()
    var userDays = StagedDays<UserDay>()
    var seatDays = StagedDays<SeatDay>()

    mutating func settle(rows: Int) {
        facts.apply(to: &parts, rows: rows)
        facts = ChunkEdits()
    }

    /// The chunk they make; what was staged is gone then.
    mutating func takeChunk(
        rows: Int, _ features: ContiguousArray<Int32>, _ users: ContiguousArray<Int32>
    ) -> AccountChunk {
        settle(rows: rows)
        var parts = parts
        self.parts = AccountChunkParts()
        parts.usage = usage.takeColumn(rows: rows) { fact in
            UsageDay(day: fact.day, feature: features[Int(fact.feature)], count: fact.count)
        }
        parts.userDays = userDays.takeColumn(rows: rows) { fact in
            UserDay(day: fact.day, user: users[Int(fact.user)], count: fact.count)
        }
        parts.seatDays = seatDays.takeColumn(rows: rows) { $0 }
        return AccountChunk(parts)
    }
}
