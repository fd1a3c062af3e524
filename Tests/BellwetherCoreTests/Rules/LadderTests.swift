import Testing

@testable import BellwetherCore

/// Renewals told of at 120, 90, 60, 30, 14 and 7 days, each step once.
@Suite struct LadderTests {
    private static let yaml = """
          - alert: renewal
            for_each: contract
            ladder: [120, 90, 60, 30, 14, 7]
            when: "!(contract.category in ['closed', 'lost'])"
            annotations: { title: "{{ account.name }} renews in {{ contract.days_to_renewal }}" }
        """

    private func line(renewsOn day: String, _ yaml: String = yaml) throws -> Timeline {
        var scene = Scene()
        scene.renewals = [.sample(renewsOn: day)]
        return Timeline(scene, try RuleText.rule(yaml))
    }

    /// What is said on each day, and on which step it then stands; restarted in between.
    private func say(_ line: inout Timeline, on day: String) -> (said: [String], step: Int?) {
        line.scene.moment = Zone.utc.start(of: .on(day)) + .hours(9)
        let said = line.turn().map { String($0.prefix { $0 != " " }) }
        line.restart()
        return (said, line.alerts.all.first?.ladder?.step)
    }

    @Test(
        arguments: [
            (130, nil), (120, 120), (119, 120), (90, 90), (61, 90), (14, 14), (8, 14), (7, 7), (0, 7), (-1, nil),
        ] as [(Int, Int?)])
    func `a term stands on the lowest step it has come to`(_ days: Int, _ step: Int?) {
        #expect(Ladder(steps: [7, 14, 30, 60, 90, 120, 90]).step(daysLeft: days) == step)
    }

    @Test func `tells each step once, and its end once`() throws {
        var line = try line(renewsOn: "2026-07-01")
        #expect(say(&line, on: "2026-03-02").said == [])
        #expect(say(&line, on: "2026-03-03") == (["opened"], 120))
        #expect(say(&line, on: "2026-03-04") == ([], 120))
        #expect(say(&line, on: "2026-04-02") == (["worsened"], 90))
        #expect(line.alerts.all.map(\.story.title) == ["Account 0 renews in 90 days"])
        #expect(say(&line, on: "2026-04-03") == ([], 90))
        line.scene.renewals = []
        #expect(say(&line, on: "2026-04-04").said == ["closed"])
    }

    @Test func `whoever comes late hears of the nearest step alone`() throws {
        var line = try line(renewsOn: "2026-04-10")
        #expect(say(&line, on: "2026-03-02") == (["opened"], 60))
        #expect(say(&line, on: "2026-03-28") == (["worsened"], 14), "30 and 14 were passed at once")
        #expect(say(&line, on: "2026-04-03") == (["worsened"], 7))
        #expect(say(&line, on: "2026-04-10") == ([], 7))
        #expect(say(&line, on: "2026-04-11").said == ["closed"])
    }

    @Test func `another date arms the steps ahead, and no step that lies behind`() throws {
        var line = try line(renewsOn: "2026-05-20")
        #expect(say(&line, on: "2026-03-02") == (["opened"], 90))
        // Nearer: 30 days left, the steps of 60 and 30 lie behind.
        line.scene.renewals = [.sample(renewsOn: "2026-04-02")]
        #expect(say(&line, on: "2026-03-03") == ([], 30))
        #expect(say(&line, on: "2026-03-19") == (["worsened"], 14))
        // Further away: 90 and 60, told before, are ahead again.
        line.scene.renewals = [.sample(renewsOn: "2026-07-10")]
        #expect(say(&line, on: "2026-03-20") == ([], 120))
        #expect(say(&line, on: "2026-04-11") == (["worsened"], 90))
        // Out of reach: it ends, and begins again when the ladder does.
        line.scene.renewals = [.sample(renewsOn: "2027-07-10")]
        #expect(say(&line, on: "2026-04-12").said == ["closed"])
    }

    @Test func `signing ends it`() throws {
        var line = try line(renewsOn: "2026-04-10")
        _ = say(&line, on: "2026-03-02")
        line.scene.renewals = [.sample(renewsOn: "2026-04-10", category: .closed)]
        #expect(say(&line, on: "2026-03-03").said == ["closed"])
    }

    @Test func `counts down to the day of notice where it is told to`() throws {
        let yaml = Self.yaml.replacing(
            "ladder: [120, 90, 60, 30, 14, 7]", with: "ladder: { days: [30, 14], to: notice }")
        var line = try line(renewsOn: "2026-07-01", yaml)
        line.scene.renewals = [.sample(renewsOn: "2026-07-01", noticeBy: "2026-04-01")]
        #expect(say(&line, on: "2026-03-02") == (["opened"], 30))
    }

    @Test(arguments: [
        (
            "ladder: [60]",
            [
                "rules/a.yaml:4:5: error: a 'ladder' counts down to the end of a contract\nhelp: write `for_each: contract`"
            ]
        ),
        (
            "for_each: contract\n    ladder: []",
            ["rules/a.yaml:5:13: error: a 'ladder' must have at least one step\nhelp: such as [120, 90, 60, 30, 14, 7]"]
        ),
        (
            "for_each: contract\n    ladder: [60, 0]",
            ["rules/a.yaml:5:18: error: an item of 'ladder' must be an integer from 1 to 730, not 0"]
        ),
        ("for_each: contract\n    ladder: { to: notice }", ["rules/a.yaml:5:13: error: 'days' must be given"]),
    ])
    func `says what is wrong with a ladder`(_ lines: String, _ says: [String]) {
        #expect(RuleText("rules:\n  - alert: a\n    when: health.score < 60\n    \(lines)\n").said == says)
    }

    @Test func `a test of it gives the days that are left`() throws {
        let tests = """
                tests:
                  - { given: { contract.days_to_renewal: 60, contract.category: commit }, expect: firing }
                  - { given: { contract.days_to_renewal: 121, contract.category: commit }, expect: quiet }
                  - { given: { contract.days_to_renewal: -1, contract.category: commit }, expect: quiet }
                  - { given: { contract.category: commit }, expect: held }
            """
        let rule = try RuleText.rule(Self.yaml + "\n" + tests)
        #expect(rule.tests.count == 4)
        for test in rule.tests { #expect(test.run(on: rule).hasPassed, "\(test.run(on: rule).words)") }
    }
}
