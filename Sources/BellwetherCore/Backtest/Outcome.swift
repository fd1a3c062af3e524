/// What became of an account within a horizon.
package enum Outcome: Sendable, Hashable {
    /// How an account is lost.
    package enum Loss: String, Sendable, Hashable {
        case left
        /// It pays at least 30 % less.
        case shrank
    }

    case kept
    case lost(Loss, on: Day)

    /// What it still pays, at most, where it counts as lost.
    static let leastKept = 0.7

    package var isLost: Bool { lostOn != nil }

    package var lostOn: Day? {
        switch self {
        case .kept: nil
        case .lost(_, let day): day
        }
    }
}

/// What became of each account over several periods, as far as is known now.
package struct Outcomes: Sendable {
    package let periods: [Period]
    /// By slot, and then by period; nothing for whom there was nothing to lose when the period began.
    private let outcomes: [[Outcome?]]
    /// The terms that came up in each period's last stretch, so that each comes up once.
    private let terms: [[Terms]]
    private let contacts: [Int: [Contacted]]

    /// Terms that were decided.
    package struct Terms: Sendable, Hashable {
        package internal(set) var renewed = 0
        package internal(set) var lost = 0
    }

    /// - Parameter told: when somebody was told of an account, by its slot.
    package init(
        of accounts: Accounts, over periods: [Period], told: [Int: [Moment]], under policy: Policy, at now: Moment
    ) {
        let catalogue = policy.metrics
        let context = MeasuringContext(
            of: accounts, at: AsOf(now, in: policy.zone), reporting: policy.reporting,
            configuredRates: catalogue.configuredRates, billing: catalogue.billing, maxAgeDays: catalogue.maxAgeDays)
        self.periods = periods
        let slots = 0..<accounts.slotCount
        outcomes = slots.map { slot in
            let account = accounts[slot]
            let timeline = MRRTimeline(of: account, in: context)
            return periods.map { account.outcome(over: $0, timeline, in: context) }
        }
        let stretches = periods.indices.map { place in
            let start = place == 0 ? periods[place].start : max(periods[place].start, periods[place - 1].end)
            return start < periods[place].end ? Period(start..<periods[place].end) : nil
        }
        terms = slots.map { slot in stretches.map { $0.map { accounts[slot].terms(in: $0, context) } ?? Terms() } }
        contacts = told.reduce(into: [:]) { all, entry in
            guard entry.key < accounts.slotCount else { return }
            all[entry.key] = accounts[entry.key].contacts(after: entry.value, in: context.asOf.zone)
        }
    }

    package func outcome(of slot: Int, in period: Int) -> Outcome? {
        slot < outcomes.count ? outcomes[slot][period] : nil
    }

    func terms(of slot: Int, in period: Int) -> Terms { slot < terms.count ? terms[slot][period] : Terms() }

    /// Whether somebody spoke with the account because of an alert, in time to change what became of it.
    package func isTreated(_ slot: Int, in period: Int) -> Bool {
        guard let contacts = contacts[slot] else { return false }
        let (start, end) = (periods[period].start - Contacted.days, periods[period].end)
        let before = outcome(of: slot, in: period)?.lostOn ?? end
        return contacts.contains { $0.day >= start && $0.day < min(end, before) }
    }

    /// Whether anybody was spoken with because of an alert at all.
    var hasContacts: Bool { contacts.values.contains { !$0.isEmpty } }
}

/// A day on which somebody spoke with an account after an alert about it.
struct Contacted: Sendable {
    /// So many days after an alert, a call is taken to be because of it.
    static let days = 30

    let day: Day
}

extension AccountView {
    fileprivate func contacts(after told: [Moment], in zone: Zone) -> [Contacted] {
        touches.compactMap { touch in
            guard let at = touch.at, !touch.isAutomatic, touch.direction != "inbound" else { return nil }
            let isAnswer = told.contains { $0 <= at && at < $0 + .seconds(Int64(Contacted.days) * 86_400) }
            return isAnswer ? Contacted(day: zone.day(of: at)) : nil
        }
    }

    fileprivate func terms(in period: Period, _ context: MeasuringContext) -> Outcomes.Terms {
        termsDue(in: period, context).reduce(into: Outcomes.Terms()) { count, term in
            switch term.outcome {
            case .renewed: count.renewed += 1
            case .lost: count.lost += 1
            case .pending: break
            }
        }
    }

    /// Nothing for whom there is nothing to lose: a trial, or one that was gone before.
    func outcome(over period: Period, _ timeline: MRRTimeline, in context: MeasuringContext) -> Outcome? {
        let zone = context.asOf.zone
        guard !timeline.steps.isEmpty else {
            return outcome(at: AsOf(zone.start(of: period.start), in: zone), AsOf(zone.start(of: period.end), in: zone))
        }
        guard presence(before: period.start, timeline, in: context) != .away else { return nil }
        let losing = timeline.lossDay(in: period, context)
        if presence(before: period.end, timeline, in: context) == .away {
            let gone = profile?.churned.flatMap { period.contains($0) ? $0 : nil }
            return .lost(.left, on: losing ?? gone ?? period.end - 1)
        }
        return losing.map { .lost(.shrank, on: $0) } ?? .kept
    }

    /// Where nothing is known of what it pays, its status tells, and whether any subscription goes on.
    private func outcome(at start: AsOf, _ end: AsOf) -> Outcome? {
        guard let status = status(at: start), status.isPaying || status == .paused else { return nil }
        if let day = left(by: end), day < end.today { return .lost(.left, on: day) }
        guard !subscriptions.isEmpty, subscriptions.allSatisfy({ $0.isOver || $0.ended != nil }) else { return .kept }
        let ends = subscriptions.compactMap(\.ended)
        // When it left nobody said, or it had left before.
        guard ends.count == subscriptions.count, let last = ends.max(), last >= start.today else { return nil }
        return last < end.today ? .lost(.left, on: last) : .kept
    }
}

extension MRRTimeline {
    /// Since when so little has been paid, up to the end of the period, that the account counts as lost. Pauses that are
    /// no churn are left out, and money is converted at the rate of the start: rates lose nobody.
    fileprivate func lossDay(in period: Period, _ context: MeasuringContext) -> Day? {
        let lasting = withoutPauses
        guard case .known(let open) = lasting.balance(before: period.start, at: period.start, in: context), open > 0
        else { return nil }
        var since: Day?
        for day in Set(lasting.steps.map(\.day).filter(period.contains)).sorted() {
            guard case .known(let level) = lasting.balance(before: day + 1, at: period.start, in: context) else {
                return nil
            }
            since = Double(level) <= Outcome.leastKept * Double(open) ? since ?? day : nil
        }
        return since
    }
}
