extension Metric {
    /// What an account pays a month at this instant, in the reporting currency at today's rate (M13).
    ///
    /// Left out: accounts that are prospects, on trial, paused or gone, trials and the time before `trial_ends_at`,
    /// `unpaid`, `incomplete` and draft subscriptions, metered items, one-off sales, tax; paused ones are 0. Included: past
    /// due. Discounts of every kind are taken off. An account without subscriptions has an MRR of 0, provided that some
    /// source delivers them.
    package static let mrr = Metric(
        "revenue.mrr", .money, .higherIsBetter, from: [.subscription], example: 1250,
        "Monthly recurring revenue in the reporting currency."
    ) { account, context in
        guard context.delivers(.subscription) else { return .absent(.noData) }
        return account.recurringRate(in: context).map(context.major(tenThousandths:))
    }
}

/// An integer amount, or the reason why there is none: what sums are made from before they are shown.
package enum Summed: Sendable, Hashable {
    case known(Int64)
    case absent(AbsenceReason)

    func map(_ transform: (Int64) -> Double) -> Measured {
        switch self {
        case .known(let sum): .known(transform(sum))
        case .absent(let reason): .absent(reason)
        }
    }
}

extension AccountView {
    /// MRR in ten-thousandths of a minor unit of the reporting currency. Each subscription is rounded once, so the sum
    /// is one of integers. A running subscription that states no price, or whose currency has no rate, leaves no sum:
    /// the sum of the rest would be a wrong number under the right name.
    func recurringRate(in context: MeasuringContext) -> Summed {
        if isNoPayer { return .known(0) }
        guard !hasCourse, !isOnPause else {
            let today = context.asOf.today
            return timeline(in: context).balance(before: today + 1, at: today, in: context)
        }
        var sum: Int64 = 0
        let subscriptions = subscriptions(in: context)
        let isGone = endOfAll(in: context) != nil
        for place in subscriptions.indices where subscriptions[place].isRecurring(in: context) {
            if isGone, subscriptions[place].serviceEnd(under: context.billing) == nil { continue }
            guard let own = subscriptions[place].recurringRate(on: context.asOf.lastDay, under: context.billing) else {
                return .absent(.noData)
            }
            let currency = context.currency(subscriptions[place].currency, of: self)
            guard let rate = context.exchange.tenThousandths(own, currency, on: context.asOf.today) else {
                return .absent(.noFxRate)
            }
            sum += rate
        }
        return .known(sum)
    }

    /// Whether today's prices do not tell those of before: orders changed them, what ended was set to 0, or a year that
    /// was paid for was over early.
    var hasCourse: Bool {
        let (orders, subscriptions) = (orders, subscriptions)
        return orders.indices.contains { orders[$0].mrrChange ?? 0 != 0 || orders[$0].type == Order.seenPaused }
            || subscriptions.indices.contains { subscriptions[$0].ended != nil && subscriptions[$0].statedMRR == 0 }
            || hasRefundedPlan
    }

    /// As worked out for the moment that is measured, or else now.
    func timeline(in context: MeasuringContext) -> MRRTimeline {
        digests?.timelines[place] ?? MRRTimeline(of: self, in: context)
    }

    /// Active paying (METRICS 1.0): a paying status, and MRR above 0 as far as subscriptions are known at all.
    func isActivePaying(in context: MeasuringContext) -> Bool {
        guard status(at: context.asOf)?.isPaying == true else { return false }
        guard context.delivers(.subscription) else { return true }
        guard !hasCourse else {
            return timeline(in: context).isPaying(before: context.asOf.today + 1)
        }
        return subscriptions.contains { subscription in
            subscription.isRecurring(in: context)
                && subscription.recurringRate(on: context.asOf.lastDay, under: context.billing) != 0
        }
    }
}

extension Subscription {
    private static let unpaid: Set = ["trialing", "trial", unpaidStatus, "incomplete", "incomplete_expired", "draft"]
    private static let over: Set = ["ended", "canceled", "cancelled", "churned", "expired", "terminated"]
    /// No revenue any more, as if it had ended; where nobody says since when, it is not known to have been any.
    static let unpaidStatus = "unpaid"

    /// Whether nothing is paid any more, whatever is still on record.
    var hasStopped: Bool { isOver || status == Self.unpaidStatus }

