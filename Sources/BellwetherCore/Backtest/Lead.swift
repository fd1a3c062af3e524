/// How long before they were lost accounts had come into the lowest band, as seen at the ends of months.
package struct Lead: Sendable, Hashable {
    /// In days; nothing where none of them was there.
    package let median: Double?
    /// Of how many accounts.
    package let accounts: Int

    init(median: Double?, accounts: Int) {
        self.median = median
        self.accounts = accounts
    }

    init(_ rows: BacktestRows) {
        var days: [Int] = []
        rows.forEachAccount { inOrder in
            if let own = Self.days(of: inOrder, rows.months) { days.append(own) }
        }
        days.sort()
        accounts = days.count
        let middle = days.count / 2
        median =
            days.isEmpty
            ? nil : days.count % 2 == 1 ? Double(days[middle]) : Double(days[middle - 1] + days[middle]) / 2
    }

    /// From the first month's end in the lowest band from which the loss lay within the horizon, back as far as it stood
    /// there at each month's end before.
    private static func days(of rows: ArraySlice<BacktestRow>, _ months: [Day]) -> Int? {
        guard let loss = rows.first(where: \.isLost)?.outcome.lostOn,
            var place = rows.firstIndex(where: { $0.isLost && $0.band == 0 && $0.outcome.lostOn == loss })
        else { return nil }
        while place > rows.startIndex, rows[place - 1].band == 0, rows[place - 1].month == rows[place].month - 1 {
            place -= 1
        }
        return loss - months[rows[place].month]
    }
}
