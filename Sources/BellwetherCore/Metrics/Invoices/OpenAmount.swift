extension Metric {
    /// What is open on all invoices, late or not, in the reporting currency at today's rate (M32).
    ///
    /// A write-off counts for a year after its due date, as it does in `invoices.overdue_amount`.
    package static let openAmount = Metric(
        "invoices.open_amount", .money, .lowerIsBetter, from: invoiceKinds, example: 6100, in: 0...Double.infinity,
        "Open amount of all invoices, late or not, in the reporting currency."
    ) { account, context in
        context.measured(account) { digest in
            digest.openMinor.map { .known(context.major(minor: $0)) } ?? .absent(.noFxRate)
        }
    }
}
