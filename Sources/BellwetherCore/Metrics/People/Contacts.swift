extension Metric {
    /// People we know there who have not left.
    package static let contactCount = Metric(
        "contacts.count", .count, .higherIsBetter, from: [.contact], example: 6, "People known at the account."
    ) { account, context in context.contacts(of: account) { _ in true } }

    /// Of them, those who speak up for us: the last one to leave is the first sign of many a churn.
    package static let championCount = Metric(
        "contacts.champions", .count, .higherIsBetter, from: [.contact], example: 1, "Champions at the account."
    ) { account, context in context.contacts(of: account, where: \.isChampion) }
}

extension MeasuringContext {
    fileprivate func contacts(of account: AccountView, where isSuch: (Contact) -> Bool) -> Measured {
        guard delivers(.contact) else { return .absent(.noData) }
        return .known(Double(account.contacts.count { $0.isThere(at: asOf) && isSuch($0) }))
    }
}
