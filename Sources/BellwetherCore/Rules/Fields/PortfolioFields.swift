import CEL
import Columns

extension Field {
    /// What all accounts are together, for telling what is large.
    static let portfolio: [Field] = [
        Field(
            variable: Variable(
                "portfolio.mrr", .double, unit: Unit.money.name, help: "The MRR of all accounts together.",
                example: "412000"),
            scopes: [.account, .invoice, .contract, .group], hangsOn: .kinds(.subscription)
        ) { sight in
            let total = Value.double(sight.sum(of: "revenue.mrr"))
            return { _ in total }
        }
        .inColumns { sight in
            let total = Value.double(sight.sum(of: "revenue.mrr"))
            return ColumnReader { _ in .constant(total) }
        }
    ]
}

extension Sight {
    /// Of all accounts of which it is known, in the order of their slots.
    fileprivate func sum(of metric: String) -> Double {
        metrics.index(of: metric).map { metrics.columns[$0].sum } ?? 0
    }
}
