extension Metric {
    /// How many invoices due in the last twelve calendar months were paid only after a reminder (M32).
    ///
    /// Where no invoice of the window says how many reminders it took, it is not known.
    package static let paidAfterReminder = Metric(
        "invoices.paid_after_reminder_12m", .count, .lowerIsBetter, from: invoiceKinds, example: 2,
        "Invoices due in the last 12 months that were paid after a reminder."
    ) { account, context in
        context.measured(account) { digest in
            guard digest.reminderTellingCount > 0 else { return .absent(.noData) }
            return digest.inDoubt.paidAfterReminderCount > 0
                ? .absent(.noFxRate) : .known(Double(digest.paidAfterReminderCount))
        }
    }
}
