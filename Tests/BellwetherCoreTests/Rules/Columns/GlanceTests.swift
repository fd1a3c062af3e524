import CEL
import Columns
import Diagnostics
import Testing

@testable import BellwetherCore

/// What a glance calls steady is what looking closely would leave alone.
@Suite struct GlanceTests {
    @Test func `random alerts that look steady are steady`() throws {
        var rules = RandomRules(SeededRandom.printed("glances at alerts"))
        let scene = Scene.busy(&rules.random)
        var later = scene
        later.moment = scene.moment + .seconds(3600)
        var changed: Set<Int> = []
        for name in later.values.keys.sorted() {
            for slot in later.values[name]?.indices ?? 0..<0 where rules.random.below(10) == 0 {
                later.values[name]?[slot] = rules.random.below(4) == 0 ? nil : Double(rules.random.below(100))
                changed.insert(slot)
            }
        }
        let anew = MeasuredAnew(
            chunks: later.accounts.chunks.indices.map { chunk in
                changed.filter { $0 / Chunk.size == chunk }.map { $0 % Chunk.size }.sorted()
            })
        var (known, steady) = (0, 0)
        for _ in 0..<3 {
            let book = RuleBook(try (0..<25).map { _ in try rules.rule() }, in: scene.context)
            let before = Matches(book, in: scene.sight)
            let alerts = Alerts().observing(before, at: scene.moment)
            known += alerts.all.count
            let after = Matches(book, in: later.sight, since: Matches.Before(before, anew: anew))
            steady += try steadyOnes(of: alerts, under: after, at: later.moment)
        }
        // How many look steady is chance; none at all would prove nothing.
        #expect(steady > 40, "\(steady) of \(known)")
    }

    /// How many look steady, each of which is looked at closely.
    private func steadyOnes(of alerts: Alerts, under matches: Matches, at now: Moment) throws -> Int {
        var count = 0
        for rule in matches.rules {
            let known = Array((alerts.byRule[rule.id] ?? RuleAlerts()).all)
            let glance = try #require(matches.glance(at: known, of: rule, isShadowed: false, at: now))
            for (alert, place) in zip(known, glance.places) {
                guard let place, glance.isSteady(alert, at: place) else { continue }
                var next = alert
                let timing = matches.timing(of: rule, for: alert)
                let step = next.observe(matches.observation(of: alert, under: rule), at: now, under: timing)
                matches.relabel(&next, under: rule)
                try #require(step == .stays && next == alert, "\(rule.conditions.map(\.source.text))")
                count += 1
            }
        }
        return count
    }
}
