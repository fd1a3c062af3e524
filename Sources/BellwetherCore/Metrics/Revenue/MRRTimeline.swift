/// An account's MRR through time: what each subscription was worth, from day to day, in its own currency.
///
/// A source tells today's price; orders say what it was before, going back from there. Where a price changes by a new
/// subscription in the old one's place, there is nothing to go back over. Known is what the moment asked for knows.
struct MRRTimeline: Sendable {
    /// What one subscription's MRR becomes on a day, in ten-thousandths of a minor unit of `currency`.
    struct Step: Sendable {
        let day: Day
        let subscription: Int
        let currency: Currency
        let change: Int64
        /// A pause of it that is no churn, or the end of one: nobody was won or lost.
        let isPause: Bool
    }

    /// How pauses count.
    enum Pauses: Sendable {
        /// Nothing is paid in them.
        case unpaid
        /// Only those that are churn count; of those that may yet become churn it is asked both ways.
        case churn(withOpen: Bool)
    }

    /// In the order of days.
    let steps: [Step]
    /// Why it cannot be told: a subscription that states no price.
    let absence: AbsenceReason?

    init(of account: AccountView, in context: MeasuringContext, pauses: Pauses = .unpaid) {
        var steps: [Step] = []
        var absence: AbsenceReason?
        let orders = account.mrrOrders(in: context)
        for (index, subscription) in account.subscriptions(in: context).enumerated() {
            if case .unpaid = pauses, account.isNoPayer { break }
            let course = SubscriptionCourse(subscription, of: account, orders: orders, pauses: pauses, in: context)
            guard let course else { continue }
            guard course.hasPrice else {
                absence = .noData
                continue
            }
            let currency = context.currency(subscription.currency, of: account)
            steps += course.steps(at: context.asOf).map { step in
                Step(
                    day: step.day, subscription: index, currency: currency, change: step.change, isPause: step.isPause)
            }
        }
        self.steps = steps.sorted { ($0.day, $0.subscription) < ($1.day, $1.subscription) }
        self.absence = absence
    }

    private init() { (steps, absence) = ([], nil) }

    /// Of whom nothing is known.
    static let ofNobody = MRRTimeline()

    /// What was paid just before a day began: what happens on it belongs to the time after. Converted at the rate of
    /// `rateDay`, each subscription rounded once.
    func balance(before day: Day, at rateDay: Day, in context: MeasuringContext) -> Summed {
        if let absence { return .absent(absence) }
        var balances: [Int: (amount: Int64, currency: Currency)] = [:]
        for step in steps where step.day < day {
            balances[step.subscription, default: (0, step.currency)].amount += step.change
        }
        var sum: Int64 = 0
        for (amount, currency) in balances.values where amount != 0 {
            guard let rate = context.exchange.tenThousandths(amount, currency, on: rateDay) else {
                return .absent(.noFxRate)
            }
            sum += rate
        }
        return .known(sum)
    }

    /// What one subscription brought just before a day, in its own currency, by its place among the account's; nothing of
    /// one that is not known to have brought anything at any time.
    func level(ofSubscription place: Int, before day: Day) -> Int64? {
        let own = steps.filter { $0.subscription == place }
        return own.isEmpty ? nil : own.reduce(0) { $1.day < day ? $0 + $1.change : $0 }
    }

    /// Whether anything was paid just before a day, in whatever currency.
    func isPaying(before day: Day) -> Bool {
        var sum: [Int: Int64] = [:]
        for step in steps where step.day < day { sum[step.subscription, default: 0] += step.change }
        return sum.values.contains { $0 > 0 }
    }

    /// The first day on which anything was paid.
    var firstPaid: Day? { steps.first { $0.change > 0 }?.day }

    /// Whether something is paid of which nobody says since when.
    var hasNoBeginning: Bool { steps.first.map { $0.day == Self.longAgo } ?? false }

    /// Stands for the first day of what has none.
    static let longAgo = Day(number: -1_000_000)
}

/// One subscription from its start to its end: on which days its MRR became what.
private struct SubscriptionCourse {
    private let subscription: Subscription
    private let start, end: Day?
    /// In the order of days, between start and end.
    private let orders: [MRROrder]
    /// Just before the end, or today.
    private let level: Int64?
    private let isByPrice: Bool
    private let pause: Range<Day>?
    /// Those that were over before.
    private let earlierPauses: [Range<Day>]
    /// Paused, and nobody says since when.
    private let isPausedThroughout: Bool
    private let billing: BillingPolicy

