extension Metric {
    /// Of the invoices that fell due in the last twelve calendar months, by how many days the worst was late; 0 where none
    /// ever was (M03, M32).
    ///
    /// Counted from the due date to the day on which nothing was open, or to today. Within the days of grace nothing is
    /// late. It is what the mark for paying in time goes by.
    package static let worstDelay = Metric(
        "invoices.worst_delay_12m", .days, .lowerIsBetter, from: invoiceKinds, example: 12,
        "Days by which the worst of the invoices due in the last 12 months was late; 0 if none ever was."
    ) { account, context in
        guard context.delivers(.invoice) else { return .absent(.noData) }
        let digest = context.digest(of: account)
        guard digest.dueCount > 0 else { return .absent(.emptyDenominator) }
        guard digest.inDoubt.worstDelayDays <= digest.worstDelayDays else { return .absent(.noFxRate) }
        return .known(Double(digest.worstDelayDays))
    }
}
