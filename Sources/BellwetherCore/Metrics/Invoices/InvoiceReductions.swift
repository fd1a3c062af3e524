/// What was paid and credited on an account's invoices, matched to them.
struct InvoiceReductions {
    fileprivate struct Step {
        let day: Day
        let minor: Int64
    }

    /// By invoice key: the steps known by now, in any order; an invoice with payments of whatever date has an entry.
    private var payments: [String: [Step]] = [:]
    private var credits: [String: [Step]] = [:]
    /// By invoice key: the least of what is known by now in a currency without a rate, in units of its own; below 0 it went
    /// back. How much it is of the invoice nobody knows.
    private var unrated: [String: Int64] = [:]

    var isEmpty: Bool { payments.isEmpty && credits.isEmpty && unrated.isEmpty }

    init(of account: AccountView, in context: MeasuringContext) {
        guard !account.payments.isEmpty || !account.creditNotes.isEmpty else { return }
        let invoices = Self.invoicesByName(account.invoices)
        for payment in account.payments {
            guard let invoice = payment.invoice.flatMap({ invoices[$0] }) else { continue }
            // One that failed, is pending or went back says nothing of what the invoice has for paid.
            guard payment.status.map(InvoiceReduction.received.contains) ?? true else { continue }
            let step = step(payment, payment.amountMinor, on: invoice, of: account, in: context)
            payments[invoice.identity.key, default: []] += [step].compactMap(\.self)
        }
        for note in account.creditNotes where note.status.map({ $0 == "issued" }) ?? true {
            guard let invoice = note.invoice.map({ invoices[$0] }) ?? Self.latestInvoice(before: note, of: account),
                let step = step(note, abs(note.amountMinor), on: invoice, of: account, in: context)
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
        for invoice in account.invoices where invoice.isAbout(subscription) && !invoice.isWithdrawn {
            guard let issued = invoice.issued, issued <= day else { continue }
            if let before = latest?.issued, before > issued { continue }
            latest = invoice
        }
        return latest
    }

    /// What is known of it by now, in the invoice's currency; nothing where it is not known yet. What has no rate is kept
    /// apart.
    private mutating func step(
        _ reduction: InvoiceReduction, _ amount: Int64, on invoice: Invoice, of account: AccountView,
        in context: MeasuringContext
    ) -> Step? {
        guard let day = reduction.at, context.asOf.knows(day, reduction.knowledge), amount != 0 else { return nil }
        let target = context.currency(invoice.currency, of: account).inMinorUnits
        guard let minor = context.exchange.minor(amount, reduction.currency.or(target), to: target, on: day) else {
            unrated[invoice.identity.key] = min(unrated[invoice.identity.key] ?? amount, amount)
            return nil
        }
        return Step(day: day, minor: minor)
    }

    /// How much is off the invoice, and on which day nothing was left.
    ///
    /// Payment facts say when each part came; without them the invoice itself does, and where one of them has no rate: an
    /// invoice that its own source has for paid is paid. Else it is in doubt, unless the rest pays it.
    func settlement(of invoice: Invoice, _ mark: InvoiceMark, at asOf: AsOf) -> Settlement {
        var settlement = ratedSettlement(of: invoice, mark, at: asOf)
        guard let least = unrated[invoice.identity.key], least < 0 || settlement.minor < mark.total else {
            return settlement
        }
        let payment = mark.payment(at: asOf)
        guard payment.minor < mark.total else { return Settlement(payment, of: mark) }
        settlement.isInDoubt = true
        return settlement
    }

    private func ratedSettlement(of invoice: Invoice, _ mark: InvoiceMark, at asOf: AsOf) -> Settlement {
        let credited = credits[invoice.identity.key] ?? []
        if let paid = payments[invoice.identity.key] { return Settlement(credited + paid, of: mark) }
        let payment = mark.payment(at: asOf)
        guard !credited.isEmpty else { return Settlement(payment, of: mark) }
        guard let day = payment.day else { return Settlement(credited, undated: payment.minor, of: mark) }
        return Settlement(credited + [Step(day: day, minor: payment.minor)], of: mark)
    }
}

extension InvoiceReduction {
    /// Of a payment whose money is there.
    fileprivate static let received: Set = ["succeeded", "paid"]

    /// The words of a payment's status that mean something.
    static let paymentWords = received.union(["pending", "failed", "refunded"])
}

extension Invoice {
    /// Whether it bills that subscription, an item of it, or the one that this is an item of.
    fileprivate func isAbout(_ name: String) -> Bool {
        guard let subscription else { return false }
        return subscription.isPart(ofSubscription: name) || name.isPart(ofSubscription: subscription)
    }
}

extension InvoiceReductions {
    struct Settlement {
        let minor: Int64
        /// When nothing was left; `nil` while something is, or where the money has no date.
        let cleared: Day?
        /// Something else was paid, credited or given back, and how much that is cannot be told.
        fileprivate(set) var isInDoubt = false

        fileprivate init(_ steps: [Step], undated: Int64 = 0, of invoice: InvoiceMark) {
            var minor = undated
            var cleared: Day?
            // What went back on a day comes last, so that the order in which payments were told does not matter.
            for step in steps.count > 1 ? steps.sorted(by: { ($0.day, $1.minor) < ($1.day, $0.minor) }) : steps {
                minor += step.minor
                cleared = minor >= invoice.total ? cleared ?? step.day : nil
            }
            self.minor = minor
            self.cleared = cleared
        }

        /// Paid at once, as most are: no list is made of that.
        init(_ payment: InvoiceMark.Payment, of invoice: InvoiceMark) {
            minor = payment.minor
            cleared = payment.minor >= invoice.total ? payment.day : nil
        }
    }
}
