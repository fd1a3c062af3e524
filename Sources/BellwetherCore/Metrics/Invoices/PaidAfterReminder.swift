extension Metric {
    /// How many invoices due in the last twelve calendar months were paid only after a reminder (M32).
    ///
    /// Where no invoice of the window says how many reminders it took, it is not known.
    package static let paidAfterReminder = Metric(
        "invoices.paid_after_reminder_12m", .count, .lowerIsBetter, from: invoiceKinds, example: 2,
        "Invoices due in the last 12 months that were paid after a reminder."
    ) { account, context in
        context.measured(account) { standings in
            let told = standings.filter {
                $0.fellDueInTwelveMonths(at: context.asOf) && $0.invoice.reminderCount != nil
            }
            guard !told.isEmpty else { return .absent(.noData) }
            return .known(Double(told.count { $0.openMinor == 0 && ($0.invoice.reminderCount ?? 0) > 0 }))
        }
    }
}
