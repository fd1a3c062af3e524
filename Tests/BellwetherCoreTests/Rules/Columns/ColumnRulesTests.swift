import CEL
import Columns
import Diagnostics
import Documents
import Foundation
import Testing

@testable import BellwetherCore

/// Over columns, rules find the very subjects that they find one by one.
@Suite struct ColumnRulesTests {
    @Test func `random rules find the same over columns as one by one`() throws {
        var rules = RandomRules(Self.seeded("random rules over columns"))
        let scene = Self.scene(&rules.random)
        let sight = scene.sight
        var found = 0
        for _ in 0..<8 {
            found += try compare(try (0..<25).map { _ in try rules.rule() }, scene.context, sight)
        }
        #expect(found > 500)
    }

    @Test func `the shipped rules find the same over columns as one by one`() throws {
        var random = Self.seeded("shipped rules over columns")
        var scene = Self.scene(&random)
        let report = DiagnosticReport()
        let files = try Checkout.ruleFiles().map { path in
            Settings(try #require(Document.read(Array(try Checkout.text(path).utf8), named: path).root), report: report)
        }
        scene.context.healthModels = HealthModels.read(from: files, via: report)
        let bands = scene.context.healthModels.bands
        let rules = RuleBook.rules(in: files, against: RuleVocabulary(metrics: Metric.all, bands: bands))
        #expect(!report.hasErrors && rules.count >= 10)
        #expect(try compare(rules, scene.context, scene.sight) > 20)
    }

    /// How many subjects were found in all.
    private func compare(_ rules: [Rule], _ context: RuleContext, _ sight: Sight) throws -> Int {
        let watch = sight.bound(context.watch)
        let slots = (0..<sight.accounts.slotCount).filter { watch.truth(for: SubjectRow(slot: $0)) == .holds }
        let objects = ObjectRows(of: rules, among: slots, in: sight, people: context.people)
        let matches = Matches(RuleBook(rules, in: context), in: sight)
        #expect(matches.watched == slots.count)
        for (rule, found) in zip(rules, matches.found) {
            let bound = BoundRule(rule, in: sight, heldBy: nil)
            let expected = objects.rows(rule.target).filter { bound.truth(for: $0) == .holds }.compactMap(sight.subject)
            try #require(found.map(\.subject) == expected, "\(rule.conditions.map(\.source.text))")
        }
        return matches.found.reduce(0) { $0 + $1.count }
    }

    private static func seeded(_ name: String) -> SeededRandom {
        let seed =
            ProcessInfo.processInfo.environment["BELLWETHER_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: 0..<1_000_000)
        print("\(name): BELLWETHER_SEED=\(seed)")
        return SeededRandom(seed: seed)
    }

    /// Two chunks with gaps, two sizes of tier, a month of history, and terms ahead.
    private static func scene(_ random: inout SeededRandom) -> Scene {
        var scene = Scene(accounts: 0)
        scene.company = Company.busy(accounts: 90, stride: 47, &random)
        for index in 0..<90 where index % 4 != 3 {
            scene.company.addAccount(
                "a\(index * 47)", slot: index * 47,
                [
                    "name": .text("a\(index * 47 * (index % 2))"), "owner": index % 5 == 0 ? .absent : "kim",
                    "tier": index % 2 == 0 ? "Enterprise" : "Team", "seats": .integer(Int64(index)),
                    "status": index % 11 == 5 ? "trialing" : "active", "excluded": index % 13 == 1 ? "true" : "false",
                    "currency": index % 3 == 0 ? "USD" : "EUR",
                ])
        }
        // Facts of an account that no source describes.
        scene.company.addBusyFacts(slot: 5, &random)
        let slots = scene.accounts.slotCount
        for name in ["nps.latest", "usage.licence_utilisation", "usage.trend", "revenue.mrr", "touch.days_since"] {
            scene.values[name] = (0..<slots).map { _ in random.below(4) == 0 ? nil : Double(random.below(100)) - 10 }
        }
        scene.values["tickets.open_urgent"] = (0..<slots).map { _ in Double(random.below(3)) }
        scene.moment = .at("2026-02-01T09:00Z")
        scene.remember()
        scene.values["nps.latest"] = (0..<slots).map { _ in random.below(4) == 0 ? nil : Double(random.below(100)) }
        scene.moment = .at("2026-03-03T09:00Z")
        for index in 0..<90 where random.below(2) == 0 {
            let day = (Day.end + random.below(150)).description
            scene.renewals.append(
                .sample(
                    slot: index * 47, id: "ct_\(index)", renewsOn: day, probability: Double(random.below(100)) / 100,
                    category: random.below(2) == 0 ? .atRisk : .commit, autoRenews: random.below(2) == 0))
        }
        return scene
    }
}
