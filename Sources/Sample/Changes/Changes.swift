import BellwetherCore

/// The books, changed step by step.
struct Changes {
    private var books: Books
    private let until: Day
    private let seed: UInt64
    /// Who has fallen and not recovered, in the order in which they fell.
    private var fallen: [Customer] = []
    private(set) var news: [String] = []
    private var changedFiles: Set<String> = []

    init(_ books: Books, until: Day, seed: UInt64) {
        self.books = books
        self.until = until
        self.seed = seed
    }

    var files: [SampleFile] { books.files(where: changedFiles.contains) }

    mutating func take(_ step: Int, among customers: [Customer]) {
        news = []
        changedFiles = []
        if step == 1 { takeFirst(among: customers) } else { takeLater(step, among: customers) }
    }

    /// The first step is always the same, so that whoever shows it knows whom to name.
    private mutating func takeFirst(among customers: [Customer]) {
        let named = Dictionary(customers.map { ($0.role.name, $0) }) { first, _ in first }
        for name in ["Norrland Energi AB", "Maison Duval SAS"] {
            guard let customer = named[name] else { continue }
            fall(customer, "\(takeBackPayment(of: customer)); \(openUrgent(4, for: customer))")
        }
        if let customer = named["Halden & Voss KG"] {
            fall(customer, "\(addSeats(90, for: customer)); \(openUrgent(4, for: customer))")
        }
        if let customer = named["Tessera Milano S.r.l."] { payOldest(of: customer) }
    }

    private mutating func takeLater(_ step: Int, among customers: [Customer]) {
        var chance = Chance(seed: seed, for: "step", step)
        if !fallen.isEmpty { recover(fallen.removeFirst()) }
        let standing = customers.filter { customer in
            customer.canFall && !fallen.contains { $0.id == customer.id }
        }
        if !standing.isEmpty {
            let customer = chance.pick(standing)
            fall(
                customer, "\(takeBackPayment(of: customer)); \(openUrgent(4, for: customer)); \(answerBadly(customer))")
        }
        let castNames = Set(Role.cast.map(\.name))
        let owing = customers.filter { customer in
            !castNames.contains(customer.role.name) && !fallen.contains { $0.id == customer.id }
                && books.invoices.contains { $0.accountID == customer.id && $0.isLate(on: until + 1) }
        }
        if !owing.isEmpty { payOldest(of: chance.pick(owing)) }
    }

    private mutating func fall(_ customer: Customer, _ what: String) {
        fallen.append(customer)
        news.append("\(customer.role.name): \(what)")
    }

    private mutating func recover(_ customer: Customer) {
        for index in books.tickets.indices
        where books.tickets[index].accountID == customer.id && books.tickets[index].isOpenUrgent {
            books.tickets[index].solve(at: until.at(hour: 19))
        }
        for index in books.invoices.indices
        where books.invoices[index].accountID == customer.id && books.invoices[index].isLate(on: until + 1) {
            pay(index, of: customer)
        }
        for index in books.accounts.indices where books.accounts[index].id == customer.id {
            books.accounts[index].seats = customer.role.seats
        }
        change(TicketRow.table.name)
        setStatus(of: customer)
        news.append("\(customer.role.name): all is well again, tickets solved and nothing owed")
    }

    private mutating func change(_ file: String) { changedFiles.insert(file) }
}

// MARK: What can happen

extension Changes {
    private mutating func openUrgent(_ count: Int, for customer: Customer) -> String {
        var chance = Chance(seed: seed, for: "urgent", customer.number)
        let topic = chance.pick(Phrases.urgentTopics)
        let known = books.tickets.count { $0.accountID == customer.id }
        for new in 1...count {
            let created = until.at(hour: 8 + new, minute: chance.between(0...59))
            books.tickets.append(
                TicketRow(
                    id: "TK-\(1000 + customer.number)-\(known + new)", accountID: customer.id,
                    contactID: chance.pick(customer.contacts).id, created: created,
                    firstReply: created.adding(hours: 1, minutes: chance.between(0...50)), status: "open",
                    priority: "urgent", topic: topic.name,
                    subject: chance.pick(topic.subjects(in: customer.role.country.language)), agentReplies: 1))
        }
        change(TicketRow.table.name)
        return "\(count) urgent tickets"
    }

