/// Who was told of what and not yet of its end: rows found by their ids, by the groups that told, and by alert.
///
/// Nearly all of them stay as they are from one turn to the next.
package struct Ledger: Sendable, Hashable {
    private final class Entry: Sendable {
        let id: String
        let row: LedgerRow

        init(_ row: LedgerRow) {
            id = row.id
            self.row = row
        }
    }

    private var byID: [String: Entry] = [:]
    private var byGroup: [String: [String: Entry]] = [:]
    private var byAlert: [String: [Entry]] = [:]
    /// By the group that told, the alerts of rows that came, changed or went since somebody last looked.
    private(set) var touched: [String: Set<String>] = [:]

    package init(_ rows: some Sequence<LedgerRow> = []) {
        for row in rows { put(Entry(row)) }
    }

    package var isEmpty: Bool { byID.isEmpty }
    package var count: Int { byID.count }
    package var rows: some Collection<LedgerRow> { byID.values.lazy.map(\.row) }

    package subscript(id: String) -> LedgerRow? {
        get { byID[id]?.row }
        set {
            if let known = byID[id] { remove(known) }
            if let newValue { put(Entry(newValue)) }
        }
    }

    /// Rows are large; only what is asked of each is handed over.
    func forEachRow(toldBy group: String, _ body: (_ alert: String, _ levelTold: Int) -> Void) {
        for entry in (byGroup[group] ?? [:]).values { body(entry.row.alertID, entry.row.levelTold) }
    }

    func hasRows(toldBy group: String) -> Bool { byGroup[group] != nil }

    /// In the order of their ids.
    func rows(about alert: String) -> [LedgerRow] {
        (byAlert[alert] ?? []).sorted { $0.id < $1.id }.map(\.row)
    }

    func hasRows(about alert: String, besidesOf groups: Set<String> = []) -> Bool {
        guard let entries = byAlert[alert] else { return false }
        return groups.isEmpty || entries.contains { !groups.contains($0.row.groupKey) }
    }

    func rowCount(toldBy group: String) -> Int { byGroup[group]?.count ?? 0 }

    /// The keys of the groups that told of an alert.
    func groups(about alert: String) -> [String] { (byAlert[alert] ?? []).map(\.row.groupKey) }

    func levelTold(of alert: String, by group: String) -> Int? {
        (byAlert[alert] ?? []).first { $0.row.groupKey == group }?.row.levelTold
    }

    var touchedAlerts: Set<String> { touched.values.reduce(into: []) { $0.formUnion($1) } }

    mutating func forgetTouched() { touched = [:] }

    private mutating func touch(_ row: LedgerRow) { touched[row.groupKey, default: []].insert(row.alertID) }

    private mutating func put(_ entry: Entry) {
        touch(entry.row)
        byID[entry.id] = entry
        byGroup[entry.row.groupKey, default: [:]][entry.id] = entry
        byAlert[entry.row.alertID, default: []].append(entry)
    }

    private mutating func remove(_ entry: Entry) {
        touch(entry.row)
        byID[entry.id] = nil
        byGroup[entry.row.groupKey]?[entry.id] = nil
        if byGroup[entry.row.groupKey]?.isEmpty == true { byGroup[entry.row.groupKey] = nil }
        byAlert[entry.row.alertID]?.removeAll { $0.id == entry.id }
        if byAlert[entry.row.alertID]?.isEmpty == true { byAlert[entry.row.alertID] = nil }
    }

    package static func == (left: Ledger, right: Ledger) -> Bool {
        left.count == right.count
            && left.byID.allSatisfy { id, entry in
                right.byID[id].map { $0 === entry || $0.row == entry.row } ?? false
            }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(count) }
}

extension Ledger: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([LedgerRow].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rows.sorted { $0.id < $1.id })
    }
}
