package import BellwetherCore
import Documents

/// What a policy would have said over past days: a turn at the end of each, and nobody is told.
package struct Replay: Sendable {
    /// One day, by rule.
    package struct DayCount: Sendable, Hashable {
        package let day: Day
        package let opened: [String: Int]
        package let closed: [String: Int]
        /// How many fire when the day ends.
        package let firing: [String: Int]
    }

    /// An alert that began to fire.
    package struct OpenedAlert: Sendable, Hashable {
        package let rule: String
        package let subject: Subject
        package let day: Day
    }

    package let policy: Policy
    package private(set) var days: [DayCount] = []
    package private(set) var openings: [OpenedAlert] = []
    /// Everything that fires at the end of the last day.
    package private(set) var firing: [Alert] = []
    private var memory: Memory

    /// - Parameter history: what was known of the days before.
    package init(under policy: Policy, given history: History) {
        self.policy = policy.tellingNobody
        memory = Memory(accounts: Accounts(), history: history)
    }

    /// Takes the next day, with the accounts as they were known at its end. Days that only warm up are not counted:
    /// what fires when the first day begins did not begin then.
    ///
    /// - Parameter opening: what was known when the period began that rules over groups look at on that day.
    package mutating func take(
        _ accounts: Accounts, opening: Opening? = nil, at end: Moment, counting isCounted: Bool
    ) {
        memory.accounts = accounts
        memory.opening = opening
        let turn = Turn(from: memory, with: Facts(sources: accounts.sources), under: policy, at: end)
        memory = memory.after(turn, under: policy)
        firing = turn.alerts.standing
        guard isCounted else { return }
        let day = policy.zone.day(of: end)
        var opened: [String: Int] = [:]
        var closed: [String: Int] = [:]
        for change in turn.alerts.changes {
            switch change.kind {
            case .opened:
                opened[change.alert.rule, default: 0] += 1
                openings.append(OpenedAlert(rule: change.alert.rule, subject: change.alert.subject, day: day))
            case .worsened: break
            case .closed: closed[change.alert.rule, default: 0] += 1
            }
        }
        let standing = Dictionary(grouping: firing, by: \.rule).mapValues(\.count)
        days.append(DayCount(day: day, opened: opened, closed: closed, firing: standing))
    }

    /// How many days must be gone through before the first, so that what waits for its time has waited.
    package var warmUpDays: Int {
        let longest = policy.rules.rules.map { $0.hold.seconds / 86_400 + Int64($0.hold.businessDays) * 2 }.max() ?? 0
        return Int(min(30, longest + 3))
    }
}
