import Testing

@testable import BellwetherCore

@Suite struct BillingPolicyWordsTests {
    @Test func `a report says by what choices its numbers were made`() {
        #expect(
            BillingPolicy(grossMargin: 0.8).words == [
                "Churn: with the last day of paid service, not with the notice.",
                "Past due: still a customer; an invoice is late once 3 days of grace after its due date are over, "
                    + "and delinquent after 30 days.",
                "Won and lost within the period: told apart, as early churn.",
                "Discounts: all of them lower MRR while they last.",
                "Refunds and credit notes: MRR stays as it is, but for a year that was paid for: after notice it is over on the "
                    + "day of the refund. One-off money is told net of them.",
                "A pause: no MRR, and no churn for up to 90 days.", "Who comes back: a reactivation, however late.",
                "Trials and tax: left out. Metered items: left out.",
                "One-off money: told apart, never in MRR.",
                "Exchange rates: what they change is told apart; money without a rate leaves its total without a value.",
                "Renewals: of terms of 3 months or more; a decision counts up to 30 days after the date.",
                "Upsell: whoever pays has more to buy.",
                "Lifetime values: 80 % gross margin, 2 % churn a month assumed.",
            ])
    }

    @Test func `other choices are other words`() {
        var policy = BillingPolicy(graceDays: 1)
        policy.churnAt = .request
        policy.discounts = .foreverOnly
        policy.countsMetered = true
        policy.reactivationWithinDays = 90
        policy.topPlans = ["Enterprise", "Dedicated"]
        let segments = BillingPolicy(grossMargin: 0.75, priorMonthlyChurnBySegment: ["SMB": 0.035, "Large": 0.01])
        #expect(
            segments.words.last
                == "Lifetime values: 75 % gross margin, 2 % churn a month, 1 % in Large, 3.5 % in SMB assumed.")
        for words in [
            "Churn: on the day notice is given.", "Discounts: only those without an end lower MRR.",
            "Trials and tax: left out. Metered items: counted as recurring.",
            "Who comes back: a reactivation within 90 days, a new customer later.",
            "Past due: still a customer; an invoice is late once 1 day of grace after its due date is over, "
                + "and delinquent after 30 days.",
            "Gross margin: not given, so there are no lifetime values.",
            "Upsell: whoever is on Dedicated, Enterprise has nothing more to buy.",
        ] { #expect(policy.words.contains(words)) }
    }

    /// What each choice does to MRR.
    @Test func `metered items and discounts count as the policy has it`() {
        var company = Company()
        company.addAccount()
        let price: [String: FactValue] = ["amount": 10_000, "interval": "month", "started_at": "2025-01-01"]
        company.add(.subscription, "1", price.merging(["usage_type": "metered"]) { $1 })
        company.add(
            .subscription, "2", price.merging(["discount_percent": 50, "discount_ends_at": "2026-06-01"]) { $1 })
        var policy = BillingPolicy()
        #expect(company.measured(.mrr, at: "2026-03-25", billing: policy) == .known(50))
        #expect(company.measured(.mrr, at: "2026-06-02", billing: policy) == .known(100))
        policy.discounts = .foreverOnly
        #expect(company.measured(.mrr, at: "2026-03-25", billing: policy) == .known(100))
        policy.countsMetered = true
        #expect(company.measured(.mrr, at: "2026-03-25", billing: policy) == .known(200))
    }
}
