import Testing

@testable import BellwetherCore

/// Facts that have no answer: what every metric says of an account about which nothing is known.
@Suite struct AbsencesTests {
    /// Sources deliver every kind of fact, and of this account there is none.
    static let withoutRows: [String: Measured] = [
        "account.tenure_days": .known(814), "account.days_to_renewal": .absent(.noData),
        "revenue.mrr": .known(0), "revenue.one_off_365": .known(0),
        "clv.forward": .absent(.noData), "clv.monthly_churn": .known(0.02), "clv.net": .absent(.noData),
        "clv.total": .absent(.noData),
        "usage.licence_utilisation": .absent(.noData), "usage.active_days_30": .absent(.noData),
        "usage.events_30": .absent(.noData), "usage.trend": .absent(.noData), "usage.users_30": .absent(.noData),
        "usage.daily_users_30": .absent(.noData), "usage.stickiness": .absent(.emptyDenominator),
        "usage.feature_adoption": .absent(.emptyDenominator), "invoices.overdue_amount": .absent(.noData),
        "invoices.open_amount": .absent(.noData), "invoices.delinquent_amount": .absent(.noData),
        "invoices.days_past_due_max": .absent(.noData), "invoices.late_count": .absent(.noData),
        "invoices.late_rate_12m": .absent(.emptyDenominator), "invoices.worst_delay_12m": .absent(.emptyDenominator),
        "invoices.due_count_12m": .known(0), "tickets.solved_count_90": .known(0), "tickets.fcr_count_90": .known(0),
        "invoices.paid_after_reminder_12m": .absent(.noData),
        "tickets.open": .known(0), "tickets.open_urgent": .known(0), "tickets.count_30": .known(0),
        "tickets.per_10_users": .absent(.noData), "tickets.reopen_rate": .absent(.emptyDenominator),
        "tickets.top_topic_share": .absent(.emptyDenominator), "tickets.fcr": .absent(.emptyDenominator),
        "tickets.fcr_received": .absent(.emptyDenominator), "tickets.art_mean": .absent(.emptyDenominator),
        "tickets.art_median": .absent(.emptyDenominator),
        "tickets.art_business_mean": .absent(.emptyDenominator),
        "tickets.art_business_median": .absent(.emptyDenominator), "csat.response_rate": .absent(.emptyDenominator),
        "nps.response_rate": .absent(.emptyDenominator), "ces.response_rate": .absent(.emptyDenominator),
        "touch.days_since": .absent(.noData),
        "touch.days_since_inbound": .absent(.noData), "touch.days_since_meaningful": .absent(.noData),
        "touch.count_30": .known(0), "nps.latest": .absent(.noData), "nps.score": .absent(.emptyDenominator),
        "nps.count_90": .known(0), "nps.rejected_90": .known(0),
        "nps.non_standard_scale": .absent(.emptyDenominator), "csat.share": .absent(.emptyDenominator),
        "csat.mean": .absent(.emptyDenominator), "csat.mean_rescaled": .absent(.emptyDenominator),
        "csat.count_90": .known(0), "ces.mean": .absent(.emptyDenominator), "ces.score": .absent(.emptyDenominator),
        "feedback.days_since": .absent(.noData), "sentiment.score": .absent(.noData),
        "sentiment.coverage": .absent(.noData), "customer.roi": .absent(.noData),
        "customer.growth_365": .absent(.noData), "advocacy.count_365": .known(0),
        "advocacy.days_since_asked": .absent(.noData), "contacts.count": .known(0), "contacts.champions": .known(0),
    ]

    /// What such a portfolio of one account comes to.
    static let ofGroup: [String: Measured] = {
        var values: [String: Measured] = [:]
        for metric in GroupMetric.all { values[metric.name] = .absent(.emptyDenominator) }
        for name in [
            "accounts", "accounts_at_start", "mrr", "open_mrr", "new_mrr", "expansion_mrr", "reactivation_mrr",
            "contraction_mrr",
            "churn_mrr", "fx_adjustment", "correction", "close_mrr", "non_recurring_revenue", "renewals_due",
            "renewals_pending", "nps_count", "tickets",
        ] { values["group.\(name)"] = .known(0) }
        for name in ["ltv", "alv", "crc", "crc_monthly", "crc_per_account", "crc_all_costs", "crc_of_margin"] {
            values["group.\(name)"] = .absent(.noData)
        }
        return values
    }()

    @Test(arguments: Metric.all.map(\.name))
    func `an account without facts has a reason in every metric`(name: String) throws {
        let metric = try #require(Metric.named(name))
        let expected = try #require(Self.withoutRows[name], "say here what \(name) is when nothing is known")
        #expect(Self.company(.fresh).measured(metric, at: "2026-03-25") == expected)
    }

    @Test(arguments: Metric.all.map(\.name))
    func `without any source there is no data, and with stale ones it is stale`(name: String) throws {
        let metric = try #require(Metric.named(name))
        guard !metric.kinds.isEmpty else { return }
        var alone = Company()
        alone.addAccount()
        #expect(alone.measured(metric, at: "2026-03-25") == .absent(.noData))
        let stale = Self.company(.stale(since: .distantPast))
        #expect(stale.measured(metric, at: "2026-03-25") == .absent(.stale))
    }

    @Test(arguments: Metric.all.map(\.name))
    func `a prospect and an excluded account have none`(name: String) throws {
        let metric = try #require(Metric.named(name))
        let excluded = Self.company(.fresh, ["excluded": "true"])
        #expect(excluded.measured(metric, at: "2026-03-25") == .absent(.notApplicable))
        guard metric.scope == .customers else { return }
        let prospect = Self.company(.fresh, ["status": "prospect"])
        #expect(prospect.measured(metric, at: "2026-03-25") == .absent(.notApplicable))
    }

    @Test(arguments: GroupMetric.all.map(\.name))
    func `a group without facts has a reason in every metric`(name: String) throws {
        let metric = try #require(GroupMetric.named(name))
        #expect(metric(Self.company(.fresh).portfolio("2026-01-01", "2026-03-25")) == Self.ofGroup[name])
        var alone = Company()
        alone.addAccount()
        #expect(metric(alone.portfolio("2026-01-01", "2026-03-25")) == .absent(.noData))
        let stale = Self.company(.stale(since: .distantPast))
        #expect(metric(stale.portfolio("2026-01-01", "2026-03-25")) == .absent(.stale))
    }

    private static func company(_ state: SourceStanding.State, _ fields: [String: FactValue] = [:]) -> Company {
        var company = Company()
        company.addAccount("acme", fields)
        for kind in FactKind.all where kind != .account { company.deliver(kind, state: state) }
        return company
    }
}
