extension BillingPolicy {
    /// What a report says of the choices behind its numbers: a sentence for each question that systems answer in
    /// different ways (METRICS 6.4).
    package var words: [String] {
        [
            churnWords,
            "Past due: still a customer; an invoice is late \(latenessWords), and delinquent "
                + "after \(Self.days(delinquentAfterDays)).",
            "Won and lost within the period: told apart, as early churn.", discountWords,
            "Refunds and credit notes: MRR stays as it is, but for a year that was paid for: after notice it is over on the "
                + "day of the refund. One-off money is told net of them.",
            "A pause: no MRR, and no churn for up to \(Self.days(longestPauseDays)).", returnWords,
            "Trials and tax: left out. Metered items: \(countsMetered ? "counted as recurring" : "left out").",
            "One-off money: told apart, never in MRR.",
            "Exchange rates: what they change is told apart; money without a rate leaves its total without a value.",
            "Renewals: of terms of \(shortestTermMonths) months or more; a decision counts up to "
                + "\(Self.days(renewalGraceDays)) after the date.", upsellWords, marginWords,
        ]
    }

    private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

    private var latenessWords: String {
        switch graceDays {
        case 0: "the day after it is due"
        case 1: "once 1 day of grace after its due date is over"
        default: "once \(graceDays) days of grace after its due date are over"
        }
    }

    private var churnWords: String {
        switch churnAt {
        case .endOfService: "Churn: with the last day of paid service, not with the notice."
        case .request: "Churn: on the day notice is given."
        }
    }

    private var discountWords: String {
        switch discounts {
        case .all: "Discounts: all of them lower MRR while they last."
        case .foreverOnly: "Discounts: only those without an end lower MRR."
        }
    }

    private var returnWords: String {
        guard let reactivationWithinDays else { return "Who comes back: a reactivation, however late." }
        return "Who comes back: a reactivation within \(Self.days(reactivationWithinDays)), a new customer later."
    }

    private var upsellWords: String {
        guard !topPlans.isEmpty else { return "Upsell: whoever pays has more to buy." }
        return "Upsell: whoever is on \(topPlans.sorted().joined(separator: ", ")) has nothing more to buy."
    }

    private var marginWords: String {
        let special = priorMonthlyChurnBySegment.sorted { $0.key < $1.key }.map { segment, churn in
            ", \(DecimalText.short(churn * 100)) % in \(segment)"
        }
        let churn = "\(DecimalText.short(priorMonthlyChurn * 100)) % churn a month\(special.joined())"
        guard let grossMargin else { return "Gross margin: not given, so there are no lifetime values." }
        return "Lifetime values: \(DecimalText.short(grossMargin * 100)) % gross margin, \(churn) assumed."
    }
}