    /// The words of its status that mean something.
    static let words = unpaid.union(over).union(ending).union(["active", "past_due", "paused"])

    static func isUnpaid(_ status: String?) -> Bool { status.map(unpaid.contains) ?? false }

    static func isOver(_ status: String?) -> Bool { status.map(over.contains) ?? false }

    /// Not a trial, nor unpaid, nor a draft; not metered, unless the policy counts that too.
    func isRecurringKind(under billing: BillingPolicy) -> Bool {
        !isUnpaid && (billing.countsMetered || !isMetered)
    }

    /// When it stops to be revenue: with the service, or with the notice where the policy has it so.
    func serviceEnd(under billing: BillingPolicy) -> Day? {
        switch billing.churnAt {
        case .endOfService: ended
        case .request: [cancelRequested, ended].compactMap { $0 }.min()
        }
    }

    /// Whether the service runs: begun, and its end, where there is one, not known yet at the moment asked for.
    func isRunning(at asOf: AsOf) -> Bool { isRunning(from: started, until: ended, at: asOf) }

    private func isRunning(from start: Day?, until end: Day?, at asOf: AsOf) -> Bool {
        if let start, !asOf.knows(start, knowledge) { return false }
        if let end { return !asOf.knows(end, knowledge) }
        return !isOver
    }

    func isRecurring(in context: MeasuringContext) -> Bool {
        isRunning(from: paidFrom, until: serviceEnd(under: context.billing), at: context.asOf)
            && isRecurringKind(under: context.billing) && !isPaused(at: context.asOf)
    }

    /// As it was just before the moment, like everything that is dated by a day.
    func isPaused(at asOf: AsOf) -> Bool {
        guard let pausedFrom else { return status == "paused" }
        return asOf.knows(pausedFrom, knowledge) && !(pausedUntil.map { asOf.knows($0, knowledge) } ?? false)
    }

    /// Whether its pause has lasted so long by now, or did until it ended, that it is churn (M11): the service ended on
    /// the day the pause began, and who comes back from it comes back. So it is where the service was ended in a pause.
    func hasLeftByPause(at asOf: AsOf, under billing: BillingPolicy) -> Bool {
        guard let pausedFrom else { return false }
        if let end = serviceEnd(under: billing), end >= pausedFrom, asOf.knows(end, knowledge) {
            return pausedUntil.map { end <= $0 || $0 - pausedFrom > billing.longestPauseDays } ?? true
        }
        return min(pausedUntil ?? asOf.today, asOf.today) - pausedFrom > billing.longestPauseDays
    }

    /// Ten-thousandths of a minor unit a month in its own currency: as stated, or else from its price on a day.
    ///
    /// A year has 12 months, 4 quarters, 52 weeks and 365 days; counted that way round, no ratio is rounded before
    /// the amount is.
    func recurringRate(on day: Day, under billing: BillingPolicy) -> Int64? {
        if let statedMRR { return statedMRR }
        guard let unitPrice, let periodsPerYear else { return nil }
        func less(_ percent: Double?, _ minor: Int64?, until end: Day?, of price: Double) -> Double {
            guard billing.discounts.counts(until: end, on: day) else { return price }
            return max(0, price * (100 - (percent ?? 0)) / 100 - Double(minor ?? 0))
        }
        let full = unitPrice * (quantity ?? 1)
        let own = less(itemDiscountPercent, itemDiscountMinor, until: itemDiscountEnds, of: full)
        let discounted = less(discountPercent, discountMinor, until: discountEnds, of: own)
        let net = max(0, discounted) / (1 + max(0, taxPercent ?? 0) / 100)
        let monthly = net * periodsPerYear * 10_000 / (12 * Double(max(1, intervalCount ?? 1)))
        // A half that only exists in decimals is off by a hair in binary; a ten-thousandth snaps it back.
        let snapped = monthly < 1e11 ? (monthly * 1e4).rounded() / 1e4 : monthly
        // A price times a number of which one is an identifier is no price; what it adds up to may not fit.
        guard snapped < 1e16 else { return nil }
        return Int64(exactly: snapped.rounded(.toNearestOrAwayFromZero))
    }

    static func periodsPerYear(_ interval: String) -> Double? {
        switch interval {
        case "day": 365
        case "week": 52
        case "month": 12
        case "quarter": 4
        case "year": 1
        default: nil
        }
    }
}
