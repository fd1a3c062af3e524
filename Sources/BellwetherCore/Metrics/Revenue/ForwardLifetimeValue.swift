extension Metric {
    /// What an account is expected to bring in from now on (M20): `MRR × gross margin × Σ (1 − c)^k` over the next 60
    /// months, in the reporting currency.
    ///
    /// Nothing earned so far counts, or it could hardly ever fall. The monthly churn `c` is that of customers like it, at
    /// least 0.0005 (`ChurnRates`, put in by `ExpectedLifetimes`); before there is a past it is the configured prior of the
    /// account's segment.
    package static let forwardLifetimeValue = Metric(
        "clv.forward", .money, .higherIsBetter, from: [.subscription], of: .customers, example: 5507.18,
        "Margin expected over the next 60 months, given today's MRR and the churn of customers like it."
    ) { account, context in
        guard context.delivers(.subscription), let margin = context.billing.grossMargin else { return .absent(.noData) }
        let churn = context.billing.monthlyChurn(inSegment: account.profile?.segment)
        return account.recurringRate(in: context).map { rate in
            context.major(tenThousandths: rate) * margin * LifetimeMonths.expected(monthlyChurn: churn)
        }
    }

    /// The share of customers like it that is lost a month, which `clv.forward` goes by (M20).
    package static let monthlyChurn = Metric(
        "clv.monthly_churn", .ratio, .lowerIsBetter, from: [.subscription], of: .customers, example: 0.02, in: 0...1,
        "Share of customers of its segment and band lost a month over the last twelve; what `clv.forward` goes by."
    ) { account, context in
        guard context.delivers(.subscription) else { return .absent(.noData) }
        return .known(context.billing.monthlyChurn(inSegment: account.profile?.segment))
    }
}

extension BillingPolicy {
    func monthlyChurn(inSegment segment: String?) -> Double {
        segment.flatMap { priorMonthlyChurnBySegment[$0] } ?? priorMonthlyChurn
    }
}

/// How many of the next 60 months an account is expected to pay for.
enum LifetimeMonths {
    static let horizon = 60
    static let leastChurn = 0.0005

    /// `Σ (1 − c)^k` for k from 1 to 60, added up term by term so that the same bytes come out everywhere.
    static func expected(monthlyChurn: Double) -> Double {
        let stays = 1 - min(1, max(leastChurn, monthlyChurn))
        var sum = 0.0
        var alive = 1.0
        for _ in 1...horizon {
            alive *= stays
            sum += alive
        }
        return sum
    }
}
