/// Since when an account is gone of which its source says that it is, and not since when: since that was first read.
///
/// One that is gone when it is first read has left before, on a day that nobody knows.
package struct Departure: Sendable {
    private let zone: Zone
    /// Whether sources are read otherwise than before: what they say then is no news of the day.
    private let isReadAnew: Bool

    package init(in zone: Zone, isReadAnew: Bool = false) {
        self.zone = zone
        self.isReadAnew = isReadAnew
    }

    /// Whether nothing says when it left.
    package func isUndated(_ row: FactRow) -> Bool {
        let account = reader(row)
        return account.text("status") == "churned" && account.day("churned_at") == nil
    }

    /// The row with the day, where it is known, after the version before it.
    package func dated(_ row: FactRow, after before: FactRow) -> FactRow {
        guard isUndated(row), let index = FactKind.account.index(of: "seen_gone_at"), row.values[index] == .absent
        else {
            return row
        }
        let then = reader(before)
        let wasGone = then.text("status") == "churned"
        let seen = isReadAnew ? nil : zone.day(of: row.observed)
        let day = wasGone ? then.day("churned_at") ?? then.day("seen_gone_at") : seen
        var dated = row
        dated.values[index] = day.map { .integer(Int64($0.number)) } ?? .absent
        return dated
    }

    private func reader(_ row: FactRow) -> FactReader { FactReader(kind: .account, source: "", row: row) }
}
