extension Metric {
    /// On how many of the last 30 whole days anybody was active, or anything happened (M27).
    ///
    /// Where no day of use is counted (`usage_day`), days of users tell; where both are, the same use is not counted twice,
    /// and days of use win. Days before the first of any account are not counted, and a window over them is not known.
    package static let activeDays = Metric(
        "usage.active_days_30", .days, .higherIsBetter, from: [.usageDay, .userDay, .seatDay], of: .customers,
        over: .monthOfAnything, example: 19, in: 0...30,
        "Days with any use among the last 30."
    ) { account, context in
        guard context.delivers(.usageDay) || context.delivers(.userDay) || context.delivers(.seatDay)
        else { return .absent(.noData) }
        guard context.counts(.monthOfAnything, of: account) else { return .absent(.noData) }
        let count = context.usage(of: account).activeDays
        return count > 0 ? .known(Double(count)) : context.withoutUse(account)
    }
}
