/// The choices that change numbers (METRICS 6.4), as configured.
package struct BillingPolicy: Sendable, Hashable {
    /// When a customer who leaves is lost.
    package enum ChurnAt: String, Sendable, Hashable, CaseIterable {
        /// With the last day of the paid service.
        case endOfService = "end_of_service"
        /// On the day they give notice.
        case request
    }

    /// Which discounts lower MRR.
    package enum Discounts: String, Sendable, Hashable, CaseIterable {
        case all
        /// Only those that never end: one that runs out is a price not yet paid.
        case foreverOnly = "forever_only"

        func counts(until end: Day?, on day: Day) -> Bool {
            switch self {
            case .all: end.map { day < $0 } ?? true
            case .foreverOnly: end == nil
            }
        }
    }

    /// Days after the due date before an invoice is late.
    package var graceDays: Int
    /// Days after the due date from which on an open invoice makes its account delinquent: told, and no churn.
    package var delinquentAfterDays: Int
    /// Gross margin for lifetime values, 0 to 1; absent makes `clv.forward` absent.
    package var grossMargin: Double?
    /// Monthly churn assumed for lifetime values.
    package var priorMonthlyChurn: Double
    /// The same for segments that are known to differ.
    package var priorMonthlyChurnBySegment: [String: Double]
    package var churnAt: ChurnAt
    package var discounts: Discounts
    /// Whether metered items are recurring.
    package var countsMetered: Bool
    /// Longer than this, and a pause is churn.
    package var longestPauseDays: Int
    /// Who comes back later than this is new; nothing means that nobody ever is.
    package var reactivationWithinDays: Int?
    /// Days after a renewal date in which a late decision still counts as of that date.
    package var renewalGraceDays: Int
    /// Terms of fewer months are billing, not renewal.
    package var shortestTermMonths: Int
    /// The plans above which there is nothing to sell.
    package var topPlans: Set<String>
    /// When support answers, for times to a solution in business hours.
    package var supportHours: SupportHours

    package init(
        graceDays: Int = 3, grossMargin: Double? = nil, priorMonthlyChurn: Double = 0.02,
        priorMonthlyChurnBySegment: [String: Double] = [:]
    ) {
        self.graceDays = graceDays
        self.grossMargin = grossMargin
        self.priorMonthlyChurn = priorMonthlyChurn
        self.priorMonthlyChurnBySegment = priorMonthlyChurnBySegment
        delinquentAfterDays = 30
        churnAt = .endOfService
        discounts = .all
        countsMetered = false
        longestPauseDays = 90
        reactivationWithinDays = nil
        renewalGraceDays = 30
        shortestTermMonths = 3
        topPlans = []
        supportHours = .standard
    }
}
