import BellwetherCore
import GRDB

extension Store {
    /// Where facts belong as things stand.
    func slotMap() async throws(StoreError) -> SlotMap {
        try await read { try SlotMap($0) }
    }

    /// Works out anew whom every name means.
    ///
    /// What has changed is worked out beside the writer and kept in slices, until nothing differs any more: whichever of
    /// two loads that end at once is the last to look finds what the other did wrong, so that they agree in the end.
    ///
    /// - Parameter fresh: aliases' slots from here on were given by this load: what it knows of them is told with it, and
    ///   nothing moves.
    func join(fresh: Int) async throws(StoreError) -> (map: SlotMap, hasMoved: Bool) {
        var hasMoved = false
        // Twice is enough by itself; more often only where others write meanwhile.
        for _ in 0..<8 {
            let changes = try await read { try $0.changedMeetings() }
            guard !changes.isEmpty else { break }
            for start in stride(from: 0, to: changes.count, by: slices.joined) {
                let slice = changes[start..<min(start + slices.joined, changes.count)]
                let moves = slice.contains { $0.slot < fresh && $0.moves }
                try await write { db in
                    for change in slice { try db.keep(change.now, of: change.slot) }
                    if moves { try db.countMove() }
                }
                hasMoved = hasMoved || moves
            }
        }
        return (try await slotMap(), hasMoved)
    }

    /// The slot that the next new alias gets.
    func nextAliasSlot() async throws(StoreError) -> Int {
        try await read { try $0.count("SELECT max(ifnull(max(code) + 1, 0), \(Alias.firstSlot)) FROM slot") }
    }
}

/// Whom a name means, where that is not what was last worked out.
private struct ChangedMeeting: Sendable {
    let slot: Int
    let now: Joins.Meeting?
    /// Whether its facts come to belong to another account.
    let moves: Bool
}

extension Joins.Meeting {
    fileprivate var slot: Int? {
        if case .account(let slot, _, _) = self { slot } else { nil }
    }
}

extension Database {
    fileprivate func changedMeetings() throws -> [ChangedMeeting] {
        let (before, now) = (try meetings(), try meetingsAsDescribed())
        return Set(before.keys).union(now.keys).filter { before[$0] != now[$0] }.sorted().map { slot in
            ChangedMeeting(slot: slot, now: now[slot], moves: before[slot]?.slot != now[slot]?.slot)
        }
    }

    /// As they were last worked out, by slot.
    fileprivate func meetings() throws -> [Int: Joins.Meeting] {
        let rows = try Row.fetchAll(self, sql: "SELECT slot, account, way, value, candidates FROM joined")
        return try rows.reduce(into: [:]) { meetings, row in
            guard let way = Joins.Way(rawValue: row["way"]) else { return }
            if let account = row["account"] as Int? {
                meetings[row["slot"]] = .account(account, by: way, row["value"])
            } else {
                let candidates = try StoredJSON.value([String].self, from: row["candidates"])
                meetings[row["slot"]] = .ambiguous(way, row["value"], candidates)
            }
        }
    }

    fileprivate func keep(_ meeting: Joins.Meeting?, of slot: Int) throws {
        let insert = try cachedStatement(
            sql: "INSERT OR REPLACE INTO joined (slot, account, way, value, candidates) VALUES (?, ?, ?, ?, ?)")
        switch meeting {
        case .account(let account, let way, let value):
            try insert.execute(arguments: [slot, account, way.rawValue, value, nil])
        case .ambiguous(let way, let value, let candidates):
            try insert.execute(arguments: [slot, nil, way.rawValue, value, try StoredJSON.text(candidates)])
        case nil: try cachedStatement(sql: "DELETE FROM joined WHERE slot = ?").execute(arguments: [slot])
        }
    }

    /// As what sources describe now has it. What a map gives an account names that itself.
    fileprivate func meetingsAsDescribed() throws -> [Int: Joins.Meeting] {
        var joins = Joins()
        var described: Set<Int> = []
        try forEachDescribed(.account) { slot, id, recognition in
            described.insert(slot)
            joins.add(account: id, slot: slot, recognition)
        }
        var meetings: [Int: Joins.Meeting] = [:]
        try forEachDescribed(.alias) { slot, _, recognition in
            if slot >= Alias.firstSlot { meetings[slot] = joins.meeting(of: recognition) }
        }
        let others = try RawStatement(self, "SELECT code, name FROM slot WHERE code < \(Alias.firstSlot)")
        while try others.next() {
            let slot = Int(others.integer(0))
            if !described.contains(slot) { meetings[slot] = joins.meeting(ofID: others.text(1)) }
        }
        return meetings
    }

    private func forEachDescribed(_ kind: FactKind, _ body: (Int, String, Recognition) -> Void) throws {
        let systems = Profile.systems.map { ", \($0)_id" }.joined()
        let rows = try RawStatement(
            self,
            """
            SELECT account, key, external_id, domain\(systems) FROM \(FactTable(kind).name)
            WHERE superseded_at IS NULL AND account IS NOT NULL
            """)
        while try rows.next() {
            var ids: [String: String] = [:]
            for (index, system) in Profile.systems.enumerated() { ids[system] = rows.value(Int32(4 + index)).text }
            let domains = rows.value(3).text.map(Domains.named) ?? []
            body(
                Int(rows.integer(0)), rows.text(1),
                Recognition(externalID: rows.value(2).text, systemIDs: ids, domains: domains))
        }
    }
}
