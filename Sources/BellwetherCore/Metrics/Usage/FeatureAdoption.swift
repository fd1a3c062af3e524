extension Metric {
    /// The share of features it has paid for that were used in the last 30 whole days (M27).
    ///
    /// How many it has paid for, the account says (`licensed_features`); else it is all features that anybody uses.
    package static let featureAdoption = Metric(
        "usage.feature_adoption", .ratio, .higherIsBetter, from: [.usageDay], of: .customers,
        over: .monthOfFeatures, example: 0.6, in: 0...Double.infinity,
        "Share of its features used in the last 30 days."
    ) { account, context in
        guard context.delivers(.usageDay) else { return .absent(.noData) }
        guard context.counts(.monthOfFeatures, of: account) else { return .absent(.noData) }
        let licensed = account.profile?.licensedFeatures ?? context.features.count - 1
        guard licensed > 0 else { return .absent(.emptyDenominator) }
        let used = account.featuresUsed(from: context.asOf.today - 30, to: context.asOf.today)
        return used > 0 ? .known(Double(used) / Double(licensed)) : context.withoutUse(account)
    }
}

extension AccountView {
    fileprivate func featuresUsed(from start: Day, to end: Day) -> Int {
        var seen: Set<Int32> = []
        for day in usage(from: start, to: end) where day.count > 0 && day.feature != 0 { seen.insert(day.feature) }
        return seen.count
    }
}
