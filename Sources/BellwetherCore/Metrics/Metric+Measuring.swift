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
            let base = index * Chunk.size
            let statuses = ContiguousArray(
                (0..<chunk.count).map {
                    AccountView(chunk: chunk, row: $0, slot: base + $0).watchedStatus(at: context.asOf)
                })
            for (place, metric) in catalogue.enumerated() {
                columns[place].append(metric.measured(chunk, from: base, statuses, context))
            }
        }
        return Metrics(asOf: context.asOf, catalogue: catalogue, columns: columns.map(Numbers.init(chunks:)))
    }

    private func measured(
        _ chunk: AccountChunk, from base: Int, _ statuses: ContiguousArray<AccountStatus?>, _ context: MeasuringContext
    ) -> NumberChunk {
        let isStale = kinds.contains { context.staleKinds.contains($0.name) }
        var values = ContiguousArray<Double>(repeating: 0, count: chunk.count)
        var absences = ContiguousArray<UInt8>(
            repeating: AbsenceReason.notApplicable.rawValue, count: chunk.count)
        for row in 0..<chunk.count {
            guard let status = statuses[row], scope == .everybody || status.isCustomer else { continue }
            guard !isStale else {
                absences[row] = AbsenceReason.stale.rawValue
                continue
            }
            switch measure(AccountView(chunk: chunk, row: row, slot: base + row), context) {
            case .known(let value):
                values[row] = value
                absences[row] = 0
            case .absent(let reason): absences[row] = reason.rawValue
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
