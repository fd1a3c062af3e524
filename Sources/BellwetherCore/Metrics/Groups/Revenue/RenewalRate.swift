extension GroupMetric {
    /// Of the terms that came up in the period and were decided, the share that was renewed (M23).
    ///
    /// Came up: a renewal date in the period, of a term that began before it and is at least three months long. Not who
    /// is active: who is due. Renewed within 30 days after the date counts as of the date; later, or never, is lost.
    package static let renewalRate = GroupMetric(
        "group.renewal_rate", .ratio, .higherIsBetter, from: renewalKinds, example: 0.3692,
        "Share of the terms decided in the period that were renewed."
    ) { group in
        group.renewals.share {
            Double($0.renewed)
        } over: {
            $0.renewed + $0.lost
        }
    }

    /// Over all that came up, as if no pending one renewed (M23).
    package static let renewalRateFloor = GroupMetric(
        "group.renewal_rate_floor", .ratio, .higherIsBetter, from: renewalKinds, example: 0.32,
        "Share of the terms due in the period that are renewed so far."
    ) { group in
        group.renewals.share {
            Double($0.renewed)
        } over: {
            $0.due
        }
    }

    package static let renewalsDue = GroupMetric(
        "group.renewals_due", .count, .neither, from: renewalKinds, example: 75, "Terms that came up in the period."
    ) { group in .known(Double(group.renewals.due)) }

    package static let renewalsPending = GroupMetric(
        "group.renewals_pending", .count, .neither, from: renewalKinds, example: 10,
        "Terms that came up in the period and are not decided."
    ) { group in .known(Double(group.renewals.pending)) }

    /// The same by money, with no term for more than was up (M23): `Σ min(final, target) ÷ Σ target` over all due.
    package static let renewalValueGross = GroupMetric(
        "group.renewal_value_gross", .ratio, .higherIsBetter, from: renewalKinds, example: 0.8,
        "Money renewed over money due, growth aside."
    ) { group in group.renewals.value { min($0.final, $0.target) } }

    /// With what was added at renewal (M23).
    package static let renewalValueNet = GroupMetric(
        "group.renewal_value_net", .ratio, .higherIsBetter, from: renewalKinds, example: 0.9,
        "Money renewed over money due, growth included."
    ) { group in group.renewals.value(of: \.final) }

    /// Of the decided ones alone: `renewal_value_gross` says how much is safe, this how it went so far (M23).
    package static let decidedValueGross = GroupMetric(
        "group.renewal_value_gross_decided", .ratio, .higherIsBetter, from: renewalKinds, example: 0.85,
        "Money renewed over money decided, growth aside."
    ) { group in group.renewals.decided.value { min($0.final, $0.target) } }

    package static let decidedValueNet = GroupMetric(
        "group.renewal_value_net_decided", .ratio, .higherIsBetter, from: renewalKinds, example: 0.95,
        "Money renewed over money decided, growth included."
    ) { group in group.renewals.decided.value(of: \.final) }

    private static let renewalKinds: [FactKind] = [.renewal, .contract, .subscription]
}

/// The terms of a group that came up for renewal in a period.
struct RenewalsDue: Sendable {
    struct Term: Sendable {
        enum Outcome: Sendable {
            case renewed, lost, pending
        }

        /// Whose it is, and what brought it up.
        let account: AccountView
        let name: String
        let outcome: Outcome
        /// What was up for renewal and what was signed, for the whole term, in minor units of the reporting currency.
        let up, signed: Summed
        /// Whether it was renewed and nothing says for how much, so that what was up stands for it.
        let isAssumed: Bool

        var target: Double { up.amount }
        var final: Double { signed.amount }
    }

    var terms: [Term] = []

    var due: Int { terms.count }
    var renewed: Int { terms.count { $0.outcome == .renewed } }
    var lost: Int { terms.count { $0.outcome == .lost } }
    var pending: Int { terms.count { $0.outcome == .pending } }
    var decided: RenewalsDue { RenewalsDue(terms: terms.filter { $0.outcome != .pending }) }

