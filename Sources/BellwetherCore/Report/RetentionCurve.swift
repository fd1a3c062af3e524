/// How many of those that began to pay in one quarter still pay, month after month of each one's own time.
enum RetentionCurve {
    static let months = Array(stride(from: 0, through: 24, by: 3))
    /// How many quarters back the first cohort began.
    private static let quarters = 12

    /// The oldest cohort first. A point is there once every account of the cohort has come so far: of fewer it would
    /// compare other accounts.
    static func all(of accounts: Accounts, in context: MeasuringContext) -> [Report.Cohort] {
        var cohorts: [Quarter: [(first: Day, timeline: MRRTimeline)]] = [:]
        for slot in 0..<accounts.slotCount {
            let account = accounts[slot]
            guard account.profile?.isExcluded == false else { continue }
            let timeline = MRRTimeline(of: account, in: context)
            guard timeline.absence == nil, let first = timeline.firstPaid, first < context.asOf.today else { continue }
            cohorts[Quarter(of: first), default: []].append((first, timeline))
        }
        let now = Quarter(of: context.asOf.today)
        return cohorts.filter { now.index - $0.key.index <= quarters }.sorted { $0.key.index < $1.key.index }.map {
            quarter, members in
            Report.Cohort(
                quarter: quarter.name, accounts: members.count,
                retained: months.prefix { months in
                    members.allSatisfy { $0.first.adding(months: months) < context.asOf.today }
                }.map { months in
                    let paying = members.count { member in
                        member.timeline.isPaying(before: member.first.adding(months: months) + 1)
                    }
                    return Double(paying) / Double(members.count)
                })
        }
    }

    private struct Quarter: Hashable {
        let index: Int

        init(of day: Day) { index = day.civil.year * 4 + (day.civil.month - 1) / 3 }

        var name: String { "\(index / 4)-Q\(index % 4 + 1)" }
    }
}
