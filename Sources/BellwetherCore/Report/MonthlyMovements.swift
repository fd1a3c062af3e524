/// What became of everybody's MRR in each of the last twelve whole months (M14).
///
/// A month is told by what was known when it was closed, as books are: one month's closing is the next one's opening, and
/// what was learnt later of the time before is the `correction` of the month in which that was. The last one is still open:
/// it is as known now.
package struct MonthlyMovements: Sendable {
    private let now: Accounts
    private let context: MeasuringContext
    /// As known now, by slot.
    private let timelines: [MRRTimeline]
    private let periods: [Period]
    /// By slot, what its balance was taken for when the last month ended; nothing where that could not be told.
    private var balances: [Int64?] = []
    private(set) var months: [(period: Period, movements: Result<MRRMovements, AbsenceReason>)] = []

    init(of accounts: Accounts, in context: MeasuringContext) {
        now = accounts
        self.context = context
        let (year, month, _) = context.asOf.today.civil
        let end = Day(year: year, month: month, day: 1) ?? context.asOf.today
        periods = (1...12).reversed().map { Period(end.adding(months: -$0)..<end.adding(months: 1 - $0)) }
        timelines = (0..<accounts.slotCount).map { slot in
            guard let profile = accounts[slot].profile, !profile.isExcluded else { return .ofNobody }
            return MRRTimeline(of: accounts[slot], in: context)
        }
    }

    /// Exports come late: so many days after its end a month is closed.
    package static let daysToClose = 3

    /// For whoever wonders about a correction.
    static let words =
        "A month is closed \(daysToClose) days after its end, by what was known then: what was learnt later is the "
        + "correction of the month in which it was. The last month is as known now."

    /// The first days of the months. `take` has to be told, in this order, what was known of the time before each once it
    /// was closed.
    package var openings: [Day] { periods.map(\.start) }

    /// - Parameter known: the accounts as they were known when the time before the next opening was closed.
    package mutating func take(_ known: Accounts) {
        guard !balances.isEmpty else {
            guard let day = openings.first else { return }
            balances = timelines.indices.map { slot in
                timeline(of: slot, in: known, at: day).balance(before: day, at: day, in: context).amount
            }
            return
        }
        let month = periods[months.count]
        close(month, by: timelines.indices.map { timeline(of: $0, in: known, at: month.end) })
    }

    /// With those months that nobody told of, as they are known now.
    func closed() -> MonthlyMovements {
        var all = self
        if all.balances.isEmpty, let day = openings.first {
            all.balances = timelines.map { $0.balance(before: day, at: day, in: context).amount }
        }
        for month in periods.dropFirst(months.count) { all.close(month, by: timelines) }
        return all
    }

    private mutating func close(_ month: Period, by known: [MRRTimeline]) {
        var sum = MRRMovements()
        var absence: AbsenceReason?
        for slot in timelines.indices {
            switch movements(of: slot, in: month, known[slot]) {
            case .success(let movements):
                sum = sum + movements
                balances[slot] = movements.close
            case .failure(let reason):
                absence = reason.first(absence)
                balances[slot] = nil
            }
        }
        months.append((month, absence.map(Result.failure) ?? .success(sum)))
    }

    /// Where what is known now comes to the same balance, it tells the way there: what became churn since, as a pause that
    /// went on for too long, is churn of its day.
    private func movements(
        of slot: Int, in month: Period, _ known: MRRTimeline
    ) -> Result<MRRMovements, AbsenceReason> {
        let now = timelines[slot].movements(over: month, openThen: balances[slot], in: context)
        let close = known.balance(before: month.end, at: month.end, in: context)
        if case .success(let movements) = now, close == .known(movements.close) { return now }
        return known.movements(over: month, openThen: balances[slot], in: context)
    }

    /// What was known when a day began; where that told no balance, what is known now. Excluded counts as it is now.
    private func timeline(of slot: Int, in known: Accounts, at day: Day) -> MRRTimeline {
        guard slot < known.slotCount, let profile = now[slot].profile ?? known[slot].profile, !profile.isExcluded else {
            return .ofNobody
        }
        let asOf = AsOf(context.asOf.zone.start(of: day), in: context.asOf.zone)
        let timeline = now[slot].timeline(asKnownBy: known[slot], in: context.at(asOf))
        return timeline.flatMap { $0.balance(before: day, at: day, in: context).amount == nil ? nil : $0 }
            ?? timelines[slot]
    }
}

extension Summed {
    fileprivate var amount: Int64? {
        if case .known(let amount) = self { amount } else { nil }
    }
}
