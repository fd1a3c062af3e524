import Testing

@testable import BellwetherCore

/// Turns one after the other, as the daemon takes them.
struct Timeline {
    var scene: Scene
    var rules: [Rule]
    var alerts = Alerts()
    /// Alerts that ended, as the store keeps them.
    private var over: [Alert] = []

    init(_ scene: Scene, _ rules: Rule...) {
        self.scene = scene
        self.rules = rules
    }

    /// A turn now; what became of alerts, in words: `opened below-60/account:a0`.
    @discardableResult
    mutating func turn(after wait: Duration = .zero) -> [String] {
        scene.wait(wait)
        alerts = alerts.observing(scene.matches(rules), at: scene.moment)
        over += alerts.touched.filter(\.isResolved)
        return alerts.changes.map { change in
            let what =
                switch change.kind {
                case .opened: "opened"
                case .worsened: "worsened"
                case .closed(let reason): "closed (\(reason.rawValue))"
                }
            return "\(what) \(change.alert.rule)/\(change.alert.subject.id)"
        }
    }

    /// Everything in memory is written down and read again, as a restart does.
    mutating func restart() { alerts = Alerts(alerts.all + over, rules: alerts.rules) }

    mutating func confirm(_ rule: String) { alerts = alerts.confirming(breakerOf: rule) }
}

@Suite struct AlertsTests {
    private func rule(_ extra: String = "", floor: Int = 60, id: String = "low") throws -> Rule {
        try RuleText.rule(
            """
              - alert: \(id)
                when: health.score < threshold.floor
                thresholds: { floor: \(floor) }
            \(extra.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            """)
    }

    private func scene(_ scores: Double?...) -> Scene {
        var scene = Scene(accounts: scores.count)
        scene.values["nps.latest"] = scores
        return scene
    }

    // MARK: For, clear_when, keep_firing_for

    @Test func `a clock that was set back makes nobody wait until it has caught up`() throws {
        var line = Timeline(scene(80), try rule("for: 2d\nkeep_firing_for: 1d"))
        line.turn()
        line.scene.values["nps.latest"] = [40]
        line.turn(after: .seconds(30 * 86_400))
        line.restart()
        line.scene.wait(.seconds(-30 * 86_400))
        line.alerts = line.alerts.accepting(clock: line.scene.moment)
        #expect(line.turn() == [])
        // What was put back is kept with the turn.
        #expect(line.alerts.touched.map(\.state) == [.pending(since: line.scene.moment)])
        #expect(line.turn(after: .seconds(2 * 86_400)) == ["opened low/account:a0"])
    }

    @Test func `fires after two days, and says when that is`() throws {
        var line = Timeline(scene(50), try rule("for: 2d"))
        #expect(line.turn() == [])
        #expect(line.alerts.due == .monday + .days(2))
        #expect(line.turn(after: .days(2) - .seconds(1)) == [])
        #expect(line.turn(after: .seconds(1)) == ["opened low/account:a0"])
        #expect(line.alerts.due == nil)
        #expect(line.alerts.all.map(\.id) == ["low/account:a0/2026-03-02T09:00:00Z"])
    }

    @Test func `tells nobody when it clears before the time is up`() throws {
        var line = Timeline(scene(50), try rule("for: 2d"))
        line.turn()
        line.scene.score(70)
        #expect(line.turn(after: .days(1)) == [])
        #expect(line.alerts.dropped.count == 1 && line.alerts.all.isEmpty)
        line.scene.score(50)
        line.turn(after: .days(1))
        #expect(line.turn(after: .days(1)) == [], "the clock began anew")
    }

    @Test func `clear_when alone ends it`() throws {
        var line = Timeline(scene(50), try rule("clear_when: health.score >= threshold.floor + 5"))
        #expect(line.turn() == ["opened low/account:a0"])
        line.scene.score(64.9)
        #expect(line.turn(after: .days(1)) == [])
        line.scene.score(65)
        #expect(line.turn(after: .days(1)) == ["closed (recovered) low/account:a0"])
    }

