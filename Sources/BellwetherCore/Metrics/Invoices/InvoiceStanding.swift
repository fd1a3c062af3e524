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
    private let state: InvoiceState

    /// With tax, in minor units of its currency.
    package let totalMinor: Int64
    /// Total less what was paid and credited, in minor units of its currency; never below 0.
    package var openMinor: Int64 { state.openMinor }
    /// The due date; where there is none, the day it was issued.
    package var due: Day? { state.due }
    /// Calendar days from the due date to today while something is open; 0 before it, and once nothing is.
    package var daysPastDue: Int { state.daysPastDue }
    /// Something is open and the days of grace are over; a written-off invoice is late at once.
    package var isLate: Bool { state.isLate }
    /// The day on which nothing was open any more, where that day is known and past.
    package var cleared: Day? { state.cleared }
    /// It was paid after its grace, or is late now.
    package var wasEverLate: Bool { state.wasEverLate }
    package var isUncollectible: Bool { state.isUncollectible }
    /// Something was paid or credited in a currency without a rate: what is open and late is so at most.
    package var isInDoubt: Bool { state.isInDoubt }
    /// Something is open, or may be.
    package var mayBeOpen: Bool { state.openMinor > 0 || state.isInDoubt }

    package var bucket: Bucket? {
        guard isLate else { return nil }
        switch daysPastDue {
        case ...30: return .upTo30
        case ...60: return .upTo60
        case ...90: return .upTo90
        default: return .over90
        }
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
        let mark = InvoiceMark(invoice).inMinorUnits(of: account, in: context)
        guard mark.counts(at: context.asOf) else { return nil }
        let settled = reductions.settlement(of: invoice, mark, at: context.asOf)
        state = InvoiceState(mark, settled, at: context.asOf, graceDays: context.billing.graceDays)
        self.invoice = invoice
        totalMinor = mark.total
        currency = context.currency(mark.currency, of: account)
    }
}
