extension MeasuringContext {
    /// What metrics may know when these accounts are measured at this moment.
    package convenience init(
        of accounts: Accounts, at asOf: AsOf, reporting: Currency, configuredRates: [Currency: Double] = [:],
        billing: BillingPolicy = BillingPolicy(), maxAgeDays: [String: Int] = [:]
    ) {
        var usable: Set<String> = []
        var unusable: [String: AbsenceReason] = [:]
        for source in accounts.sources {
            switch source.state.whyUnusable {
            case nil: usable.formUnion(source.kinds)
            case .sourceError: for kind in source.kinds { unusable[kind] = .sourceError }
            case let reason: for kind in source.kinds where unusable[kind] == nil { unusable[kind] = reason }
            }
        }
        self.init(
            asOf: asOf, rates: accounts.rates, configuredRates: configuredRates, reporting: reporting,
            features: accounts.features, deliveredKinds: usable.union(unusable.keys),
            unusableKinds: unusable.filter { !usable.contains($0.key) }, mixed: MixedFreshness(accounts.sources),
            billing: billing, maxAgeDays: maxAgeDays, countedSince: accounts.countedSince)
    }

    /// The start of the window of so many whole days before today.
    func windowStart(days: Int) -> Moment { asOf.zone.start(of: asOf.today - days) }

    /// The window's end: today is not over and does not count.
    var todayStart: Moment { windows.today }

    /// What a fact's money is counted in, where the fact may leave its currency to its account.
    func currency(_ own: StatedCurrency, of account: AccountView) -> Currency {
        own.or(account.profile?.currency ?? reporting)
    }

    /// Ten-thousandths of a minor unit of the reporting currency, in its major units.
    func major(tenThousandths: Int64) -> Double {
        MoneyRate(tenThousandths: tenThousandths, currency: reporting).major
    }

    func major(minor: Int64) -> Double { Money(minor: minor, currency: reporting).major }
}
