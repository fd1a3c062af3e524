import Columns

/// Some accounts of one chunk, about to be measured.
///
/// Whom a metric does not speak of, and what its sources cannot tell, is decided here once for all of them.
struct MeasuredRows {
    /// An account that somebody counts.
    private struct Watched {
        let account: AccountView
        let isCustomer: Bool
    }

    private let rows: [Int]
    private let count: Int
    private let watched: [Watched]

    init(_ rows: [Int], of chunk: AccountChunk, from base: Int, by catalogue: [Metric], in context: MeasuringContext) {
        self.rows = rows
        count = chunk.count
        var accounts: [AccountView] = []
        var areCustomers: [Bool] = []
        accounts.reserveCapacity(rows.count)
        areCustomers.reserveCapacity(rows.count)
        let areCustomersByStatus = AccountStatus.allCases.map(\.isCustomer)
        let statuses = chunk.statuses(at: context.asOf)
        let profiles = chunk.profileColumns
        for row in rows where profiles.undescribed[row] == 0 && profiles.excluded[row] == 0 {
            accounts.append(AccountView(chunk: chunk, row: row, slot: base + row))
            areCustomers.append(areCustomersByStatus[Int(statuses[row])])
        }
        let digests = AccountDigests(of: accounts, for: catalogue, in: context)
        watched = zip(accounts, areCustomers).enumerated().map { place, account in
            Watched(account: account.0.with(digests, at: place), isCustomer: account.1)
        }
    }

    /// A metric's column: of these rows as it is now, of the others as it was.
    func column(_ metric: Metric, over before: NumberChunk?, in context: MeasuringContext) -> NumberChunk {
        var values = padded(before?.values, with: 0)
        var absences = padded(before?.absences, with: AbsenceReason.notApplicable.rawValue)
        if before != nil {
            for row in rows { (values[row], absences[row]) = (0, AbsenceReason.notApplicable.rawValue) }
        }
        let isStale = metric.kinds.contains { context.staleKinds.contains($0.name) }
        for subject in watched where metric.scope == .everybody || subject.isCustomer {
            switch isStale ? .absent(.stale) : metric.measure(subject.account, context) {
            case .known(let value):
                values[subject.account.row] = value
                absences[subject.account.row] = 0
            case .absent(let reason): absences[subject.account.row] = reason.rawValue
            }
        }
        return NumberChunk(values: values, absences: absences)
    }

    /// From when on time alone may change a number of each row, before the day is over.
    func steadyUntil(over before: ContiguousArray<Moment>?, in context: MeasuringContext) -> ContiguousArray<Moment> {
        var steady = padded(before, with: .distantFuture)
        for row in rows { steady[row] = .distantFuture }
        for subject in watched { steady[subject.account.row] = subject.account.nextChange(after: context.asOf) }
        return steady
    }

    private func padded<Value>(_ before: ContiguousArray<Value>?, with value: Value) -> ContiguousArray<Value> {
        var values = before ?? []
        if values.count < count { values.append(contentsOf: repeatElement(value, count: count - values.count)) }
        return values
    }
}
