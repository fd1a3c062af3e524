extension Metric {
    /// What is open on late invoices, in the reporting currency at today's rate: it is a balance (M32).
    ///
    /// Invoices but none late: 0. No invoice ever: no data. One without a rate leaves no sum.
    package static let overdueAmount = Metric(
        "invoices.overdue_amount", .money, .lowerIsBetter, from: invoiceKinds, example: 4300,
        "Open amount of all late invoices in the reporting currency."
    ) { account, context in
        context.measured(account) { standings in
            var sum: Int64 = 0
            for standing in standings where standing.countsInBalances(at: context.asOf) {
                let minor = context.exchange.minor(standing.openMinor, standing.currency, on: context.asOf.today)
                guard let minor else { return .absent(.noFxRate) }
                sum += minor
            }
            return .known(context.major(minor: sum))
        }
    }

    /// What a late invoice is told from.
    static let invoiceKinds: [FactKind] = [.invoice, .payment, .creditNote]
}

extension MeasuringContext {
    /// A number made from an account's invoices; absent where no source delivers invoices, or none was ever known.
    func measured(_ account: AccountView, _ measure: ([InvoiceStanding]) -> Measured) -> Measured {
        guard delivers(.invoice) else { return .absent(.noData) }
        let standings = account.invoiceStandings(in: self)
        return standings.isEmpty ? .absent(.noData) : measure(standings)
    }
}