    @Test func `keeps firing for a while, and holds again without news`() throws {
        var line = Timeline(scene(50), try rule("keep_firing_for: 1d"))
        line.turn()
        line.scene.score(70)
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.due == .monday + .hours(25))
        line.scene.score(50)
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.all.first?.state == .firing(since: .monday))
        line.scene.score(70)
        line.turn(after: .hours(1))
        #expect(line.turn(after: .days(1)) == ["closed (recovered) low/account:a0"])
    }

    @Test func `a second fall is another alert`() throws {
        var line = Timeline(scene(50), try rule())
        line.turn()
        line.scene.score(70)
        line.turn(after: .days(1))
        line.scene.score(50)
        #expect(line.turn(after: .days(1)) == ["opened low/account:a0"])
        #expect(line.alerts.all.first?.openedAt == .monday + .days(2))
    }

    // MARK: What is not known

    @Test func `an absence moves nothing`() throws {
        var line = Timeline(scene(50, 70), try rule())
        line.turn()
        line.scene.score(nil, nil)
        #expect(line.turn(after: .days(1)) == [])
        #expect(line.alerts.all.map(\.hold) == [.unknown(fields: ["health.score"])])
        line.scene.score(50, 70)
        #expect(line.turn(after: .days(1)) == [])
        #expect(line.alerts.all.map(\.hold) == [nil])
    }

    @Test(arguments: [("fire", ["opened low/account:a0"]), ("ok", [])])
    func `missing says what an absence counts as`(_ missing: String, _ changes: [String]) throws {
        var line = Timeline(scene(nil), try rule("missing: \(missing)"))
        #expect(line.turn() == changes)
    }

    @Test func `missing: ok ends what fires`() throws {
        var line = Timeline(scene(50), try rule("missing: ok"))
        line.turn()
        line.scene.score(nil)
        #expect(line.turn(after: .days(1)) == ["closed (recovered) low/account:a0"])
    }

    /// A dead export turns nobody red, and never says "resolved".
    @Test func `a stale source holds all that hangs on it`() throws {
        var line = Timeline(scene(50, 70), try rule("missing: ok"), try rule(id: "tier", usage: "account.seats > 1000"))
        line.turn()
        line.scene.company.deliver(.surveyResponse, state: .stale(since: .monday))
        line.scene.score(70, 50)
        #expect(line.turn(after: .days(1)) == [])
        #expect(line.alerts.all.map(\.hold) == [.source("survey_response")])
        line.scene.company.deliver(.surveyResponse)
        #expect(
            line.turn(after: .days(1)) == ["closed (recovered) low/account:a0", "opened low/account:a1"])
    }

    private func rule(id: String, usage condition: String) throws -> Rule {
        try RuleText.rule("  - { alert: \(id), when: \(condition) }")
    }

    @Test func `a source that another one stands in for holds nothing`() throws {
        var line = Timeline(scene(50), try rule())
        line.scene.company.deliver(.surveyResponse, state: .broken(since: .monday, because: "401"))
        line.scene.company.add(.surveyResponse, "r1", source: "other", ["kind": "nps", "value": 5])
        line.scene.company.deliver(.surveyResponse)
        #expect(line.turn() == ["opened low/account:a0"])
    }

    /// As where invoices come from a billing system and from a folder of exports, and one of them is dead.
    @Test func `of two sources of a kind, the one that is stale holds what it told, and nothing else`() throws {
        var line = Timeline(
            scene(70, 70, 70),
            try RuleText.rule("  - { alert: late, for_each: invoice, when: invoice.days_past_due >= 10 }"),
            try RuleText.rule("  - alert: owes\n    when: invoices.exists(i, i.days_past_due >= 10)"),
            try rule())
        for (slot, source, due) in [(0, "books", "2026-02-01"), (1, "books", "2026-02-21"), (2, "till", "2026-02-21")] {
            line.scene.company.add(
                .invoice, "P\(slot)", slot: slot, source: source,
                ["issued_at": "2026-01-01", "due_date": .text(due), "total": 30_000, "currency": "EUR"])
        }
        line.scene.company.moreSources = [
            SourceStanding(name: "books", kinds: ["invoice"], state: .fresh),
            SourceStanding(name: "till", kinds: ["invoice"], state: .fresh),
        ]
        #expect(line.turn() == ["opened late/invoice:a0/books/P0", "opened owes/account:a0"])

        line.scene.company.moreSources[0].state = .broken(since: .monday, because: "no column")
        #expect(
            line.turn(after: .days(5)) == ["opened late/invoice:a2/till/P2", "opened owes/account:a2"],
            "what is ten days late by now too is told of the source that tells it")
        let held = line.alerts.all.filter { $0.hold == .source("books") }
        #expect(Set(held.map(\.rule)) == ["late", "owes"] && held.allSatisfy { $0.subject.account == "a0" })

        line.scene.company.add(
            .payment, "p", slot: 2, source: "till", ["invoice_id": "P2", "at": "2026-03-07", "amount": 30_000])
        #expect(
            Set(line.turn(after: .days(1)))
                == ["closed (recovered) late/invoice:a2/till/P2", "closed (recovered) owes/account:a2"])

        line.scene.company.moreSources[0].state = .fresh
        #expect(
            Set(line.turn(after: .days(1))) == ["opened late/invoice:a1/books/P1", "opened owes/account:a1"],
            "what was held goes on as it was, and what came meanwhile is told")
        #expect(line.alerts.all.allSatisfy { $0.hold == nil })
    }

    /// What many come to together is as old as the oldest of it; and what an absence counts as says nothing of what is
    /// only stale.
    @Test func `of two sources of a kind, one that is stale holds groups, and what fires where a number is missing`()
        throws
    {
        var line = Timeline(
            scene(70),
            try RuleText.rule(
                "  - { alert: many, for_each: portfolio, when: invoices.overdue_amount > 5, missing: fire }"),
            try RuleText.rule("  - { alert: owes, when: invoices.overdue_amount > 5, missing: fire }"))
        line.scene.values["invoices.overdue_amount"] = [0]
        line.scene.company.add(.invoice, "P", source: "books", ["issued_at": "2026-01-01", "total": 30_000])
        line.scene.company.moreSources = [
            SourceStanding(name: "books", kinds: ["invoice"], state: .stale(since: .monday)),
            SourceStanding(name: "till", kinds: ["invoice"], state: .fresh),
        ]
        #expect(line.turn() == [])
        line.scene.values["invoices.overdue_amount"] = [nil]
        #expect(line.turn(after: .days(1)) == [])
        line.scene.company.moreSources[0].state = .fresh
        #expect(Set(line.turn(after: .days(1))) == ["opened many/portfolio", "opened owes/account:a0"])
    }

    // MARK: Edits

    @Test func `an edited threshold keeps what still fires`() throws {
        var line = Timeline(scene(50), try rule())
        line.turn()
        line.rules = [try rule(floor: 55)]
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.all.first?.openedAt == .monday)
    }

    @Test(arguments: ["", "keep_firing_for: 1d"])
    func `an edit that ends it says so`(_ extra: String) throws {
        var line = Timeline(scene(50), try rule(extra))
        line.turn()
        line.rules = [try rule(extra, floor: 45)]
        #expect(line.turn(after: .hours(1)) == ["closed (rule_changed) low/account:a0"])
        #expect(line.turn(after: .hours(1)) == [])
    }

    @Test func `after an edit, what recovers by itself has recovered`() throws {
        var line = Timeline(scene(50), try rule())
        line.turn()
        line.rules = [try rule(floor: 55)]
        line.turn(after: .hours(1))
        line.scene.score(70)
        #expect(line.turn(after: .hours(1)) == ["closed (recovered) low/account:a0"])
    }

    @Test func `raising for never puts a firing alert back`() throws {
        var line = Timeline(scene(50, 70), try rule())
        line.turn()
        line.rules = [try rule("for: 2d")]
        line.scene.score(50, 50)
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.standing.map(\.subject.account) == ["a0"])
        #expect(line.turn(after: .days(2)) == ["opened low/account:a1"])
    }

    @Test func `lowering for fires at the next turn`() throws {
        var line = Timeline(scene(50), try rule("for: 2d"))
        line.turn()
        line.rules = [try rule("for: 1h")]
        #expect(line.turn(after: .hours(1)) == ["opened low/account:a0"])
    }

    @Test func `a rule that vanishes closes its alerts only when it is still gone a minute later`() throws {
        var line = Timeline(scene(50), try rule())
        line.turn()
        line.rules = []
        #expect(line.turn(after: .seconds(10)) == [])
        #expect(line.alerts.due == .monday + .seconds(70))
        #expect(line.turn(after: .seconds(59)) == [])
        #expect(line.turn(after: .seconds(1)) == ["closed (rule_removed) low/account:a0"])
        #expect(line.alerts.rules.isEmpty && line.alerts.due == nil)
    }

    @Test func `a rule that moves to another file closes nothing`() throws {
        var line = Timeline(scene(50), try rule())
        line.turn()
        line.rules = []
        line.turn(after: .seconds(10))
        line.rules = [try rule()]
        #expect(line.turn(after: .seconds(300)) == [])
        #expect(line.alerts.all.first?.openedAt == .monday && line.alerts.openingRules.isEmpty)
    }

    @Test func `a rule that vanished over a restart is waited for as well`() throws {
        var line = Timeline(scene(50), try rule())
        line.turn()
        line.alerts = Alerts(line.alerts.all)
        line.rules = []
        #expect(line.turn(after: .days(1)) == [])
        #expect(line.turn(after: .seconds(60)) == ["closed (rule_removed) low/account:a0"])
    }

    @Test func `a renamed rule keeps its alerts under the name they opened with`() throws {
        var line = Timeline(scene(50), try rule())
        line.turn()
        line.rules = [try rule("was: low", id: "below-floor")]
        #expect(line.turn(after: .days(1)) == [])
        #expect(line.alerts.all.map(\.rule) == ["low"] && line.alerts.openingRules.isEmpty)
        line.scene.score(70)
        #expect(line.turn(after: .days(1)) == ["closed (recovered) low/account:a0"])
        line.scene.score(50)
        #expect(line.turn(after: .days(1)) == ["opened below-floor/account:a0"])
    }

    @Test func `whom a rule no longer applies to is superseded`() throws {
        var line = Timeline(scene(50), try rule("applies_to: account.tier == 'Team'"))
        line.turn()
        line.scene.company.addAccount("a0", ["tier": "Free"])
        #expect(line.turn(after: .days(1)) == ["closed (superseded) low/account:a0"])
    }

    // MARK: Accounts that go

    @Test(
        arguments: [
            (["status": "churned", "churned_at": "2026-03-02"], "churned"), (["status": "paused"], "not_watched"),
            (["excluded": "true"], "not_watched"),
        ] as [([String: FactValue], String)])
    func `an account that is watched no more closes its alerts`(_ fields: [String: FactValue], _ reason: String) throws
    {
        var line = Timeline(scene(50), try rule("keep_firing_for: 9d"))
        line.turn()
        line.scene.company.addAccount("a0", fields)
        #expect(line.turn(after: .days(2)) == ["closed (\(reason)) low/account:a0"])
        #expect(line.turn(after: .days(2)) == [])
    }

    /// Slots are given for good: an id that is found in another slot has become part of that account.
    @Test(arguments: [("b", 1, "account_gone"), ("a0", 1, "merged")])
    func `an account that was deleted or merged says so`(_ id: String, _ slot: Int, _ reason: String) throws {
        var line = Timeline(scene(50), try rule())
        line.turn()
        line.scene.company = Company()
        line.scene.company.addAccount(id, slot: slot)
        line.scene.score(50, 70)
        #expect(line.turn(after: .days(1)) == ["closed (\(reason)) low/account:a0"])
    }

    // MARK: Floods

    private func many(_ count: Int, low: Int) -> Scene {
        var scene = Scene(accounts: count)
        scene.values["nps.latest"] = (0..<count).map { $0 < low ? 50 : 70 }
        return scene
    }

    /// Fifteen, or three of a hundred.
    @Test(arguments: [(100, 15, false), (100, 16, true), (600, 18, false), (600, 19, true)])
    func `too many at once wait for somebody to look`(_ accounts: Int, _ falling: Int, _ isHeld: Bool) throws {
        var line = Timeline(many(accounts, low: 0), try rule())
        line.turn()
        line.scene.values = many(accounts, low: falling).values
        #expect(line.turn(after: .hours(1)).count == falling)
        #expect(line.alerts.breakers == (isHeld ? [Breaker(rule: "low", holding: falling)] : []))
        #expect(line.alerts.changes.allSatisfy { ($0.alert.hold == .breaker) == isHeld })
    }

    @Test func `item 22: a cap holds what is new, and takes nothing from what fired before`() throws {
        var line = Timeline(many(100, low: 1), try rule())
        line.turn()
        line.scene.values = many(100, low: 40).values
        line.turn(after: .hours(1))
        #expect(line.alerts.all.filter { $0.hold == nil }.map(\.subject.account) == ["a0"])
        line.confirm("low")
        #expect(line.alerts.breakers.isEmpty && line.alerts.touched.count == 39 && line.alerts.standing.count == 40)
    }

    @Test func `a flood that clears is over without a word from anybody`() throws {
        var line = Timeline(many(100, low: 0), try rule())
        line.turn()
        line.scene.values = many(100, low: 40).values
        line.turn(after: .hours(1))
        line.scene.values = many(100, low: 0).values
        #expect(line.turn(after: .hours(1)).count == 40)
        #expect(line.alerts.breakers.isEmpty && line.alerts.all.isEmpty)
    }

    @Test(arguments: [(16, 16), (15, 0)])
    func `what is left of a flood is let go once it is none, as one list`(_ left: Int, _ held: Int) throws {
        var line = Timeline(many(100, low: 0), try rule())
        line.turn()
        line.scene.values = many(100, low: 40).values
        line.turn(after: .hours(1))
        line.scene.values = many(100, low: left).values
        line.turn(after: .hours(1))
        #expect(line.alerts.breakers.map(\.holding).reduce(0, +) == held && line.alerts.all.count == left)
        #expect(line.alerts.letGo == (held == 0 ? ["low": left] : [:]))
        #expect(line.alerts.openingRules == (held == 0 ? ["low"] : []))
        line.turn(after: .hours(1))
        #expect(line.alerts.letGo.isEmpty && line.alerts.breakers.map(\.holding).reduce(0, +) == held)
    }

    @Test(arguments: [(1, 39), (15, 25), (16, 40)])
    func `of what is held a few that become critical pass, and many do not`(_ critical: Int, _ held: Int) throws {
        var line = Timeline(
            many(100, low: 0), try rule("labels: { severity: \"{{ health.score < 20 ? 'critical' : 'warning' }}\" }"))
        line.turn()
        line.scene.values = many(100, low: 40).values
        line.turn(after: .hours(1))
        #expect(line.alerts.breakers.map(\.holding) == [40])
        line.scene.values["nps.latest"] = (0..<100).map { $0 < critical ? 10 : $0 < 40 ? 50 : 70 }
        #expect(line.turn(after: .hours(1)).count == critical)
        #expect(line.alerts.breakers.map(\.holding) == [held])
        #expect(line.alerts.changes.allSatisfy { ($0.alert.hold == nil) == (held < 40) })
    }

    @Test func `a new rule has one opening list, also when it waits first`() throws {
        var line = Timeline(many(100, low: 40), try rule("for: 2d"))
        line.turn()
        #expect(line.turn(after: .days(2)).count == 40)
        #expect(line.alerts.breakers.isEmpty && line.alerts.openingRules == ["low"])
        line.scene.values = many(100, low: 40).values
        line.turn(after: .hours(1))
        #expect(line.alerts.openingRules.isEmpty)
    }

    @Test func `the past is made up for without a breaker`() throws {
        var line = Timeline(many(100, low: 0), try rule())
        line.turn()
        line.scene.values = many(100, low: 40).values
        line.scene.context.breaksFloods = false
        line.turn(after: .hours(1))
        #expect(line.alerts.breakers.isEmpty)
    }

    // MARK: Worse

    @Test func `says once that it got worse, by band or by severity`() throws {
        var line = Timeline(
            scene(55), try rule("labels: { severity: \"{{ health.score < 20 ? 'critical' : 'warning' }}\" }"))
        #expect(line.turn() == ["opened low/account:a0"])
        line.scene.score(45)
        #expect(line.turn(after: .days(1)) == ["worsened low/account:a0"])
        line.scene.score(55)
        #expect(line.turn(after: .days(1)) == [])
        line.scene.score(45)
        #expect(line.turn(after: .days(1)) == [], "it was told that it can be so bad")
        line.scene.score(10)
        #expect(line.turn(after: .days(1)) == ["worsened low/account:a0"])
        #expect(line.alerts.all.first?.labels["severity"] == "critical")
    }

    @Test func `what only an edit of its rule raised did not get worse`() throws {
        var line = Timeline(scene(55), try rule("labels: { severity: warning }"))
        line.turn()
        line.rules = [try rule("labels: { severity: critical }")]
        #expect(line.turn(after: .hours(1)) == ["worsened low/account:a0"])
        let alert = try #require(line.alerts.all.first)
        #expect(alert.regraded == alert.level)
        line.restart()
        line.scene.score(45)
        #expect(line.turn(after: .days(1)) == ["worsened low/account:a0"])
        #expect(line.alerts.all.first?.regraded == nil)
    }

    private static let urgent = "labels: { severity: \"{{ account.days_to_renewal < 30 ? 'critical' : 'warning' }}\" }"

    @Test func `gets no graver while its condition does not hold and only its end is waited for`() throws {
        var line = Timeline(scene(55), try rule("clear_when: health.score >= threshold.floor + 5\n\(Self.urgent)"))
        line.scene.values["account.days_to_renewal"] = [31]
        #expect(line.turn() == ["opened low/account:a0"])
        line.scene.score(62)
        line.scene.values["account.days_to_renewal"] = [29]
        #expect(line.turn(after: .days(2)) == [])
        #expect(line.alerts.all.map { $0.labels["severity"] } == ["warning"])
        line.scene.score(55)
        #expect(line.turn(after: .hours(1)) == ["worsened low/account:a0"])
        let alert = try #require(line.alerts.all.first)
        #expect(alert.labels["severity"] == "critical" && alert.nearing == nil, "it fell again")
    }

    @Test(arguments: [(55.0, 29.0, true), (55, 12, true), (45, 29, false)])
    func `what only a date that came nearer raised did not get worse`(
        score: Double, left: Double, isNearer: Bool
    ) throws {
        var line = Timeline(scene(55), try rule(Self.urgent))
        line.scene.values["account.days_to_renewal"] = [31]
        line.turn()
        let level = try #require(line.alerts.all.first?.level)
        line.scene.score(score)
        line.scene.values["account.days_to_renewal"] = [left]
        #expect(line.turn(after: .days(Int64(31 - left))) == ["worsened low/account:a0"])
        line.restart()
        let alert = try #require(line.alerts.all.first)
        #expect(alert.nearing == (isNearer ? Nearing(from: level, to: alert.level) : nil))
        // Whoever was told of less was told of nothing that came in between.
        #expect(alert.nearing?.explains(rise: alert.level, since: level) ?? false == isNearer)
        #expect(alert.nearing?.explains(rise: alert.level, since: level - 1) ?? false == false)
    }

    @Test func `a date that was moved nearer made it worse, though it counts down`() throws {
        var line = Timeline(scene(55), try rule(Self.urgent))
        line.scene.values["account.days_to_renewal"] = [300]
        line.turn()
        line.scene.values["account.days_to_renewal"] = [20]
        #expect(line.turn(after: .days(1)) == ["worsened low/account:a0"])
        #expect(line.alerts.all.map(\.nearing) == [nil])
    }

    // MARK: Time

    @Test func `item 7: every clock outlives a restart, which forgets nothing and repeats nothing`() throws {
        var line = Timeline(scene(50, 50, 70), try rule("for: 2d\nkeep_firing_for: 1d"))
        var other = line
        for (day, scores) in [[50, 50, 70], [50, 70, 50], [50, 50, 50], [70, 50, 50], [70, 50, 50], [50, 50, 70]]
            .enumerated()
        {
            let wait = Duration.days(day == 0 ? 0 : 1)
            line.scene.values["nps.latest"] = scores.map { Double($0) }
            other.scene.values["nps.latest"] = scores.map { Double($0) }
            let changes = line.turn(after: wait)
            other.restart()
            #expect(other.turn(after: wait) == changes)
            #expect(other.alerts.all == line.alerts.all && other.alerts.due == line.alerts.due)
        }
    }

    @Test func `a clock that steps back tells nothing twice`() throws {
        var line = Timeline(scene(50), try rule())
        line.turn()
        #expect(line.turn(after: .seconds(-3600)) == [])
        #expect(line.turn(after: .seconds(7200)) == [])
    }

    @Test func `after a long silence the time before counts`() throws {
        var line = Timeline(scene(50), try rule("for: 14d"))
        line.turn()
        #expect(line.turn(after: .days(20)) == ["opened low/account:a0"])
    }

    @Test func `the same turn is made of the same things in the same order`() throws {
        let scenes = many(40, low: 12)
        var lines = [
            Timeline(scenes, try rule(), try rule(id: "also")), Timeline(scenes, try rule(), try rule(id: "also")),
        ]
        let changes = lines.indices.map { lines[$0].turn() }
        #expect(changes[0] == changes[1] && changes[0].count == 24)
        #expect(changes[0].prefix(3) == ["opened low/account:a0", "opened low/account:a1", "opened low/account:a2"])
        #expect(lines[0].alerts.touched == lines[1].alerts.touched)
    }
}
