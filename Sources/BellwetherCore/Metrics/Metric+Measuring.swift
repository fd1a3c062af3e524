import Columns

extension Metric {
    /// The metrics of all accounts as of the context's moment, chunk by chunk.
    ///
    /// Whom a metric does not speak of, and what its sources cannot tell, is decided here once for all of them.
    package static func measured(
        _ catalogue: [Metric], on accounts: Accounts, in context: MeasuringContext
    ) -> Metrics {
        var columns: [[NumberChunk]] = Array(repeating: [], count: catalogue.count)
        for (index, chunk) in accounts.chunks.enumerated() {
            let watched = watched(in: chunk, from: index * Chunk.size, for: catalogue, context)
            for (place, metric) in catalogue.enumerated() {
                columns[place].append(metric.measured(watched, rows: chunk.count, context))
            }
        }
        return Metrics(asOf: context.asOf, catalogue: catalogue, columns: columns.map(Numbers.init(chunks:)))
    }

    /// An account that somebody counts.
    private struct Watched {
        let account: AccountView
        let isCustomer: Bool
    }

    private static func watched(
        in chunk: AccountChunk, from base: Int, for catalogue: [Metric], _ context: MeasuringContext
    ) -> [Watched] {
        var accounts: [AccountView] = []
        var areCustomers: [Bool] = []
        for row in 0..<chunk.count {
            let account = AccountView(chunk: chunk, row: row, slot: base + row)
            guard let status = account.watchedStatus(at: context.asOf) else { continue }
            accounts.append(account)
            areCustomers.append(status.isCustomer)
        }
        let digests = AccountDigests(of: accounts, for: catalogue, in: context)
        return zip(accounts, areCustomers).enumerated().map { place, account in
            Watched(
                account: AccountView(
                    chunk: chunk, row: account.0.row, slot: account.0.slot, digests: digests, place: place),
                isCustomer: account.1)
        }
    }

    private func measured(_ watched: [Watched], rows: Int, _ context: MeasuringContext) -> NumberChunk {
        let isStale = kinds.contains { context.staleKinds.contains($0.name) }
        var values = ContiguousArray<Double>(repeating: 0, count: rows)
        var absences = ContiguousArray<UInt8>(repeating: AbsenceReason.notApplicable.rawValue, count: rows)
        for subject in watched where scope == .everybody || subject.isCustomer {
            switch isStale ? .absent(.stale) : measure(subject.account, context) {
            case .known(let value):
                values[subject.account.row] = value
                absences[subject.account.row] = 0
            case .absent(let reason): absences[subject.account.row] = reason.rawValue
            }
        }
        return NumberChunk(values: values, absences: absences)
    }
}

extension AccountView {
    /// `nil` for accounts that nothing counts: excluded ones, and ids that no source describes.
    package func watchedStatus(at asOf: AsOf) -> AccountStatus? {
        chunk.profiles[row]?.isExcluded == false ? status(at: asOf) : nil
    }
}
