// What was up for renewal with a term that has come up, in minor units of the reporting currency: what is stated, else
// MRR just before its end times the months of the term, as its forecast was made (METRICS 1.6, M23).
extension AccountView {
    /// A contract that names no subscription is for all that its account has, where no other contract runs beside it.
    func target(of contract: Contract, in context: MeasuringContext) -> Summed {
        let end = contract.end ?? context.asOf.today
        if let stated = contract.renewalMinor { return context.target(stated, contract.currency, of: self, on: end) }
        return target(of: parts(of: contract, in: context), from: contract.start, to: end, in: context)
    }

    /// The same of a decision that says no amount: that of the contract it decides, or of the subscription.
    func target(of outcome: RenewalOutcome, in context: MeasuringContext) -> Summed {
        let end = outcome.renewalDate ?? context.asOf.today
        let decided = contracts.filter { $0.status != "draft" && outcome.decides($0, among: contracts) }
        if decided.count == 1, let contract = decided.first { return target(of: contract, in: context) }
        // A contract that goes on has the dates of its next term by now.
        let named = contracts.first { $0.identity.key == outcome.contract }
        let subscription = outcome.subscription ?? named?.subscription
        let own = subscriptions(in: context).filter { $0.isPart(of: subscription) || $0.isPart(of: outcome.contract) }
        let parts = own.isEmpty ? named.map { self.parts(of: $0, in: context) } ?? [] : Array(own)
        return target(of: parts, from: outcome.termStart, to: end, in: context)
    }

    func target(
        of parts: [Subscription], from start: Day?, to end: Day, in context: MeasuringContext
    ) -> Summed {
        let up = parts.upForRenewal(from: start, to: end, under: context.billing)
        guard !up.isEmpty else { return .absent(.noData) }
        var sum: Int64 = 0
        for part in up {
            guard let rate = rate(of: part, before: end, in: context),
                let minor = RenewalTerm.minor(rate, from: start, to: end)
            else { return .absent(.noData) }
            guard case .known(let own) = context.target(minor, part.currency, of: self, on: end) else {
                return .absent(.noFxRate)
            }
            sum += own
        }
        return .known(sum)
    }

    /// What was signed with a term that was renewed: what its subscriptions bring a month in the next one, times the months
    /// of the term (METRICS 1.6, M23). `nil` where what was up is no such sum, or the next term has not begun.
    func renewed(_ contract: Contract, in context: MeasuringContext) -> Summed? {
        guard contract.renewalMinor == nil, let end = contract.end else { return nil }
        return renewed(parts(of: contract, in: context), from: contract.start, to: end, in: context)
    }

    /// The same of a decision that says no amount.
    func renewed(_ outcome: RenewalOutcome, in context: MeasuringContext) -> Summed? {
        guard let end = outcome.renewalDate else { return nil }
        let decided = contracts.filter { $0.status != "draft" && outcome.decides($0, among: contracts) }
        if decided.count == 1, let contract = decided.first { return renewed(contract, in: context) }
        let own = subscriptions(in: context).filter {
            $0.isPart(of: outcome.subscription) || $0.isPart(of: outcome.contract)
        }
        return renewed(Array(own), from: outcome.termStart, to: end, in: context)
    }

    /// Some sources date what changes with the end of a term by its last day, and some by the day after.
    func renewed(
        _ parts: [Subscription], from start: Day?, to end: Day, in context: MeasuringContext
    ) -> Summed? {
        guard end + 1 < context.asOf.today else { return nil }
        let running = parts.filter { one in
            one.isRecurringKind(under: context.billing) && one.paidFrom.map { $0 <= end + 1 } ?? true
                && one.serviceEnd(under: context.billing).map { $0 > end + 1 } ?? true
        }
        var sum: Int64 = 0
        for part in running {
            guard let rate = rate(of: part, before: end + 2, in: context),
                let minor = RenewalTerm.minor(rate, from: start, to: end),
                case .known(let own) = context.target(minor, part.currency, of: self, on: end)
            else { return nil }
            sum += own
        }
        return running.isEmpty ? nil : .known(sum)
    }

    private func parts(of contract: Contract, in context: MeasuringContext) -> [Subscription] {
        let all = subscriptions(in: context)
        let own = all.filter { $0.isPart(of: contract.subscription) }
        let isOnly = !contracts.contains { $0.identity != contract.identity && $0.runs(beside: contract) }
        return !own.isEmpty || !isOnly ? Array(own) : Array(all)
    }
}

extension MeasuringContext {
    /// Converted at the rate of the renewal date (METRICS 1.6).
    func target(_ minor: Int64, _ own: StatedCurrency, of account: AccountView, on end: Day) -> Summed {
        exchange.minor(minor, currency(own, of: account), on: end).map(Summed.known) ?? .absent(.noFxRate)
    }
}

extension [Subscription] {
    /// Those that ran when the term ended; where all had ended before, those that ended last within it.
    fileprivate func upForRenewal(from start: Day?, to end: Day, under billing: BillingPolicy) -> [Subscription] {
        let paid = filter { one in
            one.isRecurringKind(under: billing) && one.paidFrom.map { $0 < end } ?? true
        }
        let running = paid.filter { one in one.serviceEnd(under: billing).map { $0 >= end - 1 } ?? true }
        guard running.isEmpty, let last = paid.compactMap({ $0.serviceEnd(under: billing) }).max(),
            start.map({ last > $0 }) ?? true
        else { return running }
        return paid.filter { $0.serviceEnd(under: billing) == last }
    }
}

extension Contract {
    /// Whether it, too, ran on the other's last day.
    fileprivate func runs(beside other: Contract) -> Bool {
        guard status != "draft", let end, let last = other.end else { return false }
        return end >= last && start.map { $0 < last } ?? true
    }
}
