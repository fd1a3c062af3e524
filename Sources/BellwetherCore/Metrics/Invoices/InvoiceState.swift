/// How an invoice stands at a moment, in numbers alone: a million of them are asked in every turn.
struct InvoiceState: Sendable {
    let openMinor: Int64
    let due, cleared: Day?
    let daysPastDue: Int
    let isLate, wasEverLate, isUncollectible: Bool
    /// What is open, and with it whether it is late, is only what it is at most: some of what was paid has no rate.
    let isInDoubt: Bool

    init(_ invoice: InvoiceMark, _ settled: InvoiceReductions.Settlement, at asOf: AsOf, graceDays: Int) {
        let open = max(0, invoice.total - settled.minor)
        let due = invoice.due
        let daysFromDue = due.map { asOf.today - $0 } ?? -1
        let grace = invoice.isUncollectible ? 0 : graceDays
        let cleared = open == 0 ? settled.cleared : nil
        let wasClearedLate = cleared.map { cleared in due.map { cleared - $0 > grace } ?? false } ?? false
        let mayBeOpen = open > 0 || settled.isInDoubt
        self.due = due
        self.cleared = cleared
        openMinor = open
        isInDoubt = settled.isInDoubt
        daysPastDue = mayBeOpen ? max(0, daysFromDue) : 0
        // What nobody expects to be paid is late at once, due or not (METRICS M32); where that was seen only later, from
        // the due date on.
        let isOver = due != nil && daysFromDue > (invoice.isUncollectible ? -1 : graceDays)
        isLate = mayBeOpen && (isOver || invoice.isGivenUp(by: asOf))
        wasEverLate = isLate || wasClearedLate
        isUncollectible = invoice.isUncollectible
    }

    /// Days from the due date to the one on which nothing was open, or to today.
    var delayDays: Int { due.flatMap { due in cleared.map { $0 - due } } ?? daysPastDue }

    /// A write-off stays in the balances for a year after its due date, not for the customer's life.
    func countsInBalances(at asOf: AsOf) -> Bool {
        isLate && (!isUncollectible || due.map { asOf.today - $0 <= 365 } ?? true)
    }
}
