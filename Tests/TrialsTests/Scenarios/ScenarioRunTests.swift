import BellwetherCore
import Diagnostics
import Testing
import Trials

@Suite struct ScenarioRunTests {
    /// One rule, and a story about it whose days are given.
    static func yaml(_ days: String, exact: Bool = true) -> String {
        """
        health_models:
          - name: standard
            measures:
              nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }, weight: 50 }
            bands:
              - { name: poor, label: At risk, colour: red, from: 0 }
              - { name: good, label: Good, colour: green, from: 50 }
        rules:
          - alert: low
            applies_to: account.tier != 'Free'
            when: health.score < threshold.floor
            thresholds: { floor: { by: account.tier, default: 50, values: { Gold: 60 } } }
            for: 2d
            clear_when: health.score >= threshold.floor + 5
            labels: { severity: "{{ health.score < 20 ? 'critical' : 'warning' }}" }
            annotations: { title: "{{ account.name }} is at {{ health.score }}" }
        installation:
          receivers: [{ name: chat }, { name: mail, to: owner }]
          people: [{ key: kim, name: Kim, email: kim@example.com }]
          route:
            receiver: chat
            routes: [{ matchers: [severity="critical"], receivers: [mail] }]
        scenarios:
          - name: a story
            exact: \(exact)
            accounts: { acme: { tier: Gold, owner: kim } }
            days:
        \(days)
        """
    }

    static let fall = """
              - on: 2026-03-02
                given: { acme: { health.score: 70 } }
              - on: 2026-03-09
                given: { acme: { health.score: 58 } }
                expect: { low: pending }
              - on: 2026-03-11
                expect: { low: firing }
                told: [{ by: chat, opens: low/acme, contains: "acme is at 58.0" }]
              - on: 2026-03-16
                given: { acme: { health.score: 65 } }
                expect: { low: quiet }
                told: [{ by: chat, closes: low, reason: recovered }]

        """

    private func folder(_ yaml: String) -> RuleFolder {
        RuleFolder.read([.init(name: "rules/a.yaml", bytes: Array(yaml.utf8))])
    }

    private func failures(_ days: String, exact: Bool = true) throws -> [String] {
        let folder = folder(Self.yaml(days, exact: exact))
        try #require(folder.diagnostics.map(\.description) == [])
        let scenario = try #require(folder.scenarios.first)
        return ScenarioRun(of: scenario, under: .alone(folder.rules, folder.models)).failures.map {
            "\($0.place.line): \($0.words)"
        }
    }

    @Test func `a story that comes true has no failures`() throws {
        #expect(try failures(Self.fall) == [])
    }

    @Test(arguments: [
        (
            "expect: { low: firing }", "expect: { low: held }",
            "expected low to be held for acme at the end of 2026-03-11, but it is firing"
        ),
        (
            "contains: \"acme is at 58.0\"", "contains: \"acme is at 57\"",
            "expected a message by chat that opens low/acme on 2026-03-11, but it does not say 'acme is at 57':"
        ),
        (
            "by: chat, opens", "by: mail, opens",
            "expected a message by mail that opens low/acme on 2026-03-11, but it went by chat:"
        ),
        (
            "reason: recovered", "reason: churned",
            "expected a message by chat that closes low on 2026-03-16, but low closed because recovered:"
        ),
        (
            "      told: [{ by: chat, closes: low, reason: recovered }]\n", "",
            "on 2026-03-16 this was told, and is not expected:"
        ),
        (
            "health.score: 58", "health.score: 61",
            "expected low to be pending for acme at the end of 2026-03-09, but it is quiet"
        ),
    ])
    func `says what did not come true`(old: String, new: String, words: String) throws {
        try #require(Self.fall.contains(old))
        let found = try failures(Self.fall.replacing(old, with: new))
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    private static let groups = """
        health_models:
          - name: standard
            measures:
              nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }, weight: 50 }
            bands:
              - { name: poor, label: At risk, colour: red, from: 0 }
              - { name: good, label: Good, colour: green, from: 50 }
        rules:
          - alert: many
            for_each: owner
            when: count_in_band('red') >= 2
          - alert: most
            for_each: portfolio
            when: share_in_band('red') > 0.6
        scenarios:
          - name: two of three
            accounts: { acme: { owner: kim }, bolt: { owner: kim }, cobalt: { owner: dana } }
            days:
              - on: 2026-03-02
                given: { acme: { health.score: 20 }, bolt: { health.score: 80 }, cobalt: { health.score: 80 } }
                expect: { many: { kim: quiet, "owner:dana": quiet }, most: quiet }
              - on: 2026-03-03
                given: { bolt: { health.score: 20 } }
                expect: { many: { kim: firing, dana: quiet }, most: { portfolio: firing } }
                told: [{ opens: [many/kim, most/portfolio], contains: "Share in band red: 67 %" }]
        """

    @Test func `of rules about groups it asks by group, and of the portfolio of that`() throws {
        let folder = folder(Self.groups)
        try #require(folder.diagnostics.map(\.description) == [])
        let scenario = try #require(folder.scenarios.first)
        #expect(ScenarioRun(of: scenario, under: .alone(folder.rules, folder.models)).failures == [])
        let wrong = Self.groups.replacing("dana: quiet }, most: {", with: "dana: firing }, most: {")
        let told = self.folder(wrong)
        let failures = ScenarioRun(of: try #require(told.scenarios.first), under: .alone(told.rules, told.models))
            .failures
        #expect(
            failures.map(\.words) == [
                "expected many to be firing for owner:dana at the end of 2026-03-03, but it is quiet"
            ])
        let unsaid = self.folder(Self.groups.replacing("many: { kim: firing, dana: quiet }", with: "many: firing"))
        #expect(
            unsaid.diagnostics.map(\.message) == ["the state of 'many' must be given by owner"])
        #expect(unsaid.diagnostics.first?.help == "write `many: { kim: firing }`")
    }

