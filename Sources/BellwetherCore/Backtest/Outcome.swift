/// What became of an account within a horizon.
package enum Outcome: Sendable, Hashable {
    /// How an account is lost.
    package enum Loss: String, Sendable, Hashable {
        case left
        /// It pays at least 30 % less.
        case shrank
    }

    /// Why nobody knows.
    package enum Unknown: String, Sendable, Hashable, CaseIterable {
        /// Its source has no row of it any more.
        case vanished
        /// It left, or its last service did, and nobody says when.
        case leftWithoutDay
        /// On a pause that is not over, and not long enough yet to count as churn.
        case paused
    }

    case kept
    case lost(Loss, on: Day)
    case unknown(Unknown)

    /// What it still pays, at most, where it counts as lost.
    static let leastKept = 0.7

    package var isLost: Bool { lostOn != nil }

    package var lostOn: Day? {
        switch self {
        case .kept, .unknown: nil
        case .lost(_, let day): day
        }
    }
}

/// What became of each account over several periods, as far as is known at one moment.
package struct Outcomes: Sendable {
    package let periods: [Period]
    /// By slot, and then by period; nothing for whom there was nothing to lose when the period began.
    private let outcomes: [[Outcome?]]
    /// Of accounts that went nobody knows when: what became of them as long as they had not.
    private let ifThere: [Int: [Outcome?]]
    /// The terms that came up in each period's last stretch, so that each comes up once.
    private let terms: [[Terms]]
    private let contacts: [Int: [Contacted]]
    /// The slots of accounts that left, and nobody says when.
    let undated: [Int]

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
        var ifThere: [Int: [Outcome?]] = [:]
        outcomes = slots.map { slot in
            let course = AccountCourse(of: accounts[slot], in: context)
            if course.unknown != nil { ifThere[slot] = periods.map { course.outcomeIfThere(over: $0) } }
            return periods.map { course.outcome(over: $0) }
        }
        self.ifThere = ifThere
        undated = slots.filter { accounts[$0].isGoneWithoutDay(under: context.billing) }
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

    /// The same with what months' ends show of those that went nobody knows when: whoever was still there when the period was
    /// over was not lost in it, and whoever was seen to be gone by then was.
    func outcome(of slot: Int, in period: Int, seen sightings: Sightings) -> Outcome? {
        let outcome = outcome(of: slot, in: period)
        guard case .unknown(let why) = outcome, let ifThere = ifThere[slot] else { return outcome }
        let end = periods[period].end
        if let day = sightings.there[slot], day >= end - 1 { return ifThere[period] }
        if why == .leftWithoutDay, let day = sightings.gone[slot], periods[period].contains(day) {
            return .lost(.left, on: day)
        }
        return outcome
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
}
