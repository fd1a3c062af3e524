/// One term that comes up: of a contract, or of a subscription that has none.
struct RenewalTerm: Sendable {
    /// How it ends, where that is known already and needs no model.
    enum Settled: Sendable {
        case renewed, lost
    }

    let identity: FactIdentity
    let start: Day?
    let end: Day
    let autoRenews: Bool
    let noticeDays: Int
    let settled: Settled?
    let amount: Measured
    let humanCategory: RenewalForecast.Category?
}

extension AccountView {
    /// The terms that run now and end today or later; those of fewer months than `shortest_term_months` are billing, not
    /// renewal (M23).
    ///
    /// A subscription's own term counts where no contract covers it.
    func termsAhead(in context: MeasuringContext) -> [RenewalTerm] {
        let ended = contracts.filter { $0.hasJustEnded(at: context.asOf) }
        let contracts = contracts.filter { $0.isRunning(at: context.asOf) }
        let own = subscriptions(in: context, termsOn: context.asOf.today).filter { one in
            !contracts.contains { $0.isFor(one) } && !ended.contains { $0.covers(one) }
        }
        let terms =
            contracts.map { term(of: $0, isOnly: contracts.count == 1, in: context) }
            + own.compactMap { term(of: $0, in: context) }
        let months = context.billing.shortestTermMonths
        return terms.filter { RenewalTerm.isRenewal(from: $0.start, to: $0.end, atLeast: months) }
            .sorted { ($0.end, $0.identity) < ($1.end, $1.identity) }
    }

    func subscriptions(in context: MeasuringContext, termsOn day: Day) -> [Subscription] {
        subscriptions(in: context).map { $0.withTerm(on: day) }
    }

    private func term(of contract: Contract, isOnly: Bool, in context: MeasuringContext) -> RenewalTerm {
        let end = contract.end ?? context.asOf.today
        let parts = subscriptions(in: context).filter { $0.isPart(of: contract.subscription) }
        // Of items that were replaced nothing is to be learnt any more.
        let subscription = parts.first { $0.isRecurring(in: context) } ?? parts.first
        return RenewalTerm(
            identity: contract.identity, start: contract.start, end: end,
            autoRenews: contract.autoRenews ?? subscription?.autoRenews ?? false,
            noticeDays: contract.noticeDays ?? subscription?.noticeDays ?? 0,
            settled: settled(contract, subscription, at: context.asOf),
            amount: amount(of: contract, parts, isOnly: isOnly, until: end, in: context),
            humanCategory: contract.humanCategory.flatMap(RenewalForecast.Category.init))
    }

    private func term(of subscription: Subscription, in context: MeasuringContext) -> RenewalTerm? {
        guard let end = subscription.termEnd, end >= context.asOf.today, subscription.isRecurring(in: context)
        else { return nil }
        let start = subscription.termBegan(by: context.asOf.today)
        let amount =
            subscription.renewalMinor.map { context.renewing($0, subscription.currency, of: self, on: end) }
            ?? context.renewing(subscription, from: start, to: end, of: self)
        return RenewalTerm(
            identity: subscription.identity, start: start, end: end, autoRenews: subscription.autoRenews ?? false,
            noticeDays: subscription.noticeDays ?? 0,
            settled: settled(nil, subscription, at: context.asOf), amount: amount, humanCategory: nil)
    }

    /// A decision on record comes first, then a term already signed behind this one, then a notice: it may have been
    /// taken back.
    private func settled(
        _ contract: Contract?, _ subscription: Subscription?, at asOf: AsOf
    ) -> RenewalTerm.Settled? {
        if let outcome = outcome(of: contract, subscription, at: asOf) { return outcome }
        if let contract, contract.status == "renewed" || contracts.contains(where: { $0.follows(contract, at: asOf) }) {
            return .renewed
        }
        let isEnding = contract?.hasNotice(at: asOf) == true || subscription?.isCancelled(at: asOf) == true
        return isEnding || status(at: asOf) == .cancelling ? .lost : nil
    }

    private func outcome(
        of contract: Contract?, _ subscription: Subscription?, at asOf: AsOf
    ) -> RenewalTerm.Settled? {
        let decided = renewals.first { renewal in
            guard renewal.isKnown(at: asOf) else { return false }
            if let contract { return renewal.decides(contract, among: contracts) }
            return subscription.map { renewal.decides($0, among: contracts) } ?? false
        }
        return decided.map { $0.isRenewed ? .renewed : .lost }
    }

    private func amount(
        of contract: Contract, _ parts: [Subscription], isOnly: Bool, until end: Day, in context: MeasuringContext
    ) -> Measured {
        if let minor = contract.renewalMinor { return context.renewing(minor, contract.currency, of: self, on: end) }
        if !parts.isEmpty { return context.renewing(parts, from: contract.start, to: end, of: self) }
        guard isOnly, let months = RenewalTerm.months(from: contract.start, to: end) else { return .absent(.noData) }
        return recurringRate(in: context).map { context.major(tenThousandths: $0) * Double(months) }
    }
}

