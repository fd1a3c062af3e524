/// What the metrics of an account's invoices need, from one walk over them: there are five such metrics, and the walk
/// is what costs.
package struct InvoiceDigest: Sendable {
    /// Invoices known by now; drafts and void ones are none.
    var count = 0
    /// Open on late invoices, in minor units of the reporting currency; `nil` where one has no rate.
    var overdueMinor: Int64? = 0
    var lateCount = 0
    var daysPastDueMax = 0
    /// Of those that fell due in the last twelve calendar months:
    var dueCount = 0
    var everLateCount = 0
    var reminderTellingCount = 0
    var paidAfterReminderCount = 0

    init(of account: AccountView, in context: MeasuringContext) {
        guard !account.invoices.isEmpty else { return }
        let reductions = InvoiceReductions(of: account, in: context)
        let yearAgo = context.asOf.today.adding(months: -12)
        for invoice in account.invoices {
            guard let standing = InvoiceStanding(invoice, of: account, less: reductions, in: context) else { continue }
            count += 1
            if standing.countsInBalances(at: context.asOf) { addLate(standing, in: context) }
            if let due = standing.due, due >= yearAgo, due < context.asOf.today { addDue(standing) }
        }
    }

    private mutating func addLate(_ standing: InvoiceStanding, in context: MeasuringContext) {
        lateCount += 1
        daysPastDueMax = max(daysPastDueMax, standing.daysPastDue)
        let minor = context.exchange.minor(standing.openMinor, standing.currency, on: context.asOf.today)
        overdueMinor = overdueMinor.flatMap { sum in minor.map { sum + $0 } }
    }

    private mutating func addDue(_ standing: InvoiceStanding) {
        dueCount += 1
        everLateCount += standing.wasEverLate ? 1 : 0
        guard let reminders = standing.invoice.reminderCount else { return }
        reminderTellingCount += 1
        paidAfterReminderCount += reminders > 0 && standing.openMinor == 0 ? 1 : 0
    }
}

extension MeasuringContext {
    /// A number made from an account's invoices; absent where no source delivers them, or none was ever known.
    func measured(_ account: AccountView, _ measure: (InvoiceDigest) -> Measured) -> Measured {
        guard delivers(.invoice) else { return .absent(.noData) }
        let digest = digest(of: account)
        return digest.count > 0 ? measure(digest) : .absent(.noData)
    }

    func digest(of account: AccountView) -> InvoiceDigest {
        account.invoiceDigest ?? InvoiceDigest(of: account, in: self)
    }
}
