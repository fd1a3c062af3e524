import Testing

@testable import BellwetherCore

/// A customer since yesterday, with one fact of every kind: what can be told of a day, and why the rest cannot.
@Suite struct OneDayOfHistoryTests {
    static let expected: [String: Measured] = [
        "account.tenure_days": .known(1), "account.days_to_renewal": .absent(.noData),
        "revenue.mrr": .known(100), "revenue.one_off_365": .known(50),
        "clv.forward": .known(100 * 0.8 * LifetimeMonths.expected(monthlyChurn: 0.02)),
        "clv.monthly_churn": .known(0.02), "clv.net": .absent(.noData), "usage.licence_utilisation": .known(0.1),
        "clv.total": .absent(.noData),
        "usage.active_days_30": .known(1), "usage.events_30": .known(7), "usage.trend": .absent(.insufficientSample),
        "usage.users_30": .known(1), "usage.daily_users_30": .known(1.0 / 30),
        "usage.stickiness": .absent(.insufficientSample), "usage.feature_adoption": .known(1),
        "invoices.overdue_amount": .known(0), "invoices.open_amount": .known(1), "invoices.late_count": .known(0),
        "invoices.delinquent_amount": .known(0), "invoices.days_past_due_max": .known(0),
        "invoices.late_rate_12m": .absent(.emptyDenominator), "invoices.worst_delay_12m": .absent(.emptyDenominator),
        "invoices.due_count_12m": .known(0), "tickets.solved_count_90": .known(0), "tickets.fcr_count_90": .known(0),
        "invoices.paid_after_reminder_12m": .absent(.noData), "tickets.open": .known(1),
        "tickets.open_urgent": .known(0), "tickets.count_30": .known(1), "tickets.per_10_users": .known(10),
        "tickets.reopen_rate": .absent(.emptyDenominator), "tickets.top_topic_share": .known(1),
        "tickets.fcr": .absent(.emptyDenominator), "tickets.fcr_received": .known(0),
        "tickets.art_mean": .absent(.emptyDenominator), "tickets.art_median": .absent(.emptyDenominator),
        "tickets.art_business_mean": .absent(.emptyDenominator),
        "tickets.art_business_median": .absent(.emptyDenominator), "touch.days_since": .known(1),
        "touch.days_since_inbound": .known(1), "touch.days_since_meaningful": .known(1), "touch.count_30": .known(1),
        "nps.latest": .known(90), "nps.score": .absent(.insufficientSample), "nps.count_90": .known(1),
        "nps.rejected_90": .known(0), "nps.non_standard_scale": .known(0), "csat.share": .absent(.insufficientSample),
        "csat.mean": .absent(.insufficientSample), "csat.mean_rescaled": .absent(.insufficientSample),
        "csat.count_90": .known(1), "csat.response_rate": .absent(.emptyDenominator),
        "nps.response_rate": .absent(.insufficientSample), "ces.response_rate": .absent(.emptyDenominator),
        "ces.mean": .absent(.insufficientSample), "ces.score": .absent(.insufficientSample),
        "feedback.days_since": .known(1), "sentiment.score": .known(80), "sentiment.coverage": .known(1),
        "customer.roi": .absent(.noData), "customer.growth_365": .absent(.noHistory),
        "advocacy.count_365": .known(1), "advocacy.days_since_asked": .known(1), "contacts.count": .known(1),
        "contacts.champions": .known(0),
    ]

    @Test(arguments: Metric.all.map(\.name))
    func `every metric has a value or a reason after a day`(name: String) throws {
        let metric = try #require(Metric.named(name))
        let expected = try #require(Self.expected[name], "say here what \(name) is after a day")
        let measured = Self.company.measured(metric, at: "2026-03-25", billing: BillingPolicy(grossMargin: 0.8))
        guard let value = expected.value else {
            #expect(measured == expected)
            return
        }
        #expect(measured.isAbout(value, within: 1e-6), "\(measured)")
    }

    private static let company: Company = {
        var company = Company()
        let (day, noon): (FactValue, FactValue) = ("2026-03-24", "2026-03-24T11:00:00Z")
        company.addPayer(slot: 0, 100, from: "2026-03-24", ["seats": .absent])
        company.add(.order, "1", ["at": day, "amount": 5000])
        company.addCost("1", "retention", 300, "2026-03-24", "2026-03-25")
        company.addUsage(from: "2026-03-24", to: "2026-03-25", count: 7)
        company.addSeatDay("2026-03-24", active: 5, seats: 10)
        company.add(.userDay, "1", ["day": day, "user": "ann", "count": 7])
        company.add(.invoice, "1", ["issued_at": day, "due_date": "2026-04-24", "total": 100])
        company.add(.ticket, "1", ["created_at": noon, "status": "open", "topic": "import"])
        company.add(.surveyInvitation, "1", ["kind": "nps", "at": noon])
        company.add(.touch, "1", ["at": noon, "kind": "call", "direction": "inbound"])
        for (kind, value) in [("nps", 9.0), ("csat", 5), ("ces", 6)] {
            company.add(
                .surveyResponse, kind, ["kind": .text(kind), "at": noon, "value": .real(value), "comment": "fine"])
        }
        company.add(.sentiment, "1", ["at": day, "author": "kim", "value": 5])
        for name in ["customer_value", "employees"] {
            company.add(.customMeasure, name, ["name": .text(name), "at": day, "value": 50])
        }
        company.add(.advocacy, "1", ["at": day, "kind": "review"])
        company.add(.contact, "1", ["since": day, "name": "Ann"])
        return company
    }()
}
