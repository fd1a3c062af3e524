package import BellwetherCore
package import BellwetherStore

extension Store {
    /// The accounts as they were known when a day began.
    package func opening(on day: Day, under policy: Policy) async throws(StoreError) -> Opening {
        Opening(try await booked(at: policy.zone.start(of: day), under: policy), on: day)
    }

    /// Whose accounts they were and what they paid, as it was known at a moment.
    func booked(at moment: Moment, under policy: Policy) async throws(StoreError) -> Accounts {
        try await accounts(
            AccountGroup.kindsOfBefore, usageSince: policy.zone.day(of: moment), knownAt: moment,
            priceChanges: policy.priceChanges, refundsAlone: true)
    }
}
