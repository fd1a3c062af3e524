import BellwetherCore

/// A bill.
struct InvoiceRow: Sendable {
    let id, accountID, subscriptionID: String
    /// Given out over the whole company in the order of issue.
    var number = ""
    let currency: String
    let issued, due: Day
    let total, tax: Amount
    var status = Status.open
    var paid = Amount.zero
    var paidAt: Day?
    var isDisputed = false
    var reminders = 0

    enum Status: String, Sendable, Cell {
        case open, paid, uncollectible, void
        var cell: String { rawValue }
    }

    var openAmount: Amount { status == .void ? .zero : total - paid }
    func isLate(on day: Day) -> Bool { status == .open && openAmount.minor > 0 && day - due > 3 }

    mutating func settle(on day: Day) {
        status = .paid
        paid = total
        paidAt = day
    }

    mutating func reopen() {
        status = .open
        paid = .zero
        paidAt = nil
    }

    static let table = Table<InvoiceRow>(
        "invoices.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("subscription_id") { $0.subscriptionID },
            .init("number") { $0.number },
            .init("status") { $0.status },
            .init("issued_at") { $0.issued },
            .init("due_date") { $0.due },
            .init("paid_at") { $0.paidAt },
            .init("total") { $0.total },
            .init("tax") { $0.tax },
            .init("paid") { $0.paid },
            .init("currency") { $0.currency },
            .init("disputed") { $0.isDisputed },
            .init("reminder_count") { $0.reminders },
        ])
}

extension Customer {
    /// Every bill of the files' days, with what the customer did about it.
    func invoiceRows(seed: UInt64) -> [InvoiceRow] {
        guard role.monthly.minor > 0, role.plot != .trial else { return [] }
        var chance = random(for: "invoices", seed: seed)
        return billingDays.enumerated().map { index, issued in
            let net = monthlyPrice(on: issued) * role.monthsPerInvoice
            let tax = net.perMille(role.country.taxPerMille)
            var invoice = InvoiceRow(
                id: "IN-\(1000 + number)-\(index + 1)", accountID: id, subscriptionID: subscriptionID(on: issued),
                currency: role.country.currency, issued: issued, due: issued + role.daysToPay, total: net + tax,
                tax: tax)
            pay(&invoice, by: &chance)
            return invoice
        }
    }

    /// Counted in months from the invoice that is owed, else from the term's end, so that it falls where the role says.
    private var billingDays: [Day] {
        let anchor: Day
        if let owing = role.course.owing {
            anchor = lastDay - owing - role.daysToPay
        } else {
            anchor = role.term == nil ? started : terms[terms.count - 1].end
        }
        let monthsAround = -60 / role.monthsPerInvoice...60 / role.monthsPerInvoice
        let first = max(started, span.billedFrom)
        return monthsAround.map { anchor.adding(months: $0 * role.monthsPerInvoice) }
            .filter { $0 >= first && $0 < lastDay && !endsWithin($0) }
    }

    /// Nobody is billed for months after the end.
    private func endsWithin(_ issued: Day) -> Bool {
        left.map { issued.adding(months: role.monthsPerInvoice) > $0 + 12 } ?? false
    }

    private func pay(_ invoice: inout InvoiceRow, by chance: inout Chance) {
        let payday = max((invoice.due + daysLate(by: &chance)).orWorkdayBefore, invoice.issued)
        if !isOwed(invoice), payday <= span.until {
            invoice.settle(on: payday)
        } else if left != nil, span.today - invoice.due > 60 {
            invoice.status = .uncollectible
        }
        let unpaidFor = (invoice.paidAt ?? span.today) - invoice.due
        invoice.reminders = [5, 12, 28, 45].count { $0 <= unpaidFor }
        invoice.isDisputed = unpaidFor > 20 && role.plot == .bruised
    }

    /// Who owes for longer than a month and a half has stopped paying.
    private func isOwed(_ invoice: InvoiceRow) -> Bool {
        guard let owing = role.course.owing else { return false }
        let since = lastDay - owing
        return invoice.due == since || (owing > 45 && invoice.due > since)
    }

    private func daysLate(by chance: inout Chance) -> Int {
        switch role.course.paying {
        case .byCard: chance.happens(3) ? chance.between(1...3) : 0
        case .prompt: chance.between(-min(role.daysToPay, 12)...2)
        case .relaxed: chance.happens(14) ? chance.between(5...10) : chance.between(-6...2)
        case .chronic(let late): late + chance.between(-6...4)
        }
    }
}