    func share(_ part: (RenewalsDue) -> Double, over whole: (RenewalsDue) -> Int) -> Measured {
        whole(self) > 0 ? .known(part(self) / Double(whole(self))) : .absent(.emptyDenominator)
    }

    func value(of part: (Term) -> Double) -> Measured {
        if terms.contains(where: { $0.up == .absent(.noFxRate) }) { return .absent(.noFxRate) }
        if terms.contains(where: \.lacksAmount) { return .absent(.noData) }
        let target = terms.reduce(0) { $0 + $1.target }
        return target > 0 ? .known(terms.reduce(0) { $0 + part($1) } / target) : .absent(.emptyDenominator)
    }
}

extension RenewalsDue {
    /// For a report: of which terms it is not known what was up, so that nothing is known of the money of all; and which
    /// were renewed for nobody knows how much.
    var words: [String] {
        let unknown = terms.filter(\.lacksAmount)
        let assumed = terms.filter { $0.isAssumed && !$0.lacksAmount }
        var words: [String] = []
        if !unknown.isEmpty {
            words.append(
                "Of \(unknown.count) of the \(due) terms that came up it is not known what was up for renewal "
                    + "(\(Self.names(unknown))): no amount is told, and no price of a subscription that they are for. So "
                    + "nothing is known of the money that renewed.")
        }
        if !assumed.isEmpty {
            words.append(
                "Of \(assumed.count) of the \(renewed) terms that were renewed nobody says for how much "
                    + "(\(Self.names(assumed))): they are taken to be renewed for what was up.")
        }
        return words
    }

    private static func names(_ terms: [Term]) -> String {
        let some = terms.prefix(3).map { "\($0.name) of \($0.account.profile?.name ?? "")" }
        return some.joined(separator: ", ") + (terms.count > some.count ? " and \(terms.count - some.count) more" : "")
    }
}

extension AccountGroup {
    var renewals: RenewalsDue {
        RenewalsDue(terms: accounts.flatMap { $0.termsDue(in: period, context) })
    }
}

extension AccountView {
    /// Decided ones first, as recorded; then terms that ended without anybody recording what became of them. A
    /// subscription comes up by itself only where no contract stood for it, decided or not.
    func termsDue(in period: Period, _ context: MeasuringContext) -> [RenewalsDue.Term] {
        let recorded = renewals.filter { $0.isDue(in: period, context) }
        // One that does not count, as of a term too short, has decided all the same.
        let decisions = renewals.filter { $0.isKnown(at: context.asOf) }
        let due = contracts.filter { contract in
            contract.isTerm && period.contains(contract.end)
                && isRenewable(contract.start, contract.end, period, context)
        }
        let own = subscriptions(in: context, termsOn: period.start).filter { subscription in
            period.contains(subscription.termEnd) && subscription.isRecurringKind(under: context.billing)
                && isRenewable(
                    subscription.termBegan(by: context.asOf.today), subscription.termEnd, period, context)
                && !due.contains { subscription.isPart(of: $0.subscription) }
                && !contracts.contains { $0.isTerm && $0.covers(subscription) }
                && !decisions.contains { $0.decides(subscription, among: contracts) }
        }
        let open = due.filter { contract in !decisions.contains { $0.settles(contract, among: contracts) } }
        return recorded.map { $0.term(of: self, in: context) } + open.map { term(of: $0, in: context) }
            + own.map { term(of: $0, in: context) }
    }

    /// Of a term that began in the period nothing was up in it, whether it was sold then or went on (METRICS 1.6, M23).
    private func isRenewable(_ start: Day?, _ end: Day?, _ period: Period, _ context: MeasuringContext) -> Bool {
        guard let end, start.map({ $0 < period.start }) ?? true else { return false }
        return RenewalTerm.isRenewal(from: start, to: end, atLeast: context.billing.shortestTermMonths)
    }

    private func term(of contract: Contract, in context: MeasuringContext) -> RenewalsDue.Term {
        let end = contract.end ?? context.asOf.today
        let outcome: RenewalsDue.Term.Outcome =
            switch contract.status {
            case "renewed": .renewed
            case "ended", "terminated", "expired", "cancelled", "canceled": .lost
            default: contracts.contains { $0.follows(contract, at: context.asOf) } ? .renewed : context.undecided(end)
            }
        return RenewalsDue.Term(
            outcome, of: self, contract.identity.key, up: target(of: contract, in: context),
            signed: outcome == .renewed ? renewed(contract, in: context) : nil)
    }

