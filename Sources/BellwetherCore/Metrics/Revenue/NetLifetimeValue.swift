extension Metric {
    /// What an account has brought in so far less what winning and keeping it cost (M18): revenue a year over the years,
    /// less acquisition and service, in the reporting currency.
    ///
    /// Revenue is what its subscriptions were worth month by month, at today's rates, and years are those of the calendar:
    /// ten years at 1,000 are 10,000, however many days they had. A cost that is missing is not 0, also
    /// where the account was won before the data begins: without one of winning it and one of serving it the value is not
    /// known. Who was won for nothing has a cost of 0 on record.
    package static let netLifetimeValue = Metric(
        "clv.net", .money, .higherIsBetter, from: [.subscription, .cost], example: 7500,
        "Revenue so far less the costs of winning and keeping the account; not known where either is not on record."
    ) { account, context in
        context.lifetime(of: account).flatMap { lifetime in
            LifetimeValue.net(
                revenuePerYear: lifetime.revenuePerYear, years: lifetime.years, acquisition: lifetime.acquisition,
                service: lifetime.service)
        }
    }

    /// The margin realised so far and the one still expected, less what winning and keeping cost (M20). What serving costs
    /// is in the margin already; but where no cost of serving or keeping is on record at all, or none of winning, a cost
    /// is missing, and the value is as little known as `clv.net` (M18).
    ///
    /// Alerts look at `clv.forward`: what has been earned already hides every fall.
    package static let totalLifetimeValue = Metric(
        "clv.total", .money, .higherIsBetter, from: [.subscription, .cost], of: .customers, example: 9200,
        "Margin so far and expected from now on, less the costs of winning and keeping; not known where `clv.net` is not."
    ) { account, context in
        guard let margin = context.billing.grossMargin else { return .absent(.noData) }
        return context.lifetime(of: account).flatMap { lifetime in
            guard let acquisition = lifetime.acquisition, lifetime.service != nil else { return .absent(.noData) }
            return Metric.forwardLifetimeValue.measure(account, context).map { forward in
                lifetime.revenuePerYear * lifetime.years * margin + forward - acquisition - lifetime.retention
            }
        }
    }

    /// One-off money of the last 365 whole days, net of what went back (M14).
    package static let oneOffRevenue = Metric(
        "revenue.one_off_365", .money, .higherIsBetter, from: [.order], example: 1200,
        "Money of the last 365 days that does not recur: purchases, trainings, fees."
    ) { account, context in
        guard context.delivers(.order) else { return .absent(.noData) }
        let today = context.asOf.today
        return account.nonRecurring(in: Period(today - 365..<today), context).map(context.major(minor:))
    }
}

/// What an account brought in and cost from its first day to today.
struct Lifetime: Sendable {
    let years: Double
    let revenuePerYear: Double
    /// `nil` where no such cost is on record. Serving includes keeping.
    let acquisition, service: Double?
    let retention: Double
}

extension MeasuringContext {
    fileprivate func lifetime(of account: AccountView) -> Result<Lifetime, AbsenceReason> {
        guard delivers(.subscription), delivers(.cost), !account.costs.isEmpty else { return .failure(.noData) }
        let timeline = account.timeline(in: self)
        guard !timeline.hasNoBeginning || account.profile?.started != nil else { return .failure(.noData) }
        guard let first = account.profile?.started ?? timeline.firstPaid, first < asOf.today else {
            return .failure(.insufficientSample)
        }
        var revenue = 0.0
        switch timeline.revenue(from: first, to: asOf.today, in: self) {
        case .known(let value): revenue = value
        case .absent(let reason): return .failure(reason)
        }
        let all = Period(MRRTimeline.longAgo..<asOf.today)
        var parts: [Double] = []
        for selection in [CostSelection.acquisition, .service, .retention] {
            switch total(account.costs, selection, within: all, of: account) {
            case .known(let sum): parts.append(major(tenThousandths: sum))
            case .absent(let reason): return .failure(reason)
            }
        }
        let years = Period(first..<asOf.today).months / 12
        return .success(
            Lifetime(
                years: years, revenuePerYear: revenue / years,
                acquisition: has(.acquisition, among: account) ? parts[0] : nil,
                service: has(.allButAcquisition, among: account) ? parts[1] + parts[2] : nil, retention: parts[2]))
    }

    private func has(_ selection: CostSelection, among account: AccountView) -> Bool {
        account.costs.contains { cost in
            selection.counts(cost) && cost.periodStart.map { asOf.knows($0, cost.knowledge) } ?? false
        }
    }
}

extension MRRTimeline {
    /// MRR times the months it was paid, in major units at the rates of the last day.
    fileprivate func revenue(from start: Day, to end: Day, in context: MeasuringContext) -> Measured {
        if let absence { return .absent(absence) }
        // A price that is none, times some hundred months, would not fit.
        var paid: [Currency: Int128] = [:]
        for step in steps where step.day < end {
            let months = Period(max(step.day, start)..<end).monthParts
            paid[step.currency, default: 0] += Int128(step.change) * Int128(months)
        }
        var sum: Int128 = 0
        for (currency, amount) in paid {
            let parts = Int128(Period.partsOfMonth)
            guard let amount = Int64(exactly: (amount + parts / 2) / parts) else { return .absent(.noData) }
            guard let converted = context.exchange.tenThousandths(amount, currency, on: end) else {
                return .absent(.noFxRate)
            }
            sum += Int128(converted)
        }
        guard let sum = Int64(exactly: sum) else { return .absent(.noData) }
        return .known(context.major(tenThousandths: sum))
    }
}

extension Result<Lifetime, AbsenceReason> {
    fileprivate func flatMap(_ measure: (Lifetime) -> Measured) -> Measured {
        switch self {
        case .success(let lifetime): measure(lifetime)
        case .failure(let reason): .absent(reason)
        }
    }
}