    /// Weeks after the money came, the bank takes it back: the one way an invoice can be overdue from one day to the
    /// next.
    private mutating func takeBackPayment(of customer: Customer) -> String {
        let paid = books.invoices.indices.filter {
            books.invoices[$0].accountID == customer.id && books.invoices[$0].status == .paid
                && books.invoices[$0].due <= until - 37
        }
        guard let index = paid.max(by: { books.invoices[$0].due < books.invoices[$1].due }) else {
            return "no payment to take back"
        }
        books.invoices[index].reopen()
        let invoice = books.invoices[index]
        for payment in books.payments.indices
        where books.payments[payment].invoiceID == invoice.id && books.payments[payment].status == .succeeded {
            books.payments[payment].status = .failed
            books.payments[payment].reason = books.payments[payment].method.wayBack
        }
        change(InvoiceRow.table.name)
        change(PaymentRow.table.name)
        setStatus(of: customer)
        return "payment of \(invoice.number) taken back, \(invoice.total) \(invoice.currency) due \(invoice.due)"
    }

    /// Licences nobody has been invited to yet: bought for a rollout that has not begun.
    private mutating func addSeats(_ seats: Int, for customer: Customer) -> String {
        for index in books.accounts.indices where books.accounts[index].id == customer.id {
            books.accounts[index].seats += seats
        }
        change(AccountRow.table.name)
        return "\(seats) more seats, nobody invited to them"
    }

    private mutating func answerBadly(_ customer: Customer) -> String {
        let known = books.surveys.count { $0.accountID == customer.id }
        let comment = Phrases.comment(nps: 2, in: customer.role.country.language)
        books.surveys.append(
            SurveyRow(
                id: "SV-\(1000 + customer.number)-\(known + 1)", accountID: customer.id,
                contactID: customer.contacts[0].id, kind: "nps", scale: 0...10, value: 2, comment: comment.first ?? "",
                at: until.at(hour: 15)))
        change(SurveyRow.table.name)
        return "NPS answer 2"
    }

    private mutating func payOldest(of customer: Customer) {
        let late = books.invoices.indices.filter {
            books.invoices[$0].accountID == customer.id && books.invoices[$0].isLate(on: until + 1)
        }
        guard let index = late.min(by: { books.invoices[$0].due < books.invoices[$1].due }) else { return }
        pay(index, of: customer)
        setStatus(of: customer)
        let invoice = books.invoices[index]
        news.append("\(customer.role.name): paid \(invoice.number), \(invoice.total) \(invoice.currency)")
    }

    private mutating func pay(_ index: Int, of customer: Customer) {
        books.invoices[index].settle(on: until)
        let attempts = books.payments.count { $0.invoiceID == books.invoices[index].id }
        books.payments.append(
            PaymentRow(paying: books.invoices[index], by: customer.paymentMethod, on: until, attempt: attempts + 1))
        change(InvoiceRow.table.name)
        change(PaymentRow.table.name)
    }

    private mutating func setStatus(of customer: Customer) {
        let isLate = books.invoices.contains { $0.accountID == customer.id && $0.isLate(on: until + 1) }
        for index in books.accounts.indices where books.accounts[index].id == customer.id {
            guard ["active", "past_due"].contains(books.accounts[index].status) else { continue }
            books.accounts[index].status = isLate ? "past_due" : "active"
        }
        change(AccountRow.table.name)
    }
}

extension Customer {
    /// Well, large enough to be missed, and with something to take back.
    fileprivate var canFall: Bool {
        role.plot == .steady && role.tier != .starter && role.monthsPerInvoice == 1 && span.today - started > 150
    }
}
