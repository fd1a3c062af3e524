import BellwetherCore

// What can happen to an account: each changes the rows it shows in, and says what happened.
extension Changes {
    mutating func openUrgent(_ count: Int, for customer: Customer) -> String {
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
    mutating func takeBackPayment(of customer: Customer) -> String {
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
    mutating func addSeats(_ seats: Int, for customer: Customer) -> String {
        for index in books.accounts.indices where books.accounts[index].id == customer.id {
            books.accounts[index].seats += seats
        }
        change(AccountRow.table.name)
        return "\(seats) more seats, nobody invited to them"
    }

    mutating func answerBadly(_ customer: Customer) -> String {
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

    mutating func payOldest(of customer: Customer) {
        let late = books.invoices.indices.filter {
            books.invoices[$0].accountID == customer.id && books.invoices[$0].isLate(on: until + 1)
        }
        guard let index = late.min(by: { books.invoices[$0].due < books.invoices[$1].due }) else { return }
        pay(index, of: customer)
        setStatus(of: customer)
        let invoice = books.invoices[index]
        tell(customer, "paid \(invoice.number), \(invoice.total) \(invoice.currency)")
    }

    mutating func pay(_ index: Int, of customer: Customer) {
        books.invoices[index].settle(on: until)
        let attempts = books.payments.count { $0.invoiceID == books.invoices[index].id }
        books.payments.append(
            PaymentRow(paying: books.invoices[index], by: customer.paymentMethod, on: until, attempt: attempts + 1))
        change(InvoiceRow.table.name)
        change(PaymentRow.table.name)
    }

    mutating func setStatus(of customer: Customer) {
        let isLate = books.invoices.contains { $0.accountID == customer.id && $0.isLate(on: until + 1) }
        for index in books.accounts.indices where books.accounts[index].id == customer.id {
            guard ["active", "past_due"].contains(books.accounts[index].status) else { continue }
            books.accounts[index].status = isLate ? "past_due" : "active"
        }
        change(AccountRow.table.name)
    }
}
