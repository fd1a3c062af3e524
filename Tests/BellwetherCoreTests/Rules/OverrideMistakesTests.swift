import Testing

@testable import BellwetherCore

/// What somebody reads who made a mistake in an exception or in a level.
@Suite struct OverrideMistakesTests {
    struct Case: CustomTestStringConvertible {
        let lines: String
        let says: [String]
        var testDescription: String { says.joined(separator: "; ") }
    }

    private static let rules = """
        rules:
          - { alert: low, was: [sunk], when: health.score < threshold.floor, thresholds: { floor: 50 } }

        """

    /// An exception from line 4 on, which lacks nothing but what the case is about.
    private static func exception(_ lines: String, says: String...) -> Case {
        Case(lines: rules + "overrides:\n  - " + lines, says: says)
    }

    private static func rule(_ lines: String, says: String...) -> Case {
        Case(lines: "rules:\n  - alert: a\n" + lines, says: says)
    }

    private static let rest = "reason: r, owner: kim, until: 2026-12-31"

    static let cases: [Case] = [
        exception(
            "{ rule: lwo, account: acme, thresholds: { floor: 40 }, \(rest) }",
            says:
                "rules/a.yaml:4:13: error: there is no rule 'lwo' to make an exception from\nhelp: did you mean 'low'?"),
        exception(
            "{ rule: sunk, account: acme, thresholds: { floor: 40 }, \(rest) }",
            says: "rules/a.yaml:4:13: error: there is no rule 'sunk' any more\nhelp: it is 'low' now"),
        exception(
            "{ rule: low, account: acme, thresholds: { flor: 40 }, \(rest) }",
            says: "rules/a.yaml:4:47: error: 'low' has no threshold 'flor'\nhelp: did you mean 'floor'?"),
        exception(
            "{ rule: low, thresholds: { floor: 40 }, \(rest) }",
            says:
                "rules/a.yaml:4:5: error: an exception must be for one 'account', 'tier', 'segment' or 'group'\nhelp: write `account: acme` with the id that its source gives it"
        ),
        exception(
            "{ rule: low, account: acme, tier: Team, thresholds: { floor: 40 }, \(rest) }",
            says:
                "rules/a.yaml:4:5: error: an exception must be for one 'account', 'tier', 'segment' or 'group'\nhelp: write `account: acme` with the id that its source gives it"
        ),
        exception(
            "{ rule: low, group: kim, thresholds: { floor: 40 }, \(rest) }",
            says:
                "rules/a.yaml:4:25: error: 'low' goes over each account and cannot be different for one 'group'\nhelp: an exception from it is for one 'segment', 'tier' or 'account'"
        ),
        exception(
            "{ rule: low, account: acme, thresholds: { floor: 40 }, owner: kim }",
            says: "rules/a.yaml:4:5: error: 'reason' must be given", "rules/a.yaml:4:5: error: 'until' must be given"),
        exception(
            "{ rule: low, account: acme, thresholds: { floor: 40 }, reason: r, owner: kim, until: next spring }",
            says: "rules/a.yaml:4:90: error: 'until' must be a day such as 2027-03-31, not 'next spring'"),
        exception(
            "{ rule: low, account: acme, thresholds: { floor: low }, \(rest) }",
            says: "rules/a.yaml:4:54: error: 'floor' in 'thresholds' must be a number, not 'low'"),
        exception(
            "{ rule: low, level: critical, account: acme, thresholds: { floor: 40 }, \(rest) }",
            says: "rules/a.yaml:4:25: error: 'low' has no level 'critical'\nhelp: take 'level' away"),
        exception(
            "{ rule: low, account: acme, thresholds: { floor: 40 }, \(rest) }\n"
                + "  - { rule: low, account: acme, thresholds: { floor: 30 }, \(rest) }",
            says:
                "rules/a.yaml:5:54: error: 'floor' has an exception for account 'acme' already\nnote: the other stands at rules/a.yaml:4:47"
        ),
        // Levels.
        rule(
            "    levels: { warming: { when: health.score < 60 } }",
            says:
                "rules/a.yaml:3:15: error: a level must be 'info', 'warning' or 'critical', not 'warming'\nhelp: did you mean 'warning'?"
        ),
        rule(
            "    levels: {}",
            says:
                "rules/a.yaml:3:13: error: 'levels' must name at least one level\nhelp: write `warning: { thresholds: { … } }` and so on, or take 'levels' away"
        ),
        rule(
            "    levels: { warning: { for: 2d } }",
            says:
                "rules/a.yaml:3:15: error: level 'warning' has no condition\nhelp: give it a 'when', or give the rule one that all levels share"
        ),
        rule(
            "    when: health.score < threshold.floor\n"
                + "    levels: { warning: { thresholds: { floor: 60 } }, critical: {} }",
            says:
                "rules/a.yaml:4:55: error: level 'critical' has no threshold 'floor', which its condition reads\nhelp: give it one under 'thresholds', here or for the whole rule"
        ),
        rule(
            "    when: health.score < 60\n    levels: { warning: { when: health.score < 50 } }",
            says:
                "rules/a.yaml:3:5: warning: 'when' is never read; every level has a condition of its own\nhelp: take it away, or let a level go without its own"
        ),
        rule(
            "    levels: { warning: { when: health.score < 60 } }\n    labels: { severity: info }",
            says:
                "rules/a.yaml:4:15: error: label 'severity' cannot be set by a rule with 'levels'; each level is one\nhelp: take the label away"
        ),
        rule(
            "    levels: { warning: { when: health.scor < 60 }, critical: { wehn: health.score < 40 } }",
            says: "rules/a.yaml:3:32: error: unknown name 'health.scor'\nhelp: did you mean 'health.score'?",
            "rules/a.yaml:3:52: error: level 'critical' has no condition\nhelp: give it a 'when', or give the rule one that all levels share",
            "rules/a.yaml:3:64: error: unknown key 'wehn'\nhelp: did you mean 'when'?"),
        rule(
            "    levels: { warning: { when: health.score < 60 } }\n"
                + "    tests: [{ given: { health.score: 50 }, expect: { level: critical } }]",
            says: "rules/a.yaml:4:61: error: 'a' has no level 'critical'\nhelp: its levels are 'warning'"),
    ]

    @Test(arguments: cases) func `says it in full`(_ example: Case) {
        #expect(RuleText(example.lines).said == example.says)
    }

    @Test func `does not blame an exception for the mistake of its rule`() {
        let text = RuleText(
            """
            rules:
              - { alert: low, when: health.scor < threshold.floor, thresholds: { floor: 50 } }
            overrides:
              - { rule: low, account: acme, thresholds: { floor: 40 }, reason: r, owner: kim, until: 2026-12-31 }
            """)
        #expect(text.said.count == 1)
    }
}
