import Columns

/// Some accounts of one chunk, about to be measured.
///
/// Whom a metric does not speak of, and what its sources cannot tell, is decided here once for all of them.
struct MeasuredRows {
    private let chunk: AccountChunk
    private let rows: [Int]
    /// Those that somebody counts, and whether each is a customer.
    private let watched: ContiguousArray<AccountView>
    private let areCustomers: ContiguousArray<Bool>

    init(_ rows: [Int], of chunk: AccountChunk, from base: Int, by catalogue: [Metric], in context: MeasuringContext) {
        self.chunk = chunk
        self.rows = rows
        var accounts: [AccountView] = []
        var areCustomers: ContiguousArray<Bool> = []
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
        watched = ContiguousArray(accounts.enumerated().map { place, account in account.with(digests, at: place) })
        self.areCustomers = areCustomers
    }

    /// A metric's column: of these rows as it is now, of the others as it was.
    func column(_ metric: Metric, over before: NumberChunk?, in context: MeasuringContext) -> NumberChunk {
        var values = padded(before?.values, with: 0)
        var absences = padded(before?.absences, with: AbsenceReason.notApplicable.rawValue)
        if before != nil {
            for row in rows { (values[row], absences[row]) = (0, AbsenceReason.notApplicable.rawValue) }
        }
        let whyUnusable = context.whyUnusable(metric.kinds)
        // The compiler cannot optimise an optional that is unwrapped for each row here.
        let (isUnusable, absent) = (whyUnusable != nil, Measured.absent(whyUnusable ?? .stale))
        let (accounts, counted, measure) = (watched.span, areCustomers.span, metric.measure)
        values.withUnsafeMutableBufferPointer { values in
            absences.withUnsafeMutableBufferPointer { absences in
                for place in accounts.indices where metric.scope == .everybody || counted[place] {
                    let row = accounts[place].row
                    switch isUnusable ? absent : measure(accounts[place], context) {
                    case .known(let value): (values[row], absences[row]) = (value, 0)
                    case .absent(let reason): absences[row] = reason.rawValue
                    }
                }
            }
        }
        if context.mixed.touches(metric.kinds) {
            for (account, isCustomer) in zip(watched, areCustomers) where metric.scope == .everybody || isCustomer {
                guard let reason = context.mixed.whyUnusable(metric.kinds, of: account) else { continue }
                (values[account.row], absences[account.row]) = (0, reason.rawValue)
            }
        }
        return NumberChunk(values: values, absences: absences)
    }

    /// From when on time alone may change a number of each row, before the day is over.
    func steadyUntil(over before: ContiguousArray<Moment>?, in context: MeasuringContext) -> ContiguousArray<Moment> {
        var steady = padded(before, with: .distantFuture)
        for row in rows { steady[row] = .distantFuture }
        return NextChanges(of: watched.map(\.row), in: chunk, after: context.asOf.now, over: steady).moments
    }

    private func padded<Value>(_ before: ContiguousArray<Value>?, with value: Value) -> ContiguousArray<Value> {
        var values = before ?? []
        let missing = chunk.count - values.count
        if missing > 0 { values.append(contentsOf: repeatElement(value, count: missing)) }
        return values
    }
}
