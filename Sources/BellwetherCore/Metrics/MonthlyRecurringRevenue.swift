extension Metric {
    /// What an account pays a month at this instant, in the reporting currency at today's rate (M13).
    ///
    /// Left out: trials, `unpaid`, `incomplete` and draft subscriptions, metered items, one-off sales, tax; paused ones
    /// are 0. Included: past due. Discounts of every kind are taken off. An account without subscriptions has an MRR of
    /// 0, provided that some source delivers them.
    package static let mrr = Metric(
        "revenue.mrr", .money, .higherIsBetter, from: [.subscription], example: 1250,
        "Monthly recurring revenue in the reporting currency."
    ) { account, context in
        guard context.delivers(.subscription) else { return .absent(.noData) }
        return account.recurringRate(in: context).map(context.major(tenThousandths:))
    }
}

/// An integer amount, or the reason why there is none: what sums are made from before they are shown.
enum Summed {
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
        var sum: Int64 = 0
        for subscription in subscriptions where subscription.isRecurring(at: context.asOf) {
            guard let own = subscription.recurringRate else { return .absent(.noData) }
            let currency = context.currency(subscription.currency, of: self)
            guard let rate = context.exchange.tenThousandths(own, currency, on: context.asOf.today) else {
                return .absent(.noFxRate)
            }
            sum += rate
        }
        return .known(sum)
    }

    /// Active paying (METRICS 1.0): a paying status, and MRR above 0 as far as subscriptions are known at all.
    func isActivePaying(in context: MeasuringContext) -> Bool {
        guard status(at: context.asOf)?.isPaying == true else { return false }
        guard context.delivers(.subscription) else { return true }
        return subscriptions.contains { $0.isRecurring(at: context.asOf) && $0.recurringRate != 0 }
    }
}

extension Subscription {
    private static let unpaid: Set<String> = [
        "trialing", "trial", "unpaid", "incomplete", "incomplete_expired", "draft",
    ]
    private static let over: Set<String> = ["ended", "canceled", "cancelled", "churned", "expired", "terminated"]

    /// Whether the service runs: begun, and its end, where there is one, not known yet at the moment asked for.
    func isRunning(at asOf: AsOf) -> Bool {
        if let started, !asOf.knows(started, knowledge) { return false }
        if let ended { return !asOf.knows(ended, knowledge) }
        return !Self.over.contains(status ?? "active")
    }

    func isRecurring(at asOf: AsOf) -> Bool {
        isRunning(at: asOf) && !Self.unpaid.contains(status ?? "active") && usageType != "metered"
            && !isPaused(at: asOf)
    }

    private func isPaused(at asOf: AsOf) -> Bool {
        guard let pausedFrom else { return status == "paused" }
        return pausedFrom <= asOf.today && (pausedUntil.map { asOf.today < $0 } ?? true)
    }

    /// Ten-thousandths of a minor unit a month in its own currency: as stated, or else from its price.
    ///
    /// A year has 12 months, 4 quarters, 52 weeks and 365 days; counted that way round, no ratio is rounded before
    /// the amount is.
    var recurringRate: Int64? {
        if let statedMRR { return statedMRR }
        guard let amountMinor, let interval, let periods = Self.periodsPerYear[interval] else { return nil }
        let full = Double(amountMinor) * (quantity ?? 1)
        let discounted = full * (100 - (discountPercent ?? 0)) / 100 - Double(discountMinor ?? 0)
        let monthly = max(0, discounted) * periods * 10_000 / (12 * Double(max(1, intervalCount ?? 1)))
        return Int64(exactly: monthly.rounded(.toNearestOrAwayFromZero))
    }

    private static let periodsPerYear: [String: Double] = [
        "day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1,
    ]
}
