/// What was paid and credited on an account's invoices, matched to them.
struct InvoiceReductions {
    private struct Step {
        let day: Day
        let minor: Int64
    }

    /// By invoice key: the steps known by now, in any order; an invoice with payment facts of whatever date has an entry.
    private var payments: [String: [Step]] = [:]
    private var credits: [String: [Step]] = [:]

    init(of account: AccountView, in context: MeasuringContext) {
        guard !account.payments.isEmpty || !account.creditNotes.isEmpty else { return }
        let invoices = Self.invoicesByName(account.invoices)
        for payment in account.payments {
            guard let invoice = payment.invoice.flatMap({ invoices[$0] }) else { continue }
            let isCounted = payment.status.map(["succeeded", "paid"].contains) ?? true
            let step = isCounted ? Self.step(payment, on: invoice, of: account, in: context) : nil
            payments[invoice.identity.key, default: []] += [step].compactMap(\.self)
        }
        for note in account.creditNotes where note.status.map({ $0 == "issued" }) ?? true {
            guard let invoice = note.invoice.map({ invoices[$0] }) ?? Self.latestInvoice(before: note, of: account),
                let step = Self.step(note, on: invoice, of: account, in: context)
            else { continue }
            credits[invoice.identity.key, default: []].append(step)
        }
    }

    /// Other systems name an invoice by its id or by the number people quote; where they clash, the id counts.
    private static func invoicesByName(_ invoices: ArraySlice<Invoice>) -> [String: Invoice] {
        var byName: [String: Invoice] = [:]
        for invoice in invoices { if let number = invoice.number { byName[number] = invoice } }
        for invoice in invoices { byName[invoice.identity.key] = invoice }
        return byName
    }

    /// A note that names no invoice reduces the latest one of its subscription issued on or before its day.
    private static func latestInvoice(before note: InvoiceReduction, of account: AccountView) -> Invoice? {
        guard let subscription = note.subscription, let day = note.at else { return nil }
        var latest: Invoice?
        for invoice in account.invoices where invoice.subscription == subscription {
            guard let issued = invoice.issued, issued <= day else { continue }
            if let before = latest?.issued, before > issued { continue }
            latest = invoice
        }
        return latest
    }

    /// What is known of it by now, in the invoice's currency; nothing where it is not known yet, or has no rate.
    private static func step(
        _ reduction: InvoiceReduction, on invoice: Invoice, of account: AccountView, in context: MeasuringContext
    ) -> Step? {
        guard let day = reduction.at, context.asOf.knows(day, reduction.knowledge) else { return nil }
        let target = context.currency(invoice.currency, of: account)
        let minor = context.exchange.minor(
            abs(reduction.amountMinor), reduction.currency ?? target, to: target, on: day)
        return minor.map { Step(day: day, minor: $0) }
    }

    /// How much is off the invoice, and on which day nothing was left.
    ///
    /// Payment facts say when each part came; without them there is one date, `paid_at`, which counts from its day on,
    /// and an undated `paid` for part-payments.
    func settlement(of invoice: Invoice, at asOf: AsOf) -> (minor: Int64, cleared: Day?) {
        let key = invoice.identity.key
        var steps = credits[key] ?? []
        if let paid = payments[key] {
            steps += paid
        } else if let paidOn = invoice.paid {
            if asOf.knows(paidOn, invoice.knowledge) {
                steps.append(Step(day: paidOn, minor: invoice.paidMinor ?? invoice.totalMinor))
            }
        } else {
            let undated = invoice.status == "paid" ? invoice.totalMinor : invoice.paidMinor ?? 0
            return Self.settled(steps, undated: undated, of: invoice.totalMinor)
        }
        return Self.settled(steps, undated: 0, of: invoice.totalMinor)
    }

    private static func settled(_ steps: [Step], undated: Int64, of total: Int64) -> (minor: Int64, cleared: Day?) {
        var minor = undated
        var cleared: Day?
        for step in steps.sorted(by: { $0.day < $1.day }) {
            minor += step.minor
            if cleared == nil, minor >= total { cleared = step.day }
        }
        return (minor, cleared)
    }
}
