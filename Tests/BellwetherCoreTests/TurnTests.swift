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

    // MARK: Words

    private static let owing = """
          - alert: owing
            when: invoices.overdue_amount >= 250
            clear_when: invoices.overdue_amount < 200
            annotations:
              title: "{{ account.name }} owes {{ invoices.overdue_amount }}, health {{ health.score }}"
        """

    /// Two accounts that owe 4,300 EUR each and gave 9 of 10, in slots 0 and 1, and one that owes nothing.
    private static func debtors(paid: [Int64] = [0, 0, 430_000]) -> Company {
        var company = Company()
        for slot in 0..<3 {
            company.addAccount("a\(slot)", slot: slot, ["name": .text("Account \(slot)")])
            company.add(
                .invoice, "i\(slot)", slot: slot,
                [
                    "issued_at": "2026-02-01", "due_date": "2026-02-20", "total": 430_000,
                    "paid": .integer(paid[slot]), "currency": "EUR",
                ])
            company.add(
                .surveyResponse, "r\(slot)", slot: slot,
                ["kind": "nps", "at": "2026-03-05T10:00Z", "value": 9, "scale_min": 0, "scale_max": 10])
        }
        return company
    }

    private static let nine = AsOf.berlin("2026-03-10T09:00").now

    @Test func `words are of now as soon as what they speak of is measured anew, and nobody else's are touched`() throws
    {
        let policy = policy(of: [try RuleText.rule(Self.owing)])
        let first = Turn(from: Memory(), with: Self.debtors().facts, under: policy, at: Self.nine)
        let titles = first.alerts.all.map(\.story.title)
        #expect(titles.map { $0.prefix(24) } == ["Account 0 owes 4,300 EUR", "Account 1 owes 4,300 EUR"])

        let paid = Self.debtors(paid: [390_000, 0, 430_000]).facts
        let news = Facts(changes: paid.changes.filter { $0.slot == 0 }, sources: paid.sources)
        var memory = Memory(alerts: Alerts()).after(first, under: policy)
        for now in [Self.nine + .seconds(60), Self.nine + .seconds(120)] {
            // After a restart nothing is known of what was measured before; with it, all else stays as it is.
            var restarted = memory
            (restarted.measurement, restarted.matches) = (nil, nil)
            let facts = now == Self.nine + .seconds(60) ? news : Facts(changes: [], sources: paid.sources)
            let turn = Turn(from: memory, with: facts, under: policy, at: now)
            let whole = Turn(from: restarted, with: facts, under: policy, at: now)
            try expectSame(turn, whole, "\(now)")
            #expect(turn.alerts.touched.map(\.slot) == (facts.changes.isEmpty ? [] : [0]))
            #expect(turn.alerts.changes.isEmpty, "new words are no news by themselves")
            let stories = turn.alerts.all.map(\.story)
            #expect(stories[0].title.hasPrefix("Account 0 owes 400 EUR, health ") && stories[1].title == titles[1])
            #expect(stories[0].condition == "400 EUR >= 250" && stories[0].asOf == Self.nine + .seconds(60))
            #expect(stories[1].asOf == Self.nine)
            memory = memory.after(turn, under: policy)
        }
    }

    @Test func `health that comes back is told at once`() throws {
        let policy = policy(of: [try RuleText.rule(Self.owing)])
        let fresh = Self.debtors().facts
        let stale = fresh.sources.map { source in
            var source = source
            if source.name == "survey_response" { source.state = .stale(since: Self.nine) }
            return source
        }
        let first = Turn(
            from: Memory(), with: Facts(changes: fresh.changes, sources: stale), under: policy, at: Self.nine)
        #expect(first.alerts.all.allSatisfy { $0.story.title.contains("health not known") })
        let memory = Memory().after(first, under: policy)
        let second = Turn(
            from: memory, with: Facts(changes: [], sources: fresh.sources), under: policy,
            at: Self.nine + .seconds(60))
        #expect(second.alerts.all.count == 2)
        #expect(second.alerts.all.allSatisfy { !$0.story.title.contains("not known") && $0.story.score != nil })
    }

    @Test func `of a rule that never opened, nothing is still open`() throws {
        let rule = try RuleText.rule(Self.owing)
        let policy = policy(of: [rule])
        let turn = Turn(from: Memory(), with: Self.debtors().facts, under: policy, at: Self.nine)
        let imagined = turn.imagined(rule, about: 2, under: policy, given: History())
        #expect(imagined.map(\.story.condition) == ["0 EUR >= 250"])
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
