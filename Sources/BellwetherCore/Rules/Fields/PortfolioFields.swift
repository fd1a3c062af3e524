import CEL
import Columns

extension Field {
    /// What all accounts are together, for telling what is large.
    static let portfolio: [Field] = [
        Field(
            variable: Variable(
                "portfolio.mrr", .double, unit: Unit.money.name,
                help: "The MRR of all accounts together; not known where one's has no exchange rate.",
                example: "412000"),
            scopes: [.account, .invoice, .contract, .group], hangsOn: .kinds(.subscription)
        ) { sight in
            let total = sight.portfolioMRR
            return { _ in total }
        }
        .inColumns { sight in
            let total = sight.portfolioMRR
            return ColumnReader { _ in .constant(total) }
        }
    ]
}

extension Sight {
    fileprivate var portfolioMRR: Value {
        let total = metrics.index(of: "revenue.mrr").map { Together(metrics.columns[$0]).total }
        return Absences(of: "portfolio.mrr").value(total ?? .absent(.noData))
    }
}
