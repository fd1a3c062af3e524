import CEL

/// An invoice as it stands, with its money in the reporting currency.
package struct InvoiceInSight: Sendable {
    package let standing: InvoiceStanding
    /// In major units, or why that is not known.
    let open: Measured
    let total: Measured

    init(_ standing: InvoiceStanding, in context: MeasuringContext) {
        self.standing = standing
        open = standing.isInDoubt ? .absent(.noFxRate) : context.major(standing.openMinor, standing.currency)
        total = context.major(standing.totalMinor, standing.currency)
    }

    var invoice: Invoice { standing.invoice }
    var daysPastDue: Measured {
        standing.isInDoubt && standing.daysPastDue > 0 ? .absent(.noFxRate) : Measured(standing.daysPastDue)
    }
    /// `nil` where it cannot be told.
    var isLate: Bool? { standing.isInDoubt && standing.isLate ? nil : standing.isLate }
}

extension MeasuringContext {
    /// An amount at today's rate, in major units of the reporting currency.
    func major(_ minor: Int64, _ currency: Currency) -> Measured {
        guard let minor = exchange.minor(minor, currency, on: asOf.today) else { return .absent(.noFxRate) }
        return .known(major(minor: minor))
    }
}

extension Sight {
    /// The account's invoices as they stand, but for drafts and voids.
    func invoices(of account: AccountView) -> [InvoiceInSight] {
        guard let money else { return [] }
        return account.invoiceStandings(in: money).map { InvoiceInSight($0, in: money) }
    }
}

extension Field {
    /// The invoice that a rule with `for_each: invoice` is about.
    static let invoice: [Field] = RecordField.invoice(called: "invoice.").map { field in
        field.field(in: [.invoice], on: .kinds(.invoice), whereMissing: .notApplicable) { row, _ in
            guard case .invoice(let invoice) = row.object else { return nil }
            return invoice
        }
    }
}

extension RecordField<InvoiceInSight> {
    static func invoice(called prefix: String) -> [RecordField] {
        [
            text("\(prefix)number", "The number people quote.", example: "INV-2214") {
                $0.invoice.number ?? $0.invoice.identity.key
            },
            text("\(prefix)status", "draft, open, paid, uncollectible or void.", example: "open") { $0.invoice.status },
            number("\(prefix)open_amount", .money, "What is still to pay, in the reporting currency.", example: "4300")
            {
                invoice, _ in invoice.open
            },
            number("\(prefix)total", .money, "Total with tax, in the reporting currency.", example: "4300") {
                invoice, _ in
                invoice.total
            },
            number("\(prefix)days_past_due", .days, "Calendar days since it was due, while it is open.", example: "16")
            {
                invoice, _ in invoice.daysPastDue
            },
            flag("\(prefix)late", "Open, and past its due date and grace.", example: "true") { invoice, _ in
                invoice.isLate
            },
            flag("\(prefix)disputed", "The customer disputes it.", example: "false") { invoice, _ in
                invoice.invoice.isDisputed
            },
            day("\(prefix)issued_at", "Day it was finalised.", example: "2026-10-08") { invoice, _ in
                invoice.invoice.issued
            },
            day("\(prefix)due_date", "Day payment is due.", example: "2026-11-07") { invoice, _ in
                invoice.standing.due
            },
            day("\(prefix)paid_at", "Day it was paid in full.", example: "2026-11-20") { invoice, _ in
                invoice.standing.cleared
            },
            number("\(prefix)reminders", .count, "Reminders sent.", example: "2") { invoice, _ in
                Measured(invoice.invoice.reminderCount)
            },
        ]
    }
}
