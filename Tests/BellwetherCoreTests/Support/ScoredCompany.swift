import Columns

@testable import BellwetherCore

/// Accounts of which only what is measured matters: the metrics are given, not computed.
struct ScoredCompany {
    let accounts: Accounts
    let metrics: Metrics
    let asOf: AsOf

    /// One account for each set of values, in slots a stride apart; what is not given has no data.
    init(_ values: [[String: Measured]], stride: Int = 1, at moment: String = "2026-03-25") {
        var company = Company()
        for index in values.indices { company.addAccount("a\(index)", slot: index * stride) }
        accounts = company.accounts
        asOf = .berlin(moment)
        let count = accounts.slotCount
        let columns = Metric.all.map { metric in
            Numbers(rows: count) { slot in
                slot % stride == 0 ? values[slot / stride][metric.name] ?? .absent(.noData) : .absent(.notApplicable)
            }
        }
        metrics = Metrics(asOf: asOf, catalogue: Metric.all, columns: columns)
    }

    func scores(_ models: HealthModels, given history: History = History()) -> HealthScores {
        models.scores(of: accounts, from: metrics, given: history, at: asOf)
    }

    func breakdown(_ models: HealthModels, slot: Int = 0) -> HealthBreakdown? {
        models.bound(to: accounts, metrics, at: asOf).breakdown(of: slot)
    }
}

extension Numbers {
    /// A column from one value for each row.
    init(rows: Int, _ value: (Int) -> Measured) {
        let chunks = stride(from: 0, to: rows, by: Chunk.size).map { start -> NumberChunk in
            let measured = (start..<min(rows, start + Chunk.size)).map(value)
            return NumberChunk(
                values: ContiguousArray(measured.map { $0.value ?? 0 }),
                absences: ContiguousArray(measured.map { $0.reason?.rawValue ?? 0 }))
        }
        self.init(chunks: chunks)
    }
}
