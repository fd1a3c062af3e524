extension Metric {
    /// What is open on late invoices, in the reporting currency at today's rate: it is a balance (M32).
    ///
    /// Invoices but none late: 0. No invoice ever: no data. One without a rate leaves no sum.
    package static let overdueAmount = Metric(
        "invoices.overdue_amount", .money, .lowerIsBetter, from: invoiceKinds, example: 4300, in: 0...Double.infinity,
        "Open amount of all late invoices in the reporting currency."
    ) { account, context in
        context.measured(account) { digest in
            digest.overdueMinor.map { .known(context.major(minor: $0)) } ?? .absent(.noFxRate)
        }
    }

    /// What a late invoice is told from.
    static let invoiceKinds: [FactKind] = [.invoice, .payment, .creditNote]
}
