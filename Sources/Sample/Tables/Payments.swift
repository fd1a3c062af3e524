import BellwetherCore

/// Money that arrived for an invoice, or did not stay.
struct PaymentRow: Sendable {
    let id, invoiceID, accountID: String
    let method: Method
    let amount: Amount
    let currency: String
    let at: Day
    var status = Status.succeeded
    var reason = ""

    enum Method: String, Sendable, Cell {
        case card
        case directDebit = "direct_debit"
        case bankTransfer = "bank_transfer"
        var cell: String { rawValue }

        /// Why a payment of this kind is taken back weeks later.
        var wayBack: String {
            switch self {
            case .card: "charged back by the card holder"
            case .directDebit: "debit returned by the bank, insufficient funds"
            case .bankTransfer: "transfer recalled by the bank"
            }
        }
    }

    enum Status: String, Sendable, Cell {
        case succeeded, failed
        var cell: String { rawValue }
    }

    static let table = Table<PaymentRow>(
        "payments.csv",
        [
            .init("id") { $0.id },
            .init("invoice_id") { $0.invoiceID },
            .init("account_id") { $0.accountID },
            .init("method") { $0.method },
            .init("amount") { $0.amount },
            .init("currency") { $0.currency },
            .init("at") { $0.at },
            .init("status") { $0.status },
            .init("reason") { $0.reason },
        ])

    init(paying invoice: InvoiceRow, by method: Method, on day: Day, attempt: Int = 1) {
        id = "PY-\(invoice.id.dropFirst(3))-\(attempt)"
        invoiceID = invoice.id
        accountID = invoice.accountID
        self.method = method
        amount = invoice.paid
        currency = invoice.currency
        at = day
    }
}

extension Customer {
    var paymentMethod: PaymentRow.Method {
        if case .byCard = role.course.paying { return .card }
        return role.tier == .enterprise || role.country.currency != "EUR" ? .bankTransfer : .directDebit
    }

    func paymentRows(for invoices: [InvoiceRow]) -> [PaymentRow] {
        invoices.flatMap { invoice -> [PaymentRow] in
            guard let paidAt = invoice.paidAt else { return [] }
            guard paymentMethod == .card, paidAt > invoice.due else {
                return [PaymentRow(paying: invoice, by: paymentMethod, on: paidAt)]
            }
            // A card that is declined is tried again some days later.
            var declined = PaymentRow(paying: invoice, by: .card, on: invoice.due)
            declined.status = .failed
            declined.reason = "card declined"
            return [declined, PaymentRow(paying: invoice, by: .card, on: paidAt, attempt: 2)]
        }
    }
}
