extension Metric {
    /// The share of paid seats that somebody uses: active users of the last 30 whole days over seats (M27).
    ///
    /// Users are people told apart where a source does that; with daily counts, the most on one day.
    ///
    /// No paid seats leave nothing to divide by, which is not 0. More users than seats give more than 1: that is worth
    /// seeing.
    package static let licenceUtilisation = Metric(
        "usage.licence_utilisation", .ratio, .higherIsBetter, from: [.seatDay, .userDay], of: .customers,
        over: .monthOfUsers, example: 0.7, in: 0...Double.infinity,
        "Share of paid seats in use in the last 30 days; 1 is all of them."
    ) { account, context in
        guard context.delivers(.seatDay) || context.delivers(.userDay) else { return .absent(.noData) }
        guard let seats = context.seats(of: account) else { return .absent(.noData) }
        guard seats > 0 else { return .absent(.emptyDenominator) }
        return context.activeUsers(of: account).map { $0 / Double(seats) }
    }
}
