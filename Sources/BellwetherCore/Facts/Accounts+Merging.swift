import Columns

extension Accounts {
    /// These accounts with what has changed: rows taken over or forgotten by (source, key).
    ///
    /// Only chunks in which something changes are made anew, and of those only the columns; all else is shared with
    /// the accounts before. The order of the changes does not matter. A row that moves to another account is two
    /// changes: forgotten in the old slot, taken over in the new one.
    package func merging(_ facts: Facts) -> Accounts {
        var merged = self
        if !facts.sources.isEmpty { merged.sources = facts.sources }
        merged.nameSlots(from: facts.changes)
        merged.features.learn(facts.changes, of: .usageDay, \.feature)
        merged.users.learn(facts.changes, of: .userDay, \.user)
        let count = max(slotCount, (facts.changes.compactMap(\.slot).max() ?? -1) + 1)
        var edits: [Int: ChunkEdits] = [:]
        var days: [Int: ChunkDays] = [:]
        let features = merged.features.codes(for: facts.changes, of: .usageDay)
        let users = merged.users.codes(for: facts.changes, of: .userDay)
        for change in facts.changes {
            guard let slot = change.slot else {
                merged.take(change)
                continue
            }
            let (chunk, row) = slot.quotientAndRemainder(dividingBy: Chunk.size)
            if change.kind.isDaily {
                merged.noteFirstDay(of: change)
                days[chunk, default: ChunkDays()].add(change, row: row, features: features, users: users)
            } else {
                edits[chunk, default: ChunkEdits()].add(
                    kind: change.kind, row: row, source: change.source, change.row, isDeleted: change.isDeleted)
            }
        }
        merged.rebuild(slots: count, edits, days)
        return merged
    }

    private mutating func rebuild(slots count: Int, _ edits: [Int: ChunkEdits], _ days: [Int: ChunkDays]) {
        let old = chunks
        chunks = (0..<(count + Chunk.size - 1) / Chunk.size).map { index in
            let rows = min(Chunk.size, count - index * Chunk.size)
            let before = index < old.count ? old[index] : nil
            if let before, before.count == rows, edits[index] == nil, days[index] == nil { return before }
            var parts = before.map(AccountChunkParts.init) ?? AccountChunkParts()
            var own = edits[index] ?? ChunkEdits()
            own.apply(to: &parts, rows: rows)
            days[index]?.apply(to: &parts, rows: rows)
            return AccountChunk(parts)
        }
    }

    private mutating func noteFirstDay(of change: Facts.Change) {
        guard let known = countedSince, !change.isDeleted else { return }
        let reader = FactReader(kind: change.kind, source: change.source, row: change.row)
        guard let day = reader.day("day") else { return }
        if let first = known[change.kind.name], first <= day { return }
        countedSince?[change.kind.name] = day
    }

    /// What belongs to no account: exchange rates, and costs that all share.
    private mutating func take(_ change: Facts.Change) {
        switch change.kind {
        case .fxRate: rates.take(FactReader(kind: .fxRate, source: change.source, row: change.row), change.isDeleted)
        case .cost:
            let cost = Cost(FactReader(kind: .cost, source: change.source, row: change.row))
            sharedCosts.removeAll { $0.identity == cost.identity }
            if !change.isDeleted {
                let place = sharedCosts.firstIndex { cost.identity < $0.identity } ?? sharedCosts.endIndex
                sharedCosts.insert(cost, at: place)
            }
        default: break
        }
    }

    /// An account's own row names its slot; until there is one, the facts that speak of it do.
    private mutating func nameSlots(from changes: [Facts.Change]) {
        var isNamed: Set<Int> = []
        for change in changes where change.kind == .account {
            guard let slot = change.slot else { continue }
            slots[change.row.key] = slot
            isNamed.insert(slot)
        }
        let known = slotCount
        var names: [Int: String] = [:]
        for change in changes where change.kind != .account && !change.row.account.isEmpty {
            guard let slot = change.slot, slot >= known, !isNamed.contains(slot) else { continue }
            names[slot] = min(names[slot] ?? change.row.account, change.row.account)
        }
        for (slot, name) in names where slots[name] == nil { slots[name] = slot }
    }
}

extension [String] {
    /// New names get their codes in their order; the old ones keep theirs.
    fileprivate mutating func learn(
        _ changes: [Facts.Change], of kind: FactKind, _ name: (Facts.Change) -> String?
    ) {
        guard changes.contains(where: { $0.kind == kind }) else { return }
        let known = Set(self)
        let new = changes.reduce(into: Set<String>()) { names, change in
            guard change.kind == kind, let name = name(change), !known.contains(name) else { return }
            names.insert(name)
        }
        self += new.sorted()
    }

    /// Nothing where nothing will be looked up: there may be very many.
    fileprivate func codes(for changes: [Facts.Change], of kind: FactKind) -> [String: Int32] {
        guard changes.contains(where: { $0.kind == kind }) else { return [:] }
        return Dictionary(uniqueKeysWithValues: enumerated().map { ($1, Int32($0)) })
    }
}

/// The days of usage, users and seats that change in one chunk.
private struct ChunkDays {
    private var usage = DailyEdits<UsageDay>()
    private var users = DailyEdits<UserDay>()
    private var seats = DailyEdits<SeatDay>()

    mutating func add(_ change: Facts.Change, row: Int, features: [String: Int32], users codes: [String: Int32]) {
        let reader = FactReader(kind: change.kind, source: change.source, row: change.row)
        guard let day = reader.day("day") else { return }
        let count = Int32(clamping: reader.integer("count") ?? 0)
        switch change.kind {
        case .usageDay:
            let feature = change.feature.flatMap { features[$0] } ?? 0
            usage.add(
                row: row, UsageDay(day: day, feature: feature, count: count), observed: change.row.observed,
                isDeleted: change.isDeleted)
        case .userDay:
            let user = change.user.flatMap { codes[$0] } ?? 0
            users.add(
                row: row, UserDay(day: day, user: user, count: count), observed: change.row.observed,
                isDeleted: change.isDeleted)
        default:
            let seatDay = SeatDay(day: day, seats: reader.people("seats"), activeUsers: reader.people("active_users"))
            seats.add(row: row, seatDay, observed: change.row.observed, isDeleted: change.isDeleted)
        }
    }

    func apply(to parts: inout AccountChunkParts, rows: Int) {
        parts.usage = usage.applied(to: parts.usage, rows: rows)
        parts.userDays = users.applied(to: parts.userDays, rows: rows)
        if !seats.isEmpty { parts.seatDays = seats.applied(to: parts.seatDays, rows: rows) }
    }
}

extension FactReader {
    /// A count of people as a seat day keeps it: -1 where there is none.
    fileprivate func people(_ field: String) -> Int32 { integer(field).map { Int32(clamping: max(0, $0)) } ?? -1 }
}

extension Facts.Change {
    fileprivate var feature: String? { FactReader(kind: kind, source: source, row: row).text("feature") }
    fileprivate var user: String? { FactReader(kind: kind, source: source, row: row).text("user") }
}
