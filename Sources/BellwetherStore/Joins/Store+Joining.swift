import BellwetherCore
import GRDB

extension Store {
    /// Where facts belong as things stand.
    func slotMap() async throws(StoreError) -> SlotMap {
        try await read { try SlotMap($0) }
    }

    /// Works out anew whom every name means, in one transaction, so that two loads that end at once agree.
    ///
    /// - Parameter fresh: aliases' slots from here on were given by this load: what it knows of them is told with it, and
    ///   nothing moves.
    func join(fresh: Int) async throws(StoreError) -> (map: SlotMap, hasMoved: Bool) {
        try await write { db in
            let before = try db.meetings()
            let now = try db.meetingsAsDescribed()
            let changed = Set(before.keys).union(now.keys).filter { before[$0] != now[$0] }
            for slot in changed.sorted() { try db.keep(now[slot], of: slot) }
            let hasMoved = changed.contains { $0 < fresh && before[$0]?.slot != now[$0]?.slot }
            if hasMoved { try db.countMove() }
            return (try SlotMap(db), hasMoved)
        }
    }

    /// The slot that the next new alias gets.
    func nextAliasSlot() async throws(StoreError) -> Int {
        try await read { try $0.count("SELECT max(ifnull(max(code) + 1, 0), \(Alias.firstSlot)) FROM slot") }
    }
}

extension Joins.Meeting {
    fileprivate var slot: Int? {
        if case .account(let slot, _, _) = self { slot } else { nil }
    }
}

extension Database {
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
        try execute(sql: "DELETE FROM joined WHERE slot = ?", arguments: [slot])
        let insert = "INSERT INTO joined (slot, account, way, value, candidates) VALUES (?, ?, ?, ?, ?)"
        switch meeting {
        case .account(let account, let way, let value):
            try execute(sql: insert, arguments: [slot, account, way.rawValue, value, nil])
        case .ambiguous(let way, let value, let candidates):
            try execute(sql: insert, arguments: [slot, nil, way.rawValue, value, try StoredJSON.text(candidates)])
        case nil: break
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
