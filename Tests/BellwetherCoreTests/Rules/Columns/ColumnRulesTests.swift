import CEL
import Columns
import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

/// Over columns, rules find the very subjects that they find one by one.
@Suite struct ColumnRulesTests {
    @Test func `random rules find the same over columns as one by one`() throws {
        var rules = RandomRules(SeededRandom.printed("random rules over columns"))
        let scene = Scene.busy(&rules.random)
        let sight = scene.sight
        var found = 0
        for _ in 0..<8 {
            found += try compare(try (0..<25).map { _ in try rules.rule() }, scene.context, sight)
        }
        #expect(found > 500)
    }

    /// Several books have rules of one name that differ, and look at everything once.
    @Test func `several books find together what each finds alone`() throws {
        var rules = RandomRules(SeededRandom.printed("several books"))
        let scene = Scene.busy(&rules.random)
        let sight = scene.sight
        for _ in 0..<6 {
            let books = try (0..<3).map { _ in
                var own = RandomRules(rules.random)
                defer { rules.random = own.random }
                return RuleBook(try (0..<8).map { _ in try own.rule() }, in: scene.context)
            }
            for (book, together) in zip(books, Matches.of(books, in: sight)) {
                let alone = Matches(book, in: sight)
                #expect(together.watched == alone.watched && together.rules.map(\.id) == book.rules.map(\.id))
                for (rule, pair) in zip(book.rules, zip(together.found, alone.found)) {
                    #expect(pair.0.map(\.subject) == pair.1.map(\.subject), "\(rule.conditions.map(\.source.text))")
                    for match in pair.0.prefix(3) {
                        let alert = alone.newAlert(of: rule, for: match, at: scene.moment)
                        #expect(
                            "\(together.observation(of: alert, under: rule))"
                                == "\(alone.observation(of: alert, under: rule))")
                    }
                }
            }
        }
    }

    @Test func `the shipped rules find the same over columns as one by one`() throws {
        var random = SeededRandom.printed("shipped rules over columns")
        var scene = Scene.busy(&random)
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
}