    var hasPrice: Bool { level != nil }

    /// `nil` for what is no recurring revenue at all.
    init?(
        _ subscription: Subscription, of account: AccountView, orders all: [MRROrder], pauses: MRRTimeline.Pauses,
        in context: MeasuringContext
    ) {
        let ends = [subscription.serviceEnd(under: context.billing), account.refundDay(of: subscription)]
        let end = ends.compactMap(\.self).min() ?? account.endOfAll(in: context)
        guard subscription.isRecurringKind(under: context.billing), end != nil || !subscription.isOver else {
            return nil
        }
        let own = all.filter { $0.subscription == subscription.identity.key }
        self.subscription = subscription
        billing = context.billing
        start = subscription.paidFrom
        self.end = end
        let counts =
            switch pauses {
            case .unpaid: true
            case .churn(let withOpen):
                switch subscription.pause(at: context.asOf, endingBy: end, under: context.billing) {
                case .none, .short: false
                case .open: withOpen
                case .churn: true
                }
            }
        pause = counts ? subscription.pausedDays : nil
        let earlier = account.earlierPauses(of: subscription)
        if case .unpaid = pauses {
            earlierPauses = earlier
        } else {
            earlierPauses = earlier.filter { context.billing.isChurn($0) }
        }
        if case .unpaid = pauses, account.isOnPause, subscription.pausedFrom == nil {
            isPausedThroughout = true
        } else {
            isPausedThroughout = counts && subscription.pausedDays == nil && subscription.status == "paused"
        }
        orders = own.filter { order in
            subscription.paidFrom.map { order.day > $0 } ?? true && end.map { order.day < $0 } ?? true
        }
        let stated = subscription.recurringRate(on: context.asOf.today, under: context.billing)
        isByPrice = subscription.statedMRR == nil
        if let end, stated ?? 0 == 0 {
            level = Self.levelBefore(end, subscription, own, of: account, in: context) ?? stated
        } else {
            level = stated
        }
    }

    /// A source that sets an ended subscription to 0 forgets what it was worth: the order that ended it knows, the
    /// renewal that did not happen knows, or what was read of it before, or all its orders from the first one on.
    private static func levelBefore(
        _ end: Day, _ subscription: Subscription, _ orders: [MRROrder], of account: AccountView,
        in context: MeasuringContext
    ) -> Int64? {
        let ending = orders.filter { $0.day >= end && $0.change < 0 }
        if !ending.isEmpty { return -ending.reduce(0) { $0 + $1.change } }
        let counted = context.currency(subscription.currency, of: account)
        let refusals = account.renewals.filter { renewal in
            subscription.isPart(of: renewal.subscription) && renewal.outcome == "churned"
        }
        let refusal = refusals.last { $0.renewalDate == end && $0.mrrBefore != nil } ?? refusals.last
        if let refusal, let before = refusal.mrrBefore {
            let own = before.recounted(from: refusal.currency.or(counted), as: counted)
            return share(of: own, subscription, of: refusal.subscription, of: account, in: context)
        }
        if let last = account.lastPrice(of: subscription), let change = last.mrrChange {
            let own = (-change).recounted(from: last.currency.or(counted), as: counted)
            return share(of: own, subscription, of: last.subscription, of: account, in: context)
        }
        return orders.contains { $0.isFirst } ? orders.reduce(0) { $0 + $1.change } : nil
    }

    /// What items of a subscription were worth together, less what the others still state: what is left is of those that
    /// state nothing any more, alike.
    private static func share(
        of whole: Int64, _ subscription: Subscription, of name: String?, of account: AccountView,
        in context: MeasuringContext
    ) -> Int64 {
        let items = account.subscriptions(in: context).filter { $0.isPart(of: name) }
        let rates = items.map { $0.recurringRate(on: context.asOf.today, under: context.billing) ?? 0 }
        let silent = zip(items, rates).filter { $1 == 0 }.map(\.0.identity)
        let shares = max(0, whole - rates.reduce(0, +)).spread(by: silent.map { _ in 1 })
        return silent.firstIndex(of: subscription.identity).map { shares[$0] } ?? whole
    }