extension MeasuringContext {
    /// Targets are converted at the rate of the renewal date; of a date ahead, at the latest rate there is.
    fileprivate func renewing(_ minor: Int64, _ own: StatedCurrency, of account: AccountView, on end: Day) -> Measured {
        let converted = exchange.minor(minor, currency(own, of: account), on: min(end, asOf.today))
        return converted.map { .known(major(minor: $0)) } ?? .absent(.noFxRate)
    }

    /// Items of one subscription together: those that still bring something.
    fileprivate func renewing(
        _ parts: [Subscription], from start: Day?, to end: Day, of account: AccountView
    ) -> Measured {
        let running = parts.count > 1 ? parts.filter { $0.isRecurring(in: self) } : parts
        guard !running.isEmpty else { return .absent(.noData) }
        var sum = 0.0
        for part in running {
            let one = renewing(part, from: start, to: end, of: account)
            guard let value = one.value else { return one }
            sum += value
        }
        return .known(sum)
    }

    /// MRR times the months of the term, where no target is given (METRICS 1.6, M23).
    fileprivate func renewing(
        _ subscription: Subscription, from start: Day?, to end: Day, of account: AccountView
    ) -> Measured {
        guard let rate = account.rate(of: subscription, before: end, in: self),
            let months = RenewalTerm.months(from: start, to: end)
        else {
            return .absent(.noData)
        }
        let minor = (Double(rate) * Double(months) / 10_000).rounded(.toNearestOrAwayFromZero)
        guard let minor = Int64(exactly: minor) else { return .absent(.noData) }
        return renewing(minor, subscription.currency, of: account, on: end)
    }
}

extension RenewalTerm {
    /// Whole months, however the end is meant: the last day of service, or the day after it.
    static func months(from start: Day?, to end: Day) -> Int? {
        start.map { max(1, Int((Double(end - $0) / 30.4375).rounded())) }
    }

    /// Some name the last day of service, and some the day after it.
    static func isSameEnd(_ one: Day, _ other: Day) -> Bool { abs(one - other) <= 1 }

    static func isRenewal(from start: Day?, to end: Day, atLeast months: Int) -> Bool {
        start.map { end + 1 >= $0.adding(months: months) } ?? true
    }

    /// MRR, in ten-thousandths of a minor unit, times the months of the term, in minor units.
    static func minor(_ rate: Int64, from start: Day?, to end: Day) -> Int64? {
        months(from: start, to: end).flatMap { months in
            Int64(exactly: (Double(rate) * Double(months) / 10_000).rounded(.toNearestOrAwayFromZero))
        }
    }
}

extension Contract {
    private static let over: Set<String> = ["draft", "ended", "terminated", "expired", "cancelled", "canceled"]

    /// The words of its status that mean something.
    static let words = over.union(["signed", "active", "notice_given", "renewed"])

    /// Begun, not over, and in force.
    func isRunning(at asOf: AsOf) -> Bool {
        guard let end, end >= asOf.today, !Self.over.contains(status ?? "active") else { return false }
        if let signed, !asOf.knows(signed, knowledge) { return false }
        return start.map { $0 <= asOf.today } ?? true
    }

    /// With yesterday: a subscription whose term is said to end the day after is up no longer either.
    fileprivate func hasJustEnded(at asOf: AsOf) -> Bool {
        end == asOf.today - 1 && !Self.over.contains(status ?? "active")
    }

    fileprivate func hasNotice(at asOf: AsOf) -> Bool {
        noticeGiven.map { asOf.knows($0, knowledge) } ?? (status == "notice_given")
    }

    /// Whether it is for a subscription: for the one it names, or, where it names none, for all of its account.
    func isFor(_ subscription: Subscription) -> Bool {
        self.subscription == nil || subscription.isPart(of: self.subscription)
    }

    /// Whether a subscription's term ends with this one or within it, and so does not come up by itself.
    func covers(_ subscription: Subscription) -> Bool {
        guard let end, let termEnd = subscription.termEnd, isFor(subscription) else { return false }
        return start.map { $0 < termEnd } ?? true && (end >= termEnd || RenewalTerm.isSameEnd(end, termEnd))
    }

    /// Whether this is the next term of the same agreement, signed by now.
    func follows(_ contract: Contract, at asOf: AsOf) -> Bool {
        guard identity != contract.identity, let start, let end = contract.end, start >= end,
            subscription == contract.subscription, !Self.over.contains(status ?? "active")
        else { return false }
        return signed.map { asOf.knows($0, knowledge) } ?? true
    }
}

