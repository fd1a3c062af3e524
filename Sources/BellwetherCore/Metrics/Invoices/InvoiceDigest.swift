/// What the metrics of an account's invoices need, from one walk over them: there are five such metrics, and the walk
/// is what costs.
package struct InvoiceDigest: Sendable {
    /// Invoices known by now; drafts and void ones are none.
    var count = 0
    /// Open on late invoices, in minor units of the reporting currency; `nil` where one has no rate.
    var overdueMinor: Int64? = 0
    /// Open on all of them, late or not.
    var openMinor: Int64? = 0
    /// Open on those that make it delinquent.
    var delinquentMinor: Int64? = 0
    var lateCount = 0
    var daysPastDueMax = 0
    /// Of those that fell due in the last twelve calendar months:
    var dueCount = 0
    var everLateCount = 0
    var worstDelayDays = 0
    var reminderTellingCount = 0
    var paidAfterReminderCount = 0
    /// The same of invoices of which it cannot be told, as what was paid on them has no rate.
    var inDoubt = Doubts()

    struct Doubts: Sendable {
        var lateCount = 0
        var daysPastDueMax = 0
        var everLateCount = 0
        var worstDelayDays = 0
        var paidAfterReminderCount = 0
    }

    init(of account: AccountView, in context: MeasuringContext) {
        let marks = account.invoiceMarks
        guard !marks.isEmpty else { return }
        let reductions = InvoiceReductions(of: account, in: context)
        marks.withUnsafeBufferPointer { marks in
            for place in marks.indices where marks[place].counts(at: context.asOf) {
                let mark = marks[place].inMinorUnits(of: account, in: context)
                add(mark, at: place, reductions, of: account, in: context)
            }
        }
    }

    /// - Parameter place: of the invoice itself among the account's.
    private mutating func add(
        _ mark: InvoiceMark, at place: Int, _ reductions: InvoiceReductions, of account: AccountView,
        in context: MeasuringContext
    ) {
        let asOf = context.asOf
        let settled =
            reductions.isEmpty
            ? InvoiceReductions.Settlement(mark.payment(at: asOf), of: mark)
            : reductions.settlement(of: account.invoice(at: place), mark, at: asOf)
        let state = InvoiceState(mark, settled, at: asOf, graceDays: context.billing.graceDays)
        count += 1
        if state.openMinor > 0 || state.isInDoubt { addOpen(state, mark.currency, of: account, in: context) }
        if let due = state.due, due >= context.windows.yearAgo, due < asOf.today { addDue(state, mark) }
    }

    private mutating func addOpen(
        _ state: InvoiceState, _ currency: StatedCurrency, of account: AccountView, in context: MeasuringContext
    ) {
        let isLate = state.countsInBalances(at: context.asOf)
        guard isLate || !state.isUncollectible else { return }
        let own = context.currency(currency, of: account)
        let minor = state.isInDoubt ? nil : context.exchange.minor(state.openMinor, own, on: context.asOf.today)
        openMinor = openMinor.flatMap { sum in minor.map { sum + $0 } }
        guard isLate else { return }
        if state.isInDoubt {
            inDoubt.lateCount += 1
            inDoubt.daysPastDueMax = max(inDoubt.daysPastDueMax, state.daysPastDue)
        } else {
            lateCount += 1
            daysPastDueMax = max(daysPastDueMax, state.daysPastDue)
        }
        overdueMinor = overdueMinor.flatMap { sum in minor.map { sum + $0 } }
        guard state.daysPastDue > context.billing.delinquentAfterDays else { return }
        delinquentMinor = delinquentMinor.flatMap { sum in minor.map { sum + $0 } }
    }

    private mutating func addDue(_ state: InvoiceState, _ mark: InvoiceMark) {
        dueCount += 1
        if state.isInDoubt, state.isLate {
            inDoubt.everLateCount += 1
            inDoubt.worstDelayDays = max(inDoubt.worstDelayDays, state.delayDays)
        } else if state.wasEverLate {
            everLateCount += 1
            worstDelayDays = max(worstDelayDays, state.delayDays)
        }
        guard mark.tellsReminders else { return }
        reminderTellingCount += 1
        guard mark.wasReminded else { return }
        if state.isInDoubt {
            inDoubt.paidAfterReminderCount += 1
        } else if state.openMinor == 0 {
            paidAfterReminderCount += 1
        }
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
        if let digests = account.digests, !digests.invoices.isEmpty { return digests.invoices[account.place] }
        return InvoiceDigest(of: account, in: self)
    }
}
