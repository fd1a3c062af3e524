extension AccountView {
    /// Whether a plan ended early because of a refund: then its own days do not tell what was paid.
    var hasRefundedPlan: Bool {
        guard !creditNotes.isEmpty || !payments.isEmpty else { return false }
        let subscriptions = subscriptions
        return subscriptions.indices.contains {
            subscriptions[$0].cancelRequested != nil && refundDay(of: subscriptions[$0]) != nil
        }
    }

    /// The day on which money for a year went back after notice was given: the plan has ended early, and is lost then
    /// and not when the year is over (M13). Any other refund leaves MRR as it is.
    func refundDay(of subscription: Subscription) -> Day? {
        guard subscription.isByTheYear, let notice = subscription.cancelRequested else { return nil }
        let end = subscription.ended ?? Day(number: .max)
        let days = (creditNotes.filter(\.isCredit) + payments.filter(\.isRefund)).lazy.compactMap { money -> Day? in
            guard let day = money.at, day >= notice, day < end, self.concerns(money, subscription) else { return nil }
            return day
        }
        return days.min()
    }

    private func concerns(_ money: InvoiceReduction, _ subscription: Subscription) -> Bool {
        if subscription.isPart(of: money.subscription) { return true }
        guard let name = money.invoice else { return false }
        return invoices.contains { invoice in
            (invoice.identity.key == name || invoice.number == name) && subscription.isPart(of: invoice.subscription)
        }
    }
}

extension Subscription {
    /// Billed by the year, or, where only its MRR is stated, for terms of a year or longer.
    fileprivate var isByTheYear: Bool {
        if let interval { return interval == "year" }
        if let termMonths { return termMonths >= 12 }
        guard let start = termStart, let end = termEnd else { return false }
        return RenewalTerm.isRenewal(from: start, to: end, atLeast: 12)
    }
}

extension InvoiceReduction {
    fileprivate var isCredit: Bool { status.map { $0 == "issued" } ?? true && amountMinor != 0 }

    /// Less than nothing: it went back.
    fileprivate var isRefund: Bool { status.map(["succeeded", "paid"].contains) ?? true && amountMinor < 0 }
}
