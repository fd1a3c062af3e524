extension SeenDates {
    /// Whether an account is said to be gone, and nothing says since when: then it is since that was first read.
    ///
    /// One that is gone when it is first read has left before, on a day that nobody knows.
    func isUndatedDeparture(_ row: FactRow) -> Bool {
        let account = reader(row)
        return account.text("status") == "churned" && account.day("churned_at") == nil
    }

    func datedDeparture(_ row: FactRow, after before: FactRow, isReadAnew: Bool) -> FactRow {
        guard isUndatedDeparture(row), let index = FactKind.account.index(of: "seen_gone_at"),
            row.values[index] == .absent
        else { return row }
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
