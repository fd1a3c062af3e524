extension Metric {
    /// Of the invoices that fell due in the last twelve calendar months, the share that was ever late (M32).
    ///
    /// Late ever: paid after the days of grace, or late now; one still in grace counts as due only. None due leaves
    /// nothing to divide by.
    package static let lateRate = Metric(
        "invoices.late_rate_12m", .ratio, .lowerIsBetter, from: invoiceKinds, example: 0.09, in: 0...1,
        "Share of the invoices due in the last 12 months that were ever late."
    ) { account, context in
        guard context.delivers(.invoice) else { return .absent(.noData) }
        let digest = context.digest(of: account)
        guard digest.dueCount > 0 else { return .absent(.emptyDenominator) }
        guard digest.inDoubt.everLateCount == 0 else { return .absent(.noFxRate) }
        return .known(Double(digest.everLateCount) / Double(digest.dueCount))
    }

    /// How many invoices that is a share of.
    package static let dueCount = Metric(
        "invoices.due_count_12m", .count, .neither, from: invoiceKinds, example: 12,
        "Invoices due in the last 12 months: those behind `invoices.late_rate_12m`."
    ) { account, context in
        guard context.delivers(.invoice) else { return .absent(.noData) }
        return .known(Double(context.digest(of: account).dueCount))
    }
}
