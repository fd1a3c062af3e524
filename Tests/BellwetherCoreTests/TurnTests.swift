import CEL
import Columns
import Diagnostics
import Testing

@testable import BellwetherCore

@Suite struct TurnTests {
    /// Hours and days pass, facts come in, sources go stale and come back, accounts are read anew, somebody confirms.
    @Test func `a turn that takes over what still holds is the turn that works everything out`() throws {
        var rules = RandomRules(SeededRandom.printed("turns that take over"))
        var past = Company.busy(accounts: 12, stride: 350, &rules.random).facts
        let policy = policy(of: try (0..<30).map { _ in try rules.rule() })
        var memory = Memory(accounts: Accounts().merging(past), isFirstStart: true)
        var forgetful = memory
        var now = AsOf.berlin("2026-03-19T05:00").now
        var takenOver = 0
        for step in 0..<36 {
            now = now + .seconds(Int64(rules.random.below(step % 3 == 0 ? 6 * 3600 : 900)))
            let news = Company.news(at: now, stride: 350, &rules.random).facts
            let facts = Facts(changes: news.changes, sources: standing(of: past.sources, at: step, now))
            if step == 17 {
                memory.accounts = Accounts().merging(past)
                forgetful.accounts = memory.accounts
            }
            past.changes += news.changes
            if step % 11 == 5 {
                for breaker in memory.alerts.breakers {
                    memory.alerts = memory.alerts.confirming(breakerOf: breaker.rule)
                    forgetful.alerts = forgetful.alerts.confirming(breakerOf: breaker.rule)
                }
            }
            forgetful.measurement = nil
            forgetful.matches = nil
            forgetful.groups.rest = RoutingRest()
            let turn = Turn(from: memory, with: facts, under: policy, at: now)
            let whole = Turn(from: forgetful, with: facts, under: policy, at: now)
            try expectSame(turn, whole, "step \(step)")
            if let movement = turn.matches.finding.movement, movement.slots.ones < 12 { takenOver += 1 }
            memory = memory.after(turn, under: policy)
            forgetful = forgetful.after(whole, under: policy)
        }
        #expect(takenOver > 10, "days and news leave some turns of which little is new")
        #expect(!memory.alerts.all.isEmpty)
    }

    private func expectSame(_ turn: Turn, _ whole: Turn, _ step: Comment) throws {
        for (rule, (found, wholly)) in zip(turn.matches.rules, zip(turn.matches.found, whole.matches.found)) {
            try #require(
                found.marks == wholly.marks, "\(step): \(rule.target) \(rule.conditions.map(\.source.text))")
        }
        try #require(turn.alerts.all == whole.alerts.all, step)
        try #require(turn.alerts.changes == whole.alerts.changes, step)
        try #require(turn.alerts.touched == whole.alerts.touched, step)
        try #require(turn.alerts.dropped == whole.alerts.dropped, step)
        try #require(turn.alerts.guarded == whole.alerts.guarded && turn.alerts.due == whole.alerts.due, step)
        try #require(turn.forecasts.all == whole.forecasts.all, step)
        try #require(turn.notifications.outbox == whole.notifications.outbox, step)
        try #require(turn.notifications.memory == whole.notifications.memory, step)
        try #require(turn.notifications.changedLedger == whole.notifications.changedLedger, step)
        try #require(turn.notifications.quiet == whole.notifications.quiet, step)
        try #require(turn.notifications.decisions == whole.notifications.decisions, step)
        try #require(turn.due == whole.due, step)
    }

    /// Some go stale for a while.
    private func standing(of sources: [SourceStanding], at step: Int, _ now: Moment) -> [SourceStanding] {
        sources.map { source in
            var source = source
            if step / 6 % 4 == 3, ["touch", "ticket"].contains(source.name) { source.state = .stale(since: now) }
            return source
        }
    }

    private func policy(of rules: [Rule]) -> Policy {
        let models = HealthModels.plain
        var context = RuleContext(reporting: .eur, calendar: BusinessCalendar(zone: .berlin), healthModels: models)
        context.people = People([Person(key: "kim", name: "Kim Berger")])
        return Policy(
            metrics: MetricCatalogue(
                zone: .berlin, reporting: .eur, billing: BillingPolicy(grossMargin: 0.8),
                maxAgeDays: ["nps.latest": 20]),
            healthModels: models, renewalModel: RenewalModel(reporting: .eur), rules: RuleBook(rules, in: context),
            routing: .sample())
    }
}
