package import BellwetherCore
import GRDB

/// What a source calls an account, and by what that is known.
package struct OtherName: Sendable, Hashable {
    package let source: String
    package let id: String
    /// `nil` where a map says so.
    package let way: Joins.Way?
    package let value: String?

    package init(source: String, id: String, way: Joins.Way?, value: String?) {
        self.source = source
        self.id = id
        self.way = way
        self.value = value
    }

    /// `domain acme.com`
    package var because: String {
        switch way {
        case nil: "map of accounts"
        case .externalID: "id \(value ?? id)"
        case .domain: "domain \(value ?? "")"
        }
    }
}

extension Store {
    /// What other sources call an account, by source and id.
    package func otherNames(ofSlot slot: Int) async throws(StoreError) -> [OtherName] {
        try await read { db in
            let met = try Row.fetchAll(
                db,
                sql: """
                    SELECT slot.name, joined.way, joined.value FROM joined JOIN slot ON slot.code = joined.slot
                    WHERE joined.account = ?
                    """, arguments: [slot])
            let mapped = try Row.fetchAll(
                db,
                sql: """
                    SELECT source.name, alias.key FROM alias JOIN source ON source.code = alias.source
                    WHERE alias.account = ? AND alias.superseded_at IS NULL
                    """, arguments: [slot])
            let names =
                met.map { row in
                    let alias = Alias(name: row[0])
                    return OtherName(
                        source: alias?.source ?? "", id: alias?.id ?? row[0], way: Joins.Way(rawValue: row[1]),
                        value: row[2])
                } + mapped.map { OtherName(source: $0[0], id: $0[1], way: nil, value: nil) }
            return names.sorted { ($0.source, $0.id) < ($1.source, $1.id) }
        }
    }
}
