import BellwetherCore

/// Money taken off a bill.
struct CreditNoteRow: Sendable {
    let id, accountID, invoiceID: String
    let at: Day
    let amount: Amount
    let currency: String

    static let table = Table<CreditNoteRow>(
        "credit_notes.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("invoice_id") { $0.invoiceID },
            .init("at") { $0.at },
            .init("amount") { $0.amount },
            .init("currency") { $0.currency },
            .init("status") { _ in "issued" },
        ])
}

extension Customer {
    /// Whoever had a bad time got a seventh off the bill they paid next; the rest of it is what they paid.
    func creditNotes(on invoices: inout [InvoiceRow]) -> [CreditNoteRow] {
        guard let trouble = role.course.trouble else { return [] }
        let since = lastDay - trouble.daysAgo.lowerBound
        guard let index = invoices.firstIndex(where: { $0.status == .paid && $0.due > since && $0.issued < $0.due }),
            let paidAt = invoices[index].paidAt
        else { return [] }
        let amount = invoices[index].total.perMille(143)
        invoices[index].paid = invoices[index].total - amount
        return [
            CreditNoteRow(
                id: "CN-\(1000 + number)-1", accountID: id, invoiceID: invoices[index].id,
                at: max(invoices[index].issued, paidAt - 4), amount: amount, currency: role.country.currency)
        ]
    }
}
