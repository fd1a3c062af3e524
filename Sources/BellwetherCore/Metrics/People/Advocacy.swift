extension Metric {
    /// How often the account spoke for us in the last 365 days: references, reviews, referrals, case studies (M35).
    package static let advocacyCount = Metric(
        "advocacy.count_365", .count, .higherIsBetter, from: [.advocacy], example: 2,
        "References, reviews, referrals and case studies of the last 365 days."
    ) { account, context in
        guard context.delivers(.advocacy) else { return .absent(.noData) }
        let start = context.asOf.today - 365
        let count = account.advocacy.count { $0.deed != "asked" && $0.isKnown(at: context.asOf, since: start) }
        return .known(Double(count))
    }

    /// Calendar days since it was last asked to, or did (M35): nobody should be asked again too soon.
    package static let daysSinceAsked = Metric(
        "advocacy.days_since_asked", .days, .higherIsBetter, from: [.advocacy], example: 200,
        "Days since the account was last asked to speak for us, or did."
    ) { account, context in
        guard context.delivers(.advocacy) else { return .absent(.noData) }
        let last = account.advocacy.filter { $0.isKnown(at: context.asOf, since: nil) }.compactMap(\.at).max()
        return last.map { .known(Double(context.asOf.today - $0)) } ?? .absent(.noData)
    }
}

extension Advocacy {
    fileprivate func isKnown(at asOf: AsOf, since start: Day?) -> Bool {
        guard let at, asOf.knows(at, knowledge) else { return false }
        return start.map { at >= $0 } ?? true
    }
}
