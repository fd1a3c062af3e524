/// Whether an account paid as each of the last months began: what the churn of those like it is counted from.
///
/// Kept as one number, a mark for each month: columns hold numbers.
struct PayingMonths: Sendable {
    /// Whole months looked back on.
    static let count = 12

    /// The first day of this month, and of the twelve before it; newest first.
    static func starts(before today: Day) -> [Day] {
        let first = today - (today.civil.day - 1)
        return (0...count).map { first.adding(months: -$0) }
    }

    private var marks: Int

    init() { marks = 0 }

    /// As a column keeps it.
    init(column value: Double) { marks = Int(value) }

    var column: Double { Double(marks) }

    /// - Parameter month: how many months before this one.
    mutating func note(_ presence: AccountLedger.Presence, month: Int) {
        switch presence {
        case .paying: marks |= 1 << month
        case .paused: break
        case .away: marks |= 1 << (month + Self.count + 1)
        }
    }

    /// Whether it paid as the month began.
    func paid(month: Int) -> Bool { marks >> month & 1 == 1 }

    /// Whether it was there as the month began, and gone as the next one did; a pause that is not too long is no loss (M11).
    func isLost(month: Int) -> Bool { paid(month: month) && marks >> (month + Self.count) & 1 == 1 }
}

extension PayingMonths {
    /// Measured like a metric, and none for rules: `ChurnRates` counts it.
    static let counted = Metric(
        "clv.paying_months", .count, .neither, from: [.subscription], example: 0, "The months it paid in, as marks."
    ) { account, context in
        guard context.delivers(.subscription) else { return .absent(.noData) }
        let starts = context.windows.monthStarts
        var months = PayingMonths()
        if account.isSteady(since: starts[PayingMonths.count], in: context) {
            for month in starts.indices { months.note(.paying, month: month) }
            return .known(months.column)
        }
        let timeline = account.timeline(in: context)
        for (month, start) in starts.enumerated() {
            months.note(account.presence(before: start, timeline, in: context), month: month)
        }
        return .known(months.column)
    }
}

extension AccountView {
    /// Whether it has paid for the one thing it has all the time since a day: most accounts have, and then no month needs
    /// to be looked at.
    fileprivate func isSteady(since day: Day, in context: MeasuringContext) -> Bool {
        guard let profile, status(at: context.asOf)?.isPaying == true, !hasCourse, subscriptions.count == 1,
            let only = subscriptions.first
        else { return false }
        let hasBegun = [profile.started, only.paidFrom].allSatisfy { $0.map { $0 < day } ?? true }
        return hasBegun && profile.status != AccountStatus.paused.rawValue && only.isSteady(in: context)
    }
}

extension Subscription {
    fileprivate func isSteady(in context: MeasuringContext) -> Bool {
        isRecurringKind(under: context.billing) && !isOver && serviceEnd(under: context.billing) == nil
            && pausedFrom == nil && status != "paused" && discountEnds == nil && itemDiscountEnds == nil
            && (paidFrom.map { context.asOf.knows($0, knowledge) } ?? true)
            && recurringRate(on: context.asOf.today, under: context.billing) ?? 0 > 0
    }
}
