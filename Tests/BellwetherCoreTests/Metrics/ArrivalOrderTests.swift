import CEL
import Diagnostics
import Testing

@testable import BellwetherCore

/// The same facts give the same bytes, in whatever order they came.
@Suite struct ArrivalOrderTests {
    @Test func `no metric hangs on the order in which facts arrived`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        var company = Company.busy(accounts: 40, &random)
        let expected = Self.bits(of: company.accounts)
        for _ in 0..<6 {
            company.shuffle(&random)
            #expect(Self.bits(of: company.accounts) == expected, "seed \(seed)")
            #expect(Self.bits(of: company.built) == expected, "built at once, seed \(seed)")
            #expect(Self.bits(of: company.builtInTwo) == expected, "built in two, seed \(seed)")
            #expect(Self.bits(of: Self.inParts(company, &random)) == expected, "in parts, seed \(seed)")
        }
    }

    /// Who comes first has the first place: neither a report, nor an overview, nor a rule about several accounts may hang on
    /// that.
    @Test func `nothing about several accounts hangs on the places they were given`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        var company = Company.busy(accounts: 40, &random)
        let expected = try Self.together(company)
        for _ in 0..<6 {
            let places = (0..<40).shuffled(using: &random)
            company.reorder { changes in
                for index in changes.indices { changes[index].slot = changes[index].slot.map { places[$0] } }
            }
            company.shuffle(&random)
            #expect(try Self.together(company) == expected, "seed \(seed)")
        }
    }

    /// What is said of many accounts at once, to the last digit.
    private static func together(_ company: Company) throws -> [String] {
        let view = company.view()
        let report = view.report(by: .owner)
        let overview = TurnDisplay(view).overview
        let turn = view.turn
        let sight = Sight(
            accounts: turn.accounts, metrics: turn.metrics, health: turn.health, forecasts: turn.forecasts,
            asOf: view.asOf)
        let all = SubjectRow(
            slot: 0,
            object: .group(
                GroupInSight(scope: .portfolio, key: nil, name: "", slots: Array(0..<40), account: nil)))
        let names = RuleVocabulary.full.names(in: .group)
        let values = try [
            "portfolio.mrr", "revenue.mrr", "usage.trend", "health.score", "invoices.overdue_amount",
            "mrr_in_band('red')", "known_share(usage.trend)",
        ].map { text in
            let condition = try #require(Condition.checked(Fragment(text), against: names, expecting: nil).0)
            return condition.value { sight.value(of: condition.references[$0], for: all) }.text
        }
        return values + [
            "\(report.bands)", "\(report.metrics)", "\(report.groups)", "\(report.months)", "\(report.churnReasons)",
            "\(report.debtors)", "\(report.withoutMRR)",
            "\(overview.bands)", "\(overview.mrr)", "\(overview.renewals.due)", "\(overview.renewals.expected)",
            "\(overview.renewals.deviation)",
        ]
    }

    /// As a daemon learns them: a few at a time.
    private static func inParts(_ company: Company, _ random: inout SeededRandom) -> Accounts {
        var accounts = Accounts()
        var rest = company.facts.changes[...]
        while !rest.isEmpty {
            let part = rest.prefix(1 + random.below(120))
            rest = rest.dropFirst(part.count)
            accounts = accounts.merging(Facts(changes: Array(part), sources: company.facts.sources))
        }
        return accounts
    }

    /// Every value of every metric, of accounts and of groups, to the bit.
    private static func bits(of accounts: Accounts) -> [String] {
        let context = MeasuringContext(
            of: accounts, at: .berlin("2026-03-25"), reporting: .eur, billing: BillingPolicy(grossMargin: 0.8))
        let metrics = Metric.measured(Metric.all, on: accounts, in: context)
        let own = metrics.catalogue.enumerated().flatMap { index, metric in
            (0..<accounts.slotCount).map { "\(metric.name) \($0) \(written(metrics.value(index, of: $0)))" }
        }
        let period = AccountGroup.usualPeriod(at: context.asOf)
        let groups = AccountGroup.all(of: accounts, by: [.portfolio, .owner, .currency], over: period, in: context)
        let together = groups.flatMap(\.self).flatMap { group in
            GroupMetric.all.map { "\($0.name) \(group.name) \(written($0.measured(for: group)))" }
                + ["\(group.churnReasons)", "\(group.topics.sorted { $0.key < $1.key })"]
        }
        return own + together
    }

    private static func written(_ measured: Measured) -> String {
        measured.value.map { String($0.bitPattern, radix: 16) } ?? measured.reason?.key ?? ""
    }
}
