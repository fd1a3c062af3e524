extension TurnView {
    /// Who may be asked to speak for us (M35): in a green band for 90 days, with an NPS of 9 or more, nothing overdue, no
    /// open urgent ticket, and not asked in the last 180 days. Whoever pays most comes first.
    var advocates: [Report.Advocate] {
        let sight = Sight(
            accounts: turn.accounts, metrics: turn.metrics, health: turn.health, history: history, asOf: asOf)
        let green = Set(turn.health.bands.indices.filter { turn.health.bands[$0].colour == "green" })
        let days = BandStays(in: green, sight).numbers
        let found = customers.compactMap { slot -> (slot: Int, days: Int)? in
            guard speaksWell(slot), let good = days(slot).value, good >= 90 else { return nil }
            return (slot, Int(good))
        }
        return found.sorted { (mrr(of: $1.slot).value ?? 0, $0.slot) < (mrr(of: $0.slot).value ?? 0, $1.slot) }.map {
            let account = turn.accounts[$0.slot]
            return Report.Advocate(
                account: account.profile?.id ?? "", name: account.profile?.name ?? "",
                owner: ownerName(account.profile?.owner), daysInGood: $0.days,
                mark: figure(measured("nps.latest", of: $0.slot).map { $0 / 10 }, .score),
                mrr: figure(mrr(of: $0.slot), .money))
        }
    }

    /// Happy by their own word, and with nothing between us.
    private func speaksWell(_ slot: Int) -> Bool {
        guard let nps = measured("nps.latest", of: slot).value, nps >= 90,
            measured("invoices.overdue_amount", of: slot).value == 0,
            measured("tickets.open_urgent", of: slot).value == 0
        else { return false }
        return measured("advocacy.days_since_asked", of: slot).value.map { $0 > 180 } ?? true
    }

    var renewals: Report.Renewals {
        let days = Self.horizonDays
        let ahead = turn.forecasts.all.filter { $0.renewsOn - asOf.today <= days }
        let totals = RenewalTotals(of: ahead)
        let largest = Set(totals.concentrated)
        let names = ahead.filter { largest.contains($0.contract) }.map {
            turn.accounts[$0.slot].profile?.name ?? $0.contract.key
        }
        return Report.Renewals(
            horizonDays: days, terms: ahead.count, due: figure(totals.due, .money),
            expected: figure(totals.expected, .money), deviation: figure(totals.deviation, .money),
            low: figure(totals.low, .money), high: figure(totals.high, .money), concentrated: names)
    }

    /// Customers of today who brought less than half of the median of their segment; the least comes first.
    func lowValues(in context: MeasuringContext) -> [Report.LowValue] {
        let known = Set(customers)
        let segments = AccountGroup.all(of: turn.accounts, by: [.segment], over: reportPeriod, in: context)[0]
        return segments.flatMap { segment in
            segment.accountsOfLowValue.filter { known.contains($0.slot) }.map { account in
                Report.LowValue(
                    account: account.profile?.id ?? "", name: account.profile?.name ?? "",
                    owner: ownerName(account.profile?.owner), segment: segment.name,
                    value: figure(Metric.netLifetimeValue.measure(account, context), .money),
                    mrr: figure(mrr(of: account.slot), .money))
            }
        }.sorted { ($0.value.value ?? 0, $0.account) < ($1.value.value ?? 0, $1.account) }
    }

    /// Whose MRR cannot be told, at the end of the period or today, though it has some: no total with them can be (METRICS
    /// 1.6). Where no source tells of any, or the source is out of date, it is nobody's in particular.
    func withoutMRR(_ portfolio: AccountGroup?, in context: MeasuringContext) -> [Report.Unpriced] {
        guard context.delivers(.subscription) else { return [] }
        var reasons: [Int: AbsenceReason] = [:]
        for (account, reason) in portfolio?.accountsWithoutMRR ?? [] { reasons[account.slot] = reason }
        for slot in customers where reasons[slot] == nil {
            guard let reason = mrr(of: slot).reason, reason == .noFxRate || reason == .noData else { continue }
            reasons[slot] = reason
        }
        return reasons.compactMap { slot, reason in
            turn.accounts[slot].profile.map { profile in
                Report.Unpriced(
                    account: profile.id, name: profile.name, reason: reason.key,
                    text: reason == .noData ? "a subscription without a price" : reason.words)
            }
        }.sorted { $0.account < $1.account }
    }

    /// Who owes what (M32), also of those who have left; what is disputed is not chased. The most comes first, and before
    /// it what cannot be told.
    func debtors(in context: MeasuringContext) -> [Report.Debtor] {
        (0..<turn.accounts.slotCount).compactMap { slot in
            let account = turn.accounts[slot]
            guard let profile = account.profile, !profile.isExcluded else { return nil }
            let late = account.invoiceStandings(in: context).filter(\.isToCollect)
            guard !late.isEmpty else { return nil }
            return Report.Debtor(
                account: profile.id, name: profile.name, owner: ownerName(profile.owner), invoices: late.count,
                daysPastDue: late.map(\.daysPastDue).max() ?? 0, overdue: figure(Self.sum(late, in: context), .money),
                buckets: InvoiceStanding.Bucket.allCases.map { bucket in
                    figure(Self.sum(late.filter { $0.bucket == bucket }, in: context), .money)
                })
        }.sorted { ($1.overdue.value ?? .infinity, $0.account) < ($0.overdue.value ?? .infinity, $1.account) }
    }

    private static func sum(_ invoices: [InvoiceStanding], in context: MeasuringContext) -> Measured {
        var sum: Int64 = 0
        for invoice in invoices {
            let minor = context.exchange.minor(invoice.openMinor, invoice.currency, on: context.asOf.today)
            guard let minor, !invoice.isInDoubt else { return .absent(.noFxRate) }
            sum += minor
        }
        return .known(context.major(minor: sum))
    }
}

extension InvoiceStanding {
    /// Late, not disputed, and not written off for more than a year.
    fileprivate var isToCollect: Bool {
        isLate && !invoice.isDisputed && (!isUncollectible || daysPastDue <= 365)
    }
}