    @Test func `takes what is not spoken of for granted where it is not exact`() throws {
        let days = Self.fall.replacing("        told: [{ by: chat, closes: low, reason: recovered }]\n", with: "")
        #expect(try failures(days, exact: false) == [])
    }

    @Test func `item 12: tries the whole path in a file, from history to who is told through which receiver`() throws {
        let days = Self.fall.replacing("health.score: 58", with: "health.score: 12")
            .replacing(
                "by: chat, opens: low/acme, contains: \"acme is at 58.0\"",
                with: "by: mail, to: kim@example.com, opens: low"
            )
            .replacing("by: chat, closes", with: "by: mail, to: kim@example.com, closes")
        #expect(try failures(days) == [])
    }

    @Test func `item 21: tells what no test has tried, and compares in part`() throws {
        let folder = folder(Self.yaml(Self.fall))
        let policy = Policy.alone(folder.rules, folder.models)
        let report = TestReport(of: policy, folder.scenarios, routing: policy.routing)
        let part = try #require(report.coverage.parts.first)
        #expect(part.tried == ["fires", "does not fire", "floor Gold", "clear_when ends an alert", "severity warning"])
        #expect(part.untried == ["floor by default", "applies_to passes somebody by", "severity critical"])
        #expect(report.coverage.parts.last?.untried == ["the first route"])
    }

    @Test func `writes what came of it as JUnit`() {
        let folder = folder(Self.yaml(Self.fall.replacing("low: firing", with: "low: held")))
        let report = TestReport(of: .alone(folder.rules, folder.models), folder.scenarios, routing: nil)
        #expect(report.failedCount == 1)
        #expect(report.junit.contains("<testsuites name=\"bellwether\" tests=\"1\" failures=\"1\">"))
        #expect(report.junit.contains("<testcase classname=\"rules/a.yaml\" name=\"a story\" file=\"rules/a.yaml\""))
        #expect(report.junit.contains("<failure message=\"rules/a.yaml:"))
        #expect("a <b> & \"c\"\u{1}".xml == "a &lt;b&gt; &amp; &quot;c&quot;")
    }

    @Test(arguments: [
        ("health.score < threshold.floor", "health.scoer < threshold.floor", "unknown name 'health.scoer'"),
        ("health.score < threshold.floor", "health.score <", "a value must stand after"),
        ("- alert: low", "- alrt: low", "'alert' must be given"),
    ])
    func `a rule that is broken is blamed where it stands, and not by who names it`(
        old: String, new: String, words: String
    ) throws {
        let yaml = Self.yaml(Self.fall).replacing(old, with: new, maxReplacements: 1)
        let found = folder(yaml).diagnostics.filter {
            $0.severity == .error && !$0.message.contains("unknown key 'alrt'")
        }
        #expect(found.count == 1 && found[0].message.contains(words), "\(found.map(\.description))")
        let misspelt = folder(yaml.replacing("low: pending", with: "lwo: pending"))
        #expect(
            misspelt.diagnostics.contains { $0.message == "there is no rule 'lwo'" && $0.help == "did you mean 'low'?" }
        )
    }

    @Test(arguments: [
        ("acme: { health.score: 70 }", "acem: { health.score: 70 }", "account 'acem' is not in this scenario"),
        ("acme: { health.score: 70 }", "acme: { health.scoer: 70 }", "'health.scoer' cannot be given in a scenario"),
        (
            "acme: { health.score: 70 }", "acme: { health.score: low }",
            "'health.score' must be given a number, not 'low'"
        ),
        ("acme: { health.score: 70 }", "acme: { account.teir: Team }", "account has no field 'teir'"),
        ("on: 2026-03-09", "on: 2026-02-30", "'on' must be a day such as 2026-03-02, not '2026-02-30'"),
        ("on: 2026-03-09", "on: 2026-03-01", "days must stand in the order of time, each moment once"),
        ("low: pending", "lwo: pending", "there is no rule 'lwo'"),
        ("low: pending", "low: pendign", "an alert cannot be expected to be 'pendign'"),
        ("by: chat, opens", "by: caht, opens", "receiver 'caht' is not defined"),
        ("opens: low/acme", "opens: low/acem", "account 'acem' is not in this scenario"),
        ("reason: recovered", "reason: recoverd", "'reason' must be"),
        ("told:", "tolds:", "unknown key 'tolds'"),
    ])
    func `a mistake in a story is told at its place`(old: String, new: String, words: String) throws {
        let yaml = Self.yaml(Self.fall.replacing(old, with: new, maxReplacements: 1))
        let found = folder(yaml).diagnostics.filter { $0.severity == .error }
        #expect(found.contains { $0.message.contains(words) }, "\(found.map(\.description))")
    }
}