    private func term(of subscription: Subscription, in context: MeasuringContext) -> RenewalsDue.Term {
        let end = subscription.termEnd ?? context.asOf.today
        let isOver = subscription.ended.map { context.asOf.knows($0, subscription.knowledge) } ?? subscription.isOver
        let start = subscription.termBegan(by: context.asOf.today)
        let up =
            subscription.renewalMinor.map { context.target($0, subscription.currency, of: self, on: end) }
            ?? target(of: [subscription], from: start, to: end, in: context)
        let outcome: RenewalsDue.Term.Outcome =
            subscription.hasFollowingTerms
            ? subscription.outcome(ofTermUntil: end, at: context.asOf) : isOver ? .lost : context.undecided(end)
        let isStated = subscription.renewalMinor != nil
        return RenewalsDue.Term(
            outcome, of: self, subscription.identity.key, up: up,
            signed: isStated ? nil : renewed([subscription], from: start, to: end, in: context))
    }
}

extension Subscription {
    /// Where terms follow each other, one that was not ended with its term has renewed by going on.
    fileprivate func outcome(ofTermUntil end: Day, at asOf: AsOf) -> RenewalsDue.Term.Outcome {
        if let ended, asOf.knows(ended, knowledge), ended <= end + 1 { return .lost }
        return end < asOf.today ? .renewed : .pending
    }
}

extension RenewalsDue.Term {
    /// What is pending or lost adds nothing; what was renewed without a sum that is known, what was up.
    fileprivate init(_ outcome: Outcome, of account: AccountView, _ name: String, up: Summed, signed: Summed?) {
        self.init(
            account: account, name: name, outcome: outcome, up: up,
            signed: outcome == .renewed ? signed ?? up : .known(0),
            isAssumed: outcome == .renewed && signed == nil)
    }

    /// Whether nothing says what was up: no amount, and no subscription with a price.
    var lacksAmount: Bool { up == .absent(.noData) }
}

extension Summed {
    fileprivate var amount: Double {
        switch self {
        case .known(let minor): Double(minor)
        case .absent: 0
        }
    }
}

extension MeasuringContext {
    /// A term nobody decided is pending until its days of grace are over, and lost then.
    fileprivate func undecided(_ end: Day) -> RenewalsDue.Term.Outcome {
        asOf.today - end > billing.renewalGraceDays ? .lost : .pending
    }
}

extension RenewalOutcome {
    fileprivate func isDue(in period: Period, _ context: MeasuringContext) -> Bool {
        guard period.contains(renewalDate), let end = renewalDate, isKnown(at: context.asOf) else { return false }
        guard termStart.map({ $0 < period.start }) ?? true else { return false }
        return RenewalTerm.isRenewal(from: termStart, to: end, atLeast: context.billing.shortestTermMonths)
    }

    fileprivate func term(of account: AccountView, in context: MeasuringContext) -> RenewalsDue.Term {
        let end = renewalDate ?? context.asOf.today
        let isKept = isRenewedInTime(under: context.billing)
        let before = minorBefore ?? mrrBefore.flatMap { RenewalTerm.minor($0, from: termStart, to: end) }
        let after = minorAfter ?? mrrAfter.flatMap { RenewalTerm.minor($0, from: termStart, to: end) }
        let up =
            before.map { context.target($0, currency, of: account, on: end) } ?? account.target(of: self, in: context)
        let signed =
            after.map { context.target($0, currency, of: account, on: end) }
            ?? (before == nil ? account.renewed(self, in: context) : nil)
        return RenewalsDue.Term(
            isKept ? .renewed : .lost, of: account, contract ?? subscription ?? identity.key, up: up, signed: signed)
    }
}

extension Contract {
    fileprivate var isTerm: Bool { status != "draft" && end != nil }
}

extension Period {
    func contains(_ day: Day?) -> Bool { day.map { contains($0) } ?? false }
}
