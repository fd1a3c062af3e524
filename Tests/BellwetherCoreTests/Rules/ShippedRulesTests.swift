import CEL
import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

@Suite struct ShippedRulesTests {
    /// Everything under rules/, read together as the daemon does.
    private func shipped() throws -> (rules: [Rule], models: HealthModels, report: DiagnosticReport) {
        let report = DiagnosticReport()
        let files = try Checkout.ruleFiles().map { path in
            let document = Document.read(Array(try Checkout.text(path).utf8), named: path)
            report.add(document.diagnostics)
            return Settings(try #require(document.root), report: report)
        }
        let models = HealthModels.read(from: files, via: report)
        let rules = RuleBook.rules(in: files, against: RuleVocabulary(metrics: Metric.all, bands: models.bands))
        files.forEach { $0.finish() }
        return (rules, models, report)
    }

    @Test func `are sound`() throws {
        let (_, models, report) = try shipped()
        #expect(report.diagnostics.map(\.description) == [])
        #expect(models.models.map(\.name) == ["onboarding", "standard"])
    }

    @Test func `are the nineteen that a team starts with`() throws {
        #expect(
            try shipped().rules.map(\.id).sorted() == [
                "advocate", "chronic-late-payer", "csat-low", "falling-clv", "first-contact-low", "health-below-band",
                "health-dropped", "health-override-lapsed", "late-invoice", "logo-churn-high", "notice-date-near",
                "nps-detractor", "renewal-at-risk", "retention-cost-high", "silent-account", "slow-resolution",
                "ticket-surge", "upsell-opportunity", "usage-decline",
            ])
    }

    @Test func `have what is to be done about money, renewals and health as tasks, and say it once`() throws {
        let planned = try shipped().rules.compactMap { rule in
            rule.playbooks.first.map { ("\(rule.id): \($0.name)", rule) }
        }
        #expect(
            planned.map(\.0).sorted() == [
                "health-below-band: interview", "late-invoice: collections", "notice-date-near: renewal-notice",
                "renewal-at-risk: save-at-risk",
            ])
        #expect(planned.allSatisfy { $1.annotation("play") == nil })
        let interview = try #require(planned.first { $1.id == "health-below-band" }?.1.playbooks.first)
        let questions = interview.steps.compactMap { $0.notes?.source.text }.joined()
        for word in ["hurts", "change", "keep", "start", "stop"] { #expect(questions.contains(word), "\(word)") }
    }

    /// What is for sales stays out of the channel of what needs saving.
    @Test func `tell opportunities apart by a label`() throws {
        let marked = try shipped().rules.filter { rule in rule.labels.contains { $0.name == "kind" } }
        #expect(marked.map(\.id).sorted() == ["advocate", "upsell-opportunity"])
    }

    @Test func `pass their own tests`() throws {
        for rule in try shipped().rules {
            #expect(!rule.tests.isEmpty, "\(rule.id) has no tests")
            for test in rule.tests {
                let result = test.run(on: rule)
                #expect(result.hasPassed, "\(result.place): \(result.words)")
            }
        }
    }

    @Test func `are tried on both sides of every condition`() throws {
        for rule in try shipped().rules {
            let fires = rule.tests.contains { [.firing, .firingAfter(rule.hold)].contains($0.expectation) }
            #expect(
                fires && rule.tests.contains { $0.expectation == .quiet || rule.id == "health-below-band" },
                "\(rule.id)")
        }
    }

    @Test func `wait two days where they are about health, and not at all where a date is near`() throws {
        let dated: Set = [
            "late-invoice", "renewal-at-risk", "notice-date-near", "health-override-lapsed", "nps-detractor",
        ]
        for rule in try shipped().rules {
            #expect(rule.hold.seconds == (dated.contains(rule.id) ? 0 : 2 * 86_400), "\(rule.id)")
        }
    }

    @Test func `say what they need of the past`() throws {
        let (rules, models, _) = try shipped()
        let context = RuleContext(reporting: .eur, calendar: BusinessCalendar(zone: .utc), healthModels: models)
        let needed = RuleBook(rules, in: context).lookBacks
        #expect(needed.contains(LookBack("clv.forward", days: 101)))
        #expect(needed.contains(LookBack("health.score", days: 35)))
        #expect(needed.contains(LookBack("health.model", days: 180)))
        #expect(needed.contains(LookBack("usage.licence_utilisation", days: 35)))
        #expect(!needed.contains { $0.path == "account.tenure_days" })
    }
}
