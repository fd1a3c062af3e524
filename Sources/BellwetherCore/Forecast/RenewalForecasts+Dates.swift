extension RenewalForecasts {
    /// The next decision about each account that is up for renewal: the last day for notice while that lies ahead, else
    /// the renewal itself. What is settled already is nobody's date.
    func comingDates(of accounts: Accounts, under policy: Policy, at asOf: AsOf) -> [ComingDate] {
        next.keys.sorted().compactMap { slot in
            guard let forecast = next(of: slot), let profile = accounts[slot].profile, forecast.isUndecided else {
                return nil
            }
            let isNotice = forecast.noticeBy < forecast.renewsOn && forecast.noticeBy >= asOf.today
            let day = isNotice ? forecast.noticeBy : forecast.renewsOn
            guard (0...ComingDate.horizon).contains(day - asOf.today) else { return nil }
            let scale = Double(policy.reporting.scale)
            let verb = forecast.autoRenews ? "auto-renews" : "renews"
            return ComingDate(
                accountID: profile.id, accountName: profile.name, owner: profile.owner, day: day,
                verb: isNotice ? "\(verb) unless notice is given by" : verb,
                amountMinor: forecast.amount.value.map { Int64(($0 * scale).rounded()) },
                currency: policy.reporting.code)
        }
    }
}

extension RenewalForecast {
    fileprivate var isUndecided: Bool {
        switch category {
        case .commit, .bestCase, .atRisk: true
        case .closed, .lost: false
        }
    }
}
