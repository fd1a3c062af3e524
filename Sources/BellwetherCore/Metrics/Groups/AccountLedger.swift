/// What an account paid over a period: the one walk over its subscriptions that all numbers about revenue share.
///
/// Large, and taken over from turn to turn: each has a place of its own in memory.
package final class AccountLedger: Sendable {
    package enum Presence: Sendable, Hashable {
        case paying
        /// On a pause that is not churn yet.
        case paused
        case away
    }

    package let atStart, atEnd: Presence
    /// What it was on when the period began, as far as that is known: its plan and its tier.
    let plansAtStart: [String]
    /// First paid for within the period, or again after so long that it counts as new.
    package let isNew: Bool
    /// What it pays just before the period begins and ends, each at the rates of its day: neither needs those of the other.
    let opening, closing: Summed
    /// The opening as it was taken for at the time, where that is known.
    private let openThen: Int64?
    /// What moved in between, each at the rates of its day, without the balances.
    let moved: Result<MRRMovements, AbsenceReason>
    /// All of it together.
    package let movements: Result<MRRMovements, AbsenceReason>
    /// What it pays at the end, at the rates of the start: so that a change of rates is neither kept nor lost.
    package let endAtStartRates: Summed
    /// Money that came once, in minor units of the reporting currency (M14).
    package let nonRecurringMinor: Summed

    /// - Parameter tellsRevenue: whether what was known then is also what was paid; else whose the account was, and what
    ///   it was on.
    init(
        of account: AccountView, knownThen: AccountView?, tellingRevenue tellsRevenue: Bool = true, over period: Period,
        in context: MeasuringContext
    ) {
        // Facts may stay behind of an account that no source describes: nobody pays by them.
        let timeline = account.isDescribed ? MRRTimeline(of: account, in: context) : .ofNobody
        let then = AsOf(context.asOf.zone.start(of: period.start), in: context.asOf.zone)
        var openThen: Int64?
        if tellsRevenue, let early = knownThen.flatMap({ account.timeline(asKnownBy: $0, in: context.at(then)) }) {
            if case .known(let open) = early.balance(before: period.start, at: period.start, in: context) {
                openThen = open
            }
        }
        let profile = knownThen?.profile ?? account.profile
        plansAtStart = [profile?.plan, profile?.tier].compactMap(\.self)
        atStart = account.presence(before: period.start, timeline, in: context)
        atEnd = account.presence(before: period.end, timeline, in: context)
        isNew = timeline.isNew(in: period, under: context.billing)
        self.openThen = openThen
        opening = timeline.balance(before: period.start, at: period.start, in: context)
        closing = timeline.balance(before: period.end, at: period.end, in: context)
        moved = timeline.moves(over: period, in: context)
        movements = MRRMovements.leading(from: opening, to: closing, by: moved, openThen: openThen)
        endAtStartRates = timeline.balance(before: period.end, at: period.start, in: context)
        nonRecurringMinor = account.nonRecurring(in: period, context)
    }

    /// What it was taken to pay when the period began.
    var open: Summed { openThen.map(Summed.known) ?? opening }

    package var isActiveAtStart: Bool { atStart == .paying }
    package var isActiveAtEnd: Bool { atEnd == .paying }
    /// In the opening cohort, and gone at the end; a pause that is not too long is no loss (M11).
    package var isLost: Bool { isActiveAtStart && atEnd == .away }
    /// Won and lost within the period.
    package var isLostEarly: Bool { isNew && !isActiveAtStart && atEnd == .away }
}

extension MRRTimeline {
    fileprivate func isNew(in period: Period, under billing: BillingPolicy) -> Bool {
        dayChanges(under: billing).contains { $0.kind == .new && period.contains($0.day) }
    }
}

extension AccountView {
    /// What it was taken to pay at an earlier moment, by what was known of it then. Of whom no source had told by then, nobody
    /// counted anything.
    ///
    /// Nothing where only a first load says that something was paid then, which came later and dates the account later
    /// still: that was never told, and not in which currency.
    func timeline(asKnownBy then: AccountView, in context: MeasuringContext) -> MRRTimeline? {
        if then.isDescribed { return MRRTimeline(of: then, in: context) }
        let subscriptions = then.subscriptions
        return !subscriptions.isEmpty && subscriptions.allSatisfy(\.knowledge.isAssumed) ? nil : .ofNobody
    }

    /// Active paying (METRICS 1.0) just before a day: with MRR, and a status that pays.
    ///
    /// A source tells today's status only. Since when an account is paused its subscriptions say; where they do not, nobody
    /// does, and it is at all times, as in the movements. A pause that has become churn since is churn from its first day.
    func presence(before day: Day, _ timeline: MRRTimeline, in context: MeasuringContext) -> AccountLedger.Presence {
        let asOf = AsOf(context.asOf.zone.start(of: day), in: context.asOf.zone)
        guard let status = status(at: asOf), status != .prospect, status != .trialing, status != .churned else {
            return .away
        }
        if timeline.isPaying(before: day) { return .paying }
        if isOnEarlierPause(before: day, under: context.billing) { return .paused }
        let paused = subscriptions.filter { $0.isPaused(at: asOf) }
        guard !paused.isEmpty else { return status == .paused ? .paused : .away }
        return paused.allSatisfy { $0.hasLeftByPause(at: context.asOf, under: context.billing) } ? .away : .paused
    }

    private func isOnEarlierPause(before day: Day, under billing: BillingPolicy) -> Bool {
        guard !orders.isEmpty else { return false }
        return subscriptions.contains { subscription in
            earlierPauses(of: subscription).contains { $0.contains(day - 1) && !billing.isChurn($0) }
        }
    }

    /// One-off money of a period, net of what went back, in minor units of the reporting currency at the rate of its day.
    func nonRecurring(in period: Period, _ context: MeasuringContext) -> Summed {
        var sum: Int64 = 0
        for order in orders {
            guard let day = order.at, period.contains(day), context.asOf.knows(day, order.knowledge) else { continue }
            let net = (order.amountMinor ?? 0) - (order.refundedMinor ?? 0)
            guard let minor = context.exchange.minor(net, context.currency(order.currency, of: self), on: day) else {
                return .absent(.noFxRate)
            }
            sum += minor
        }
        return .known(sum)
    }
}

extension MeasuringContext {
    /// The same, asked at another moment.
    func at(_ asOf: AsOf) -> MeasuringContext {
        MeasuringContext(
            asOf: asOf, rates: rates, configuredRates: configuredRates, reporting: reporting, features: features,
            deliveredKinds: deliveredKinds, unusableKinds: unusableKinds, mixed: mixed, billing: billing,
            maxAgeDays: maxAgeDays, countedSince: countedSince)
    }
}
