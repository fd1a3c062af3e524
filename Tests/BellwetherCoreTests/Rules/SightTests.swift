import CEL
import Testing

@testable import BellwetherCore

@Suite struct SightTests {
    /// An account of which everything is known but what has not happened.
    private var complete: Scene {
        var scene = Scene([
            "churn_reason": "price", "segment": "Retail",
            "region": "DACH",
            "product": "Suite", "plan": "Annual", "lifecycle_stage": "adoption", "domain": "acme.example",
            "parent": "holding", "hubspot_id": "1", "salesforce_id": "2", "stripe_id": "3", "zendesk_id": "4",
        ])
        scene.values = Dictionary(uniqueKeysWithValues: Metric.all.map { ($0.name, [$0.example]) })
        scene.renewals = [.sample()]
        scene.company.add(
            .invoice, "i1",
            [
                "number": "INV-1", "status": "open", "issued_at": "2026-01-01", "due_date": "2026-02-01",
                "total": 30_000, "currency": "EUR", "reminder_count": 1,
            ])
        return scene
    }

    private func row(_ scope: RuleVocabulary.Scope, in sight: Sight) throws -> SubjectRow {
        switch scope {
        case .measures, .account: return SubjectRow(slot: 0)
        case .invoice: return try #require(sight.rows(.invoice, of: 0).first)
        case .contract: return try #require(sight.rows(.contract, of: 0).first)
        case .group:
            let money = try #require(sight.money)
            let period = AccountGroup.usualPeriod(at: sight.asOf)
            return try #require(
                sight.groups(
                    by: .owner, GroupScope.owner.slots(of: sight.accounts), among: [0], people: People(),
                    whole: AccountGroup.all(of: sight.accounts, by: .owner, over: period, in: money)
                ).first.map { SubjectRow($0) })
        }
    }

    /// A vocabulary that promises what nobody can read would only fail when the alert is due.
    @Test(arguments: RuleVocabulary.Scope.allCases)
    func `gives every name a value of its type`(_ scope: RuleVocabulary.Scope) throws {
        let sight = complete.sight
        let row = try row(scope, in: sight)
        let absent: Set = ["account.churned_at", "invoice.paid_at", "health.override_until", "health.trend"]
        for variable in RuleVocabulary.full.variables(in: scope) {
            let value = sight.value(of: Reference(variable), for: row)
            if absent.contains(variable.name) { continue }
            // One account is no cohort: churn and retention have nothing to divide by.
            if scope == .group, case .unknown = value { continue }
            #expect(value.fits(variable.type), "\(variable.name) is \(value.text)")
        }
    }

    @Test func `reads the numbers of each account from its own row`() throws {
        var scene = Scene(accounts: 2)
        scene.score(48.2, nil)
        #expect(try scene.number("health.score") == .known(48.2))
        #expect(try scene.number("health.score", slot: 1) == .absent(.insufficientSample))
        #expect(try scene.value("health.band").text == "'poor'")
        #expect(try scene.number("health.coverage", slot: 1) == .known(0))
    }

    /// `health.band != 'good'` must not hold for everybody whose data is late.
    @Test func `a band without a score is not known`() throws {
        var scene = Scene()
        scene.score(nil)
        #expect(try scene.number("health.band != 'good' ? 1.0 : 0.0") == .absent(.insufficientSample))
        #expect(try scene.value("has(health.score)").text == "false")
    }

    @Test func `the next renewal is the account's, and its absence says it has none`() throws {
        var scene = Scene(accounts: 2)
        scene.renewals = [.sample(noticeBy: "2026-03-12")]
        #expect(try scene.number("forecast.days_to_notice") == .known(10))
        #expect(try scene.number("forecast.days_to_notice", slot: 1) == .absent(.notApplicable))
    }

    @Test func `the portfolio is all accounts together`() throws {
        var scene = Scene(accounts: 3)
        scene.values["revenue.mrr"] = [100, nil, 50.5]
        #expect(try scene.number("portfolio.mrr") == .known(150.5))
    }

    /// METRICS 1.6: who pays nothing is left out; who pays in a currency without a rate leaves no sum.
    @Test(arguments: [
        (AbsenceReason.noData, Measured.known(150.5)), (.notApplicable, .known(150.5)), (.noFxRate, .absent(.noFxRate)),
        (.stale, .absent(.stale)), (.sourceError, .absent(.sourceError)),
    ])
    func `a part of the portfolio does not go for all of it`(reason: AbsenceReason, total: Measured) throws {
        var scene = Scene(accounts: 3)
        scene.values["revenue.mrr"] = [100, nil, 50.5]
        scene.reasons["revenue.mrr"] = [1: reason]
        #expect(try scene.number("portfolio.mrr") == total)
        #expect(try scene.value("has(portfolio.mrr) && 10.0 >= 0.01 * portfolio.mrr").text == "\(total.value != nil)")
    }

    @Test func `a portfolio of which nothing is known is not 0`() throws {
        #expect(try Scene(accounts: 2).number("portfolio.mrr") == .absent(.noData))
    }

    @Test func `conditions of health models cannot see health`() {
        let names = RuleVocabulary.full.names(in: .measures).variables.map(\.name)
        #expect(!names.contains { $0.hasPrefix("health.") || $0.hasPrefix("forecast.") || $0 == "invoices" })
        #expect(names.contains("account.tier") && names.contains("usage.licence_utilisation"))
    }
}

extension Value {
    fileprivate func fits(_ type: ValueType) -> Bool {
        switch (self, type) {
        case (.string, .string), (.double, .double), (.bool, .bool), (.timestamp, .timestamp), (.list, .list): true
        default: false
        }
    }
}
