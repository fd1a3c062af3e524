/// What accounts were before they changed, in what puts them together: whose they were, on which tier and plan.
///
/// For whoever goes over many past days: the accounts of each of them would take minutes to read, and few have changed.
package struct EarlierProfiles: Sendable {
    /// A row as it was known from one moment until another.
    private struct Version: Sendable {
        let slot: Int
        let source: String
        let row: FactRow
        var from: Moment
        let until: Moment
    }

    private var versions: [Version] = []

    package init() {}

    /// Takes all versions of one row, the oldest first, each with when it was superseded; nothing for the one that holds.
    ///
    /// - Parameter whole: what was known at all of each, in the order of time.
    package mutating func take(
        _ whole: [(row: FactRow, superseded: Moment?)], slot: Int, source: String
    ) {
        var later: FactRow?
        for (row, superseded) in whole.reversed() {
            defer { later = row }
            guard let superseded else { continue }
            if let later, Self.belongsAlike(row, later) {
                // Of one that holds still there is nothing to be kept.
                if versions.last?.row.key == row.key, versions.last?.source == source {
                    versions[versions.count - 1].from = row.observed
                }
                continue
            }
            versions.append(
                Version(slot: slot, source: source, row: row, from: row.observed, until: superseded))
        }
    }

    /// The accounts of now as they belonged together at a day's start. Who was not known then is as now, as is all that is
    /// no part of whose they are.
    package func opening(on day: Day, of accounts: Accounts, in zone: Zone) -> Opening {
        let moment = zone.start(of: day)
        let changes = versions.filter { $0.from <= moment && moment < $0.until }.map {
            Facts.Change(kind: .account, slot: $0.slot, source: $0.source, row: $0.row)
        }
        return Opening(
            changes.isEmpty ? accounts : accounts.merging(Facts(changes: changes)), on: day, tellingRevenue: false)
    }

    private static let fields = [
        "owner", "tier", "segment", "region", "product", "plan", "lifecycle_stage", "currency", "parent", "excluded",
    ].compactMap(FactKind.account.index(of:))

    private static func belongsAlike(_ one: FactRow, _ other: FactRow) -> Bool {
        fields.allSatisfy { one.values[$0] == other.values[$0] }
    }
}
