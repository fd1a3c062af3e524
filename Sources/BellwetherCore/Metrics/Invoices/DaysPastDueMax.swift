extension Metric {
    /// How far the oldest late invoice is past its due date, in calendar days; 0 where none is late (M32).
    ///
    /// Grace decides what is late, but the days count from the due date. One that may be paid and would be the oldest
    /// leaves it unknown.
    package static let daysPastDueMax = Metric(
        "invoices.days_past_due_max", .days, .lowerIsBetter, from: invoiceKinds, example: 16,
        "Days the oldest late invoice is past due; 0 if none is late."
    ) { account, context in
        context.measured(account) { digest in
            digest.inDoubt.daysPastDueMax > digest.daysPastDueMax
                ? .absent(.noFxRate) : .known(Double(digest.daysPastDueMax))
        }
    }
}