extension Subscription {
    /// First day of the term that ends with `term_end`: as stated, else the last of the terms since the first day of
    /// service, which are many by now and no term together (M23).
    ///
    /// Who says no start says how often is billed, which may be more often than the term: an end that is further ahead, or
    /// comes round every year, ends a year.
    func termBegan(by today: Day) -> Day? {
        if let termStart { return termStart }
        guard let termEnd, let started, started < termEnd else { return started }
        if let termMonths { return max(started, termEnd.adding(months: -termMonths)) }
        let billed = monthsBilled.flatMap { months in
            months >= 12 || !isAnniversary(termEnd, of: started) && termEnd.adding(months: -months) <= today
                ? months : nil
        }
        var start = termEnd.adding(months: -(billed ?? 12))
        while start > today, start > started { start = start.adding(months: -(billed ?? 12)) }
        return max(start, started)
    }

    /// With the term that runs on a day, or begins next, where terms follow each other; of a service that has ended by
    /// then, the one in which it did.
    fileprivate func withTerm(on day: Day) -> Subscription {
        guard hasFollowingTerms, let months = termMonths, let started, ended != nil || !isOver else { return self }
        let day = min(day, ended ?? day)
        var count = max(1, Int(Double(day - started) / (31 * Double(months))))
        while started.adding(months: count * months) < day { count += 1 }
        var subscription = self
        subscription.termStart = started.adding(months: (count - 1) * months)
        subscription.termEnd = started.adding(months: count * months)
        return subscription
    }

    private func isAnniversary(_ end: Day, of start: Day) -> Bool {
        let years = Int((Double(end - start) / 365.2425).rounded())
        return years > 0 && RenewalTerm.isSameEnd(start.adding(months: 12 * years), end)
    }

    /// Months that a price is for; less than one counts as one.
    private var monthsBilled: Int? {
        periodsPerYear.map { max(1, Int((12 * Double(max(1, intervalCount ?? 1)) / $0).rounded())) }
    }

    /// Whether anything says when it comes up.
    var hasTerms: Bool { termEnd != nil || hasFollowingTerms }

    static let ending: Set<String> = [
        "cancelling", "cancel_pending", "cancel_at_period_end", "pending_cancellation", "notice_given",
    ]

    fileprivate func isCancelled(at asOf: AsOf) -> Bool {
        cancelRequested.map { asOf.knows($0, knowledge) }
            ?? (Self.ending.contains(status ?? "active") || isEndAnnounced(at: asOf))
    }

    /// Of an end that stood in the first load nobody knows since when it has been announced.
    private func isEndAnnounced(at asOf: AsOf) -> Bool {
        ended != nil && !knowledge.isAssumed && knowledge.observed <= asOf.now
    }
}

extension RenewalOutcome {
    func isKnown(at asOf: AsOf) -> Bool {
        guard let day = decided ?? renewalDate else { return false }
        return asOf.knows(day, knowledge)
    }

    var isRenewed: Bool { outcome == "renewed" }

    /// Decided so late that the customer was lost in between, it counts as lost (M23).
    func isRenewedInTime(under billing: BillingPolicy) -> Bool {
        guard let date = renewalDate else { return isRenewed }
        return isRenewed && (decided ?? date) - date <= billing.renewalGraceDays
    }

    /// Whether it says what became of a contract's term: one that names the contract, or the subscription it is for, or
    /// neither, and then all that the account has.
    func decides(_ contract: Contract, among contracts: ArraySlice<Contract>) -> Bool {
        guard isAbout(contract.end) else { return false }
        if self.contract == contract.identity.key || namesNothing { return true }
        if let own = self.contract, contracts.contains(where: { $0.identity.key == own }) { return false }
        return subscription != nil && subscription == contract.subscription
    }

    /// The same of a subscription's own term. One that names a contract decides what the contract is for.
    func decides(_ subscription: Subscription, among contracts: ArraySlice<Contract>) -> Bool {
        guard isAbout(subscription.termEnd) else { return false }
        if namesNothing || subscription.isPart(of: self.subscription) || subscription.isPart(of: contract) {
            return true
        }
        return contracts.contains { $0.identity.key == contract && $0.isFor(subscription) }
    }

    /// Whether a contract's term is not open any more: decided whole, or, where it is for all that the account has, a part
    /// of it.
    func settles(_ contract: Contract, among contracts: ArraySlice<Contract>) -> Bool {
        decides(contract, among: contracts)
            || self.contract == nil && contract.subscription == nil && isAbout(contract.end)
    }

    private var namesNothing: Bool { contract == nil && subscription == nil }

    private func isAbout(_ end: Day?) -> Bool {
        guard let renewalDate, let end else { return false }
        return RenewalTerm.isSameEnd(renewalDate, end)
    }
}
