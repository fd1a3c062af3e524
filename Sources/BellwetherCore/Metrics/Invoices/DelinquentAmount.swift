extension Metric {
    /// Open on late invoices that are past due for longer than `billing.delinquent_after_days` (METRICS 6.4); 0 where none
    /// is.
    ///
    /// Such an account has stopped paying, and is still a customer: it is something to be told of, and no churn.
    package static let delinquentAmount = Metric(
        "invoices.delinquent_amount", .money, .lowerIsBetter, from: invoiceKinds,
        example: 4300, in: 0...Double.infinity,
        "Open on invoices past due for more than 30 days (`delinquent_after_days`); 0 if there are none."
    ) { account, context in
        context.measured(account) { digest in
            digest.delinquentMinor.map { .known(context.major(minor: $0)) } ?? .absent(.noFxRate)
        }
    }
}