    /// What it is worth once a day's changes are done.
    private func level(on day: Day) -> Int64 {
        if let start, day < start { return 0 }
        if let end, day >= end { return 0 }
        if isPausedThroughout || pause?.contains(day) == true { return 0 }
        if earlierPauses.contains(where: { $0.contains(day) }) { return 0 }
        let later = orders.reduce(Int64(0)) { sum, order in
            if order.isInPrice { return order.day > day ? sum + order.change : sum }
            return order.day > day ? sum : sum - order.change
        }
        return (isByPrice ? subscription.recurringRate(on: day, under: billing) ?? 0 : level ?? 0) - later
    }

    func steps(at asOf: AsOf) -> [(day: Day, change: Int64, isPause: Bool)] {
        var days = Set(orders.filter { asOf.knows($0.day, $0.knowledge) }.map(\.day))
        let discounts = isByPrice ? [subscription.discountEnds, subscription.itemDiscountEnds] : []
        let pauses = earlierPauses.flatMap { [$0.lowerBound, $0.upperBound] }
        let own = [start, end, pause?.lowerBound, pause?.upperBound] + pauses + discounts
        days.formUnion(own.compactMap { $0 }.filter { asOf.knows($0, subscription.knowledge) })
        if start == nil { days.insert(MRRTimeline.longAgo) }
        let isChurn = subscription.hasLeftByPause(at: asOf, under: billing)
        let boundaries = (isChurn ? [] : [pause].compactMap(\.self)) + earlierPauses.filter { !billing.isChurn($0) }
        var before: Int64 = 0
        return days.sorted().compactMap { day in
            let after = level(on: day)
            defer { before = after }
            guard after != before else { return nil }
            let isBoundary = boundaries.contains { day == $0.lowerBound || day == $0.upperBound }
            return (day, after - before, isBoundary)
        }
    }
}

extension BillingPolicy {
    /// Whether a pause that is over was too long to be none (M11).
    func isChurn(_ pause: Range<Day>) -> Bool { pause.upperBound - pause.lowerBound > longestPauseDays }
}

extension Subscription {
    /// What its pause comes to by some moment.
    enum PauseSoFar: Sendable {
        case none
        /// Over, and no churn.
        case short
        /// Not over, and not long enough yet for churn; or nobody says since when.
        case open
        /// Longer than the policy allows: the service ended on the day it began (M11).
        case churn
    }

    /// - Parameter end: of the service; a pause ends with it.
    func pause(at asOf: AsOf, endingBy end: Day?, under billing: BillingPolicy) -> PauseSoFar {
        guard let pausedFrom else { return status == "paused" ? .open : .none }
        guard pausedDays != nil, asOf.knows(pausedFrom, knowledge) else { return .none }
        let over = [pausedUntil, end].compactMap(\.self).filter { asOf.knows($0, knowledge) }.min()
        if (over ?? asOf.today) - pausedFrom > billing.longestPauseDays { return .churn }
        return over == nil ? .open : .short
    }

    /// From its first day to the day it goes on, if that is known.
    fileprivate var pausedDays: Range<Day>? {
        guard let pausedFrom else { return nil }
        let until = pausedUntil ?? Day(number: .max)
        return pausedFrom < until ? pausedFrom..<until : nil
    }
}

extension AccountView {
    /// What comes up with a term that ends on a day: what its subscription brought a month just before, or before it ended
    /// if that was earlier; of a day ahead, what is known by now. In a pause it is what it goes on with.
    func rate(of subscription: Subscription, before end: Day, in context: MeasuringContext) -> Int64? {
        let ends = [end, subscription.serviceEnd(under: context.billing), refundDay(of: subscription)]
        let day = ends.compactMap(\.self).min() ?? end
        let stated = subscription.recurringRate(on: min(day - 1, context.asOf.lastDay), under: context.billing)
        guard hasCourse, stated != nil,
            let place = subscriptions.firstIndex(where: { $0.identity == subscription.identity })
        else { return stated }
        let timeline = MRRTimeline(of: self, in: context, pauses: .churn(withOpen: false))
        return timeline.level(ofSubscription: place - subscriptions.startIndex, before: day) ?? stated
    }

    /// Whoever is gone pays nothing, though nobody has ended its subscriptions.
    func endOfAll(in context: MeasuringContext) -> Day? {
        status(at: context.asOf) == .churned ? profile?.churned ?? profile?.seenGone : nil
    }
}
