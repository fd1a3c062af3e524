extension Metric {
    /// How many invoices are late now (M32).
    package static let lateCount = Metric(
        "invoices.late_count", .count, .lowerIsBetter, from: invoiceKinds, example: 1,
        "Late invoices: something is open and the days of grace are over."
    ) { account, context in
        context.measured(account) { digest in
            digest.inDoubt.lateCount > 0 ? .absent(.noFxRate) : .known(Double(digest.lateCount))
        }
    }
}
