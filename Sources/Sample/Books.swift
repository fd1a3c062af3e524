import BellwetherCore

/// Every row of the company but its usage, which is far longer than the rest together and made when it is written.
struct Books: Sendable {
    var accounts: [AccountRow] = []
    var contacts: [ContactRow] = []
    var subscriptions: [SubscriptionRow] = []
    var contracts: [ContractRow] = []
    var renewals: [RenewalRow] = []
    var invoices: [InvoiceRow] = []
    var payments: [PaymentRow] = []
    var creditNotes: [CreditNoteRow] = []
    var tickets: [TicketRow] = []
    var surveys: [SurveyRow] = []
    var touches: [TouchRow] = []
    var costs: [CostRow] = []
    var orders: [OrderRow] = []
    var sentiments: [SentimentRow] = []
    var advocacy: [AdvocacyRow] = []
    var rates: [RateRow]

    init(of customers: [Customer], in span: Span, seed: UInt64) {
        rates = RateRow.rows(in: span, seed: seed)
        for customer in customers { enter(customer, in: span, seed: seed) }
        numberInvoices()
    }

    private mutating func enter(_ customer: Customer, in span: Span, seed: UInt64) {
        var billed = customer.invoiceRows(seed: seed)
        creditNotes += customer.creditNotes(on: &billed)
        let terms = customer.contractRows(seed: seed)
        let asked = customer.ticketRows(seed: seed)
        let touched = customer.touchRows(seed: seed)
        accounts.append(customer.accountRow(isLate: billed.contains { $0.isLate(on: span.today) }, seed: seed))
        contacts += customer.contacts
        subscriptions += customer.subscriptionRows(seed: seed)
        contracts += terms.contracts
        renewals += terms.renewals
        invoices += billed
        payments += customer.paymentRows(for: billed)
        tickets += asked
        surveys += customer.surveyRows(after: asked, seed: seed)
        touches += touched
        orders += customer.orderRows(seed: seed)
        sentiments += customer.sentimentRows(seed: seed)
        advocacy += customer.advocacyRows(seed: seed)
        costs += customer.costRows(after: asked, touches: touched, seed: seed)
    }

    /// The number is the only thing that depends on everybody else: it counts the company's bills as they go out.
    private mutating func numberInvoices() {
        let order = invoices.indices.sorted { (invoices[$0].issued, $0) < (invoices[$1].issued, $1) }
        for (place, index) in order.enumerated() { invoices[index].number = "INV-\(1001 + place)" }
    }

    func files(where isWanted: (String) -> Bool = { _ in true }) -> [SampleFile] {
        func file<Row>(_ table: Table<Row>, _ rows: [Row]) -> SampleFile? {
            isWanted(table.name) ? table.file(of: rows) : nil
        }
        return [
            file(AccountRow.table, accounts), file(ContactRow.table, contacts),
            file(SubscriptionRow.table, subscriptions), file(ContractRow.table, contracts),
            file(RenewalRow.table, renewals), file(InvoiceRow.table, invoices), file(PaymentRow.table, payments),
            file(CreditNoteRow.table, creditNotes), file(TicketRow.table, tickets), file(SurveyRow.table, surveys),
            file(TouchRow.table, touches), file(CostRow.table, costs), file(RateRow.table, rates),
            file(OrderRow.table, orders), file(SentimentRow.table, sentiments), file(AdvocacyRow.table, advocacy),
        ].compactMap { $0 }
    }
}
