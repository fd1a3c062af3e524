/// How one invoice stands at a moment (M32): what metrics sum up, and what rules `for_each: invoice` see.
package struct InvoiceStanding: Sendable {
    /// How long an invoice is past its due date; the edges do not overlap.
    package enum Bucket: String, Sendable, Hashable, CaseIterable {
        case upTo30 = "1-30"
        case upTo60 = "31-60"
        case upTo90 = "61-90"
        case over90 = ">90"
    }

    package let invoice: Invoice
    package let currency: Currency
    /// Total less what was paid and credited, in minor units of its currency; never below 0.
    package let openMinor: Int64
    /// The due date; where there is none, the day it was issued.
    package let due: Day?
    /// Calendar days from the due date to today while something is open; 0 before it, and once nothing is.
    package let daysPastDue: Int
    /// Something is open and the days of grace are over; a written-off invoice has none.
    package let isLate: Bool
    /// The day on which nothing was open any more, where that day is known and past.
    package let cleared: Day?
    /// It was paid after its grace, or is late now.
    package let wasEverLate: Bool

    package var isUncollectible: Bool { invoice.status == "uncollectible" }

    package var bucket: Bucket? {
        guard isLate else { return nil }
        switch daysPastDue {
        case ...30: return .upTo30
        case ...60: return .upTo60
        case ...90: return .upTo90
        default: return .over90
        }
    }

    /// A write-off stays in the balances for a year after its due date, not for the customer's life.
    func countsInBalances(at asOf: AsOf) -> Bool {
        isLate && (!isUncollectible || due.map { asOf.today - $0 <= 365 } ?? true)
    }
}

extension AccountView {
    /// All its invoices that are known by now and are neither drafts nor void, in the order of their identities.
    package func invoiceStandings(in context: MeasuringContext) -> [InvoiceStanding] {
        guard !invoices.isEmpty else { return [] }
        let reductions = InvoiceReductions(of: self, in: context)
        return invoices.compactMap { InvoiceStanding($0, of: self, less: reductions, in: context) }
    }
}

extension InvoiceStanding {
    /// `nil` for an invoice that is not known yet, or is none.
    init?(
        _ invoice: Invoice, of account: AccountView, less reductions: InvoiceReductions, in context: MeasuringContext
    ) {
        let asOf = context.asOf
        guard !invoice.isWithdrawn else { return nil }
        if let dated = invoice.issued ?? invoice.due, !asOf.knows(dated, invoice.knowledge) { return nil }
        let settled = reductions.settlement(of: invoice, at: asOf)
        let open = max(0, invoice.totalMinor - settled.minor)
        let due = invoice.due ?? invoice.issued
        let daysFromDue = due.map { asOf.today - $0 } ?? -1
        let grace = invoice.status == "uncollectible" ? -1 : context.billing.graceDays
        let cleared = open == 0 ? settled.cleared : nil
        let wasClearedLate = cleared.map { cleared in due.map { cleared - $0 > max(0, grace) } ?? false } ?? false
        self.invoice = invoice
        self.due = due
        self.cleared = cleared
        currency = context.currency(invoice.currency, of: account)
        openMinor = open
        daysPastDue = open > 0 ? max(0, daysFromDue) : 0
        isLate = open > 0 && due != nil && daysFromDue > grace
        wasEverLate = isLate || wasClearedLate
    }
}

extension Invoice {
    /// Never sent, or taken back.
    fileprivate var isWithdrawn: Bool {
        switch status {
        case "draft", "void", "voided", "deleted", "cancelled", "canceled": true
        default: false
        }
    }
}
