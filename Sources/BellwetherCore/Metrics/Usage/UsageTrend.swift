extension Metric {
    /// How use has changed: events of the last 30 whole days over those of the 30 before, less 1 (M27).
    ///
    /// Of an account younger than 60 days the earlier window is cut, and would show growth that is none. Without any
    /// earlier events there is no ratio; and none where use is counted for fewer days than that.
    package static let usageTrend = Metric(
        "usage.trend", .ratio, .higherIsBetter, from: [.usageDay, .userDay], of: .customers,
        over: .twoMonthsOfEvents, example: -0.2, in: -1...Double.infinity,
        "Change of events from the 30 days before to the last 30; -0.2 is a fifth less."
    ) { account, context in
        guard context.delivers(.usageDay) || context.delivers(.userDay) else { return .absent(.noData) }
        let today = context.asOf.today
        if let started = account.profile?.started, today - started < 60 { return .absent(.insufficientSample) }
        guard context.counts(.twoMonthsOfEvents, of: account) else { return .absent(.noData) }
        let usage = context.usage(of: account)
        guard usage.eventsBefore > 0 else {
            return account.usage.isEmpty && account.userDays.isEmpty && !account.isActivePaying(in: context)
                ? .absent(.noData) : .absent(.emptyDenominator)
        }
        // Divided last: a fifth less is then the very number that a rule writes as -0.2.
        return .known(Double(usage.events - usage.eventsBefore) / Double(usage.eventsBefore))
    }
}
