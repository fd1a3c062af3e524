/// How one account fared, read off what is known of it at one moment: what it paid, and when it left.
///
/// Under the billing policy: its last service ends with the notice or with the paid time, and a pause that is not too long
/// loses nobody. A pause that may yet be either is read both ways, and where that makes a difference nobody knows.
struct AccountCourse {
    private let account: AccountView
    private let context: MeasuringContext
    /// As if open pauses came to an end in time, and as if none of them did; one where there are none.
    private let readings: [MRRTimeline]
    /// The day it left, where it has and somebody says when.
    private let left: Day?

    init(of account: AccountView, in context: MeasuringContext) {
        self.account = account
        self.context = context
        let hasOpenPause = account.subscriptions.contains { subscription in
            let end = subscription.serviceEnd(under: context.billing)
            return subscription.pause(at: context.asOf, endingBy: end, under: context.billing) == .open
        }
        readings = (hasOpenPause ? [false, true] : [false]).map { withOpen in
            MRRTimeline(of: account, in: context, pauses: .churn(withOpen: withOpen))
        }
        left = account.leavingDay(under: context.billing)
    }

    /// Nothing for whom there is nothing to lose: a trial, or one that was gone before.
    func outcome(over period: Period) -> Outcome? {
        unknown.map { .unknown($0) } ?? outcomeIfThere(over: period)
    }

    /// Why nobody knows when it went, if it did.
    var unknown: Outcome.Unknown? {
        guard account.isDescribed else { return .vanished }
        return account.isGoneWithoutDay(under: context.billing) ? .leftWithoutDay : nil
    }

    /// What became of it if it did not go in between on a day that nobody says.
    func outcomeIfThere(over period: Period) -> Outcome? {
        let outcomes = readings.map { timeline in
            timeline.steps.isEmpty || timeline.absence != nil
                ? outcomeByStatus(over: period) : outcome(over: period, timeline)
        }
        let isSure = Set(outcomes).count == 1 || outcomes.allSatisfy { $0?.isLost == true }
        return isSure ? outcomes[0] : .unknown(.paused)
    }

    private func outcome(over period: Period, _ timeline: MRRTimeline) -> Outcome? {
        guard isCustomer(before: period.start), timeline.isPaying(before: period.start) else { return nil }
        let losing = timeline.lossDay(in: period, context)
        if isCustomer(before: period.end), timeline.isPaying(before: period.end) {
            return losing.map { .lost(.shrank, on: $0) } ?? .kept
        }
        let days = [losing, left.flatMap { period.contains($0) ? $0 : nil }].compactMap(\.self)
        return .lost(.left, on: days.min() ?? period.end - 1)
    }

    private func isCustomer(before day: Day) -> Bool {
        guard unknown == nil, let profile = account.profile else { return true }
        guard profile.started.map({ $0 < day }) ?? true else { return false }
        return switch AccountStatus(rawValue: profile.status) ?? .active {
        case .prospect, .trialing: false
        case .active, .pastDue, .paused, .cancelling: true
        case .churned: left.map { $0 >= day } ?? false
        }
    }

    /// Where nothing is known of what it pays, its status tells, and whether any subscription goes on.
    private func outcomeByStatus(over period: Period) -> Outcome? {
        guard isCustomer(before: period.start) else { return nil }
        let status = unknown == nil ? account.profile.flatMap { AccountStatus(rawValue: $0.status) } : nil
        if status == .churned {
            return left.flatMap { $0 < period.end ? .lost(.left, on: $0) : nil } ?? .kept
        }
        let ends = account.subscriptions.map { end(of: $0, in: period) }
        if ends.isEmpty || ends.contains(.goesOn) { return status == .paused ? .unknown(.paused) : .kept }
        if ends.contains(.open) { return .unknown(.paused) }
        guard let last = ends.compactMap(\.day).max(), !ends.contains(.nobodySays) else {
            return .unknown(.leftWithoutDay)
        }
        if last < period.start { return nil }
        return last < period.end ? .lost(.left, on: last) : .kept
    }

    private enum End: Hashable {
        case goesOn, open, nobodySays
        case on(Day)

        var day: Day? {
            if case .on(let day) = self { day } else { nil }
        }
    }

    private func end(of subscription: Subscription, in period: Period) -> End {
        let end = subscription.serviceEnd(under: context.billing)
        let from = subscription.pausedFrom
        switch subscription.pause(at: context.asOf, endingBy: end, under: context.billing) {
        case .churn: if let from, subscription.pausedUntil.map({ $0 >= period.end }) ?? true { return .on(from) }
        case .open: if end == nil, !subscription.isOver, from.map({ $0 < period.end }) ?? true { return .open }
        case .none, .short: break
        }
        if let end { return .on(end) }
        return subscription.isOver ? .nobodySays : .goesOn
    }
}

extension AccountView {
    /// When it was lost, of an account that is gone: with its last service, or earlier where it is said to have left before.
    fileprivate func leavingDay(under billing: BillingPolicy) -> Day? {
        guard let profile, AccountStatus(rawValue: profile.status) == .churned else { return nil }
        let ends = subscriptions.map { $0.serviceEnd(under: billing) }
        let last = ends.contains(nil) ? nil : ends.compactMap(\.self).max()
        return [profile.churned, last].compactMap(\.self).min() ?? profile.seenGone
    }

    func isGoneWithoutDay(under billing: BillingPolicy) -> Bool {
        guard let profile, !profile.isExcluded, AccountStatus(rawValue: profile.status) == .churned else {
            return false
        }
        return leavingDay(under: billing) == nil
    }
}

extension MRRTimeline {
    /// Since when so little has been paid, up to the end of the period, that the account counts as lost. Money is converted
    /// at the rate of the start: rates lose nobody.
    fileprivate func lossDay(in period: Period, _ context: MeasuringContext) -> Day? {
        guard case .known(let open) = balance(before: period.start, at: period.start, in: context), open > 0
        else { return nil }
        var since: Day?
        for day in Set(steps.map(\.day).filter(period.contains)).sorted() {
            guard case .known(let level) = balance(before: day + 1, at: period.start, in: context) else { return nil }
            since = Double(level) <= Outcome.leastKept * Double(open) ? since ?? day : nil
        }
        return since
    }
}
