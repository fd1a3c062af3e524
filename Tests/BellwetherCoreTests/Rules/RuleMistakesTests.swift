import Testing

@testable import BellwetherCore

/// What somebody reads who made a mistake in a rule: all of it, word for word.
@Suite struct RuleMistakesTests {
    struct Case: CustomTestStringConvertible {
        let yaml: String
        let says: [String]
        var testDescription: String { says.joined(separator: "; ") }
    }

    /// One rule whose lines are given, from line 3 on.
    private static func rule(_ lines: String..., says: String...) -> Case {
        let body = lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        return Case(
            yaml: "rules:\n  - alert: a\n" + body.map { "    \($0)\n" }.joined(), says: says)
    }

    static let cases: [Case] = [
        // The rule itself.
        Case(yaml: "rules: none\n", says: ["rules/a.yaml:1:8: error: 'rules' must be a list of mappings, not 'none'"]),
        Case(
            yaml: "rules:\n  - when: health.score < 60\n",
            says: ["rules/a.yaml:2:5: error: 'alert' must be given"]),
        Case(
            yaml: "rules:\n  - alert: two words\n    when: health.score < 60\n",
            says: [
                "rules/a.yaml:2:12: error: 'alert' must be a name of at most 100 letters, digits, '-', '_' and '.', not 'two words'"
            ]),
        rule("summary: x", says: "rules/a.yaml:2:5: error: 'when' must be given"),
        rule(
            "when: health.score < 60", "wehn: x",
            says: "rules/a.yaml:4:5: error: unknown key 'wehn'\nhelp: did you mean 'when'?"),
        rule(
            "when: health.score < 60", "for: 2 days",
            says:
                "rules/a.yaml:4:10: error: 'for' must be a duration such as 30m or 2d, not '2 days'\nhelp: did you mean '2d'?"
        ),
        rule(
            "when: health.score < 60", "keep_firing_for: -1d",
            says: "rules/a.yaml:4:22: error: 'keep_firing_for' must be a duration such as 30m or 2d, not '-1d'"),
        rule(
            "when: health.score < 60", "for_each: invocie",
            says:
                "rules/a.yaml:4:15: error: 'for_each' must be 'account', 'invoice', 'contract', 'portfolio', 'owner', 'tier', 'segment', 'region', 'product', 'plan', 'lifecycle_stage', 'currency' or 'parent', not 'invocie'\nhelp: did you mean 'invoice'?"
        ),
        rule(
            "when: health.score < 60", "missing: firing",
            says: "rules/a.yaml:4:14: error: 'missing' must be 'fire' or 'ok', not 'firing'"),
        Case(
            yaml: "rules:\n  - { alert: a, when: health.score < 60 }\n  - { alert: a, when: health.score < 50 }\n",
            says: [
                "rules/a.yaml:3:14: error: alert 'a' is defined twice\nnote: the other stands at rules/a.yaml:2:14; alerts are remembered by this id"
            ]),
        Case(
            yaml:
                "rules:\n  - { alert: a, when: health.score < 60, was: b }\n  - { alert: b, when: health.score < 50 }\n",
            says: [
                "rules/a.yaml:2:14: error: 'was' of 'a' names 'b', which is a rule of its own\nnote: an id stands for one rule for good"
            ]),
        // Conditions.
        rule(
            "when: health.scor < 60",
            says: "rules/a.yaml:3:11: error: unknown name 'health.scor'\nhelp: did you mean 'health.score'?"),
        rule(
            "when: usage.licence_utilization < 0.3",
            says:
                "rules/a.yaml:3:11: error: unknown name 'usage.licence_utilization'\nhelp: did you mean 'usage.licence_utilisation'?"
        ),
        rule(
            "when: account.tier < 60",
            says: "rules/a.yaml:3:24: error: '<' cannot compare string with int\nhelp: a number stands without quotes"),
        rule(
            "when: health.score",
            says:
                "rules/a.yaml:3:11: error: a condition is true or false (bool), not double\nhelp: compare it with something, such as < 60"
        ),
        rule(
            "when: invoice.days_past_due > 10",
            says:
                "rules/a.yaml:3:11: error: unknown name 'invoice.days_past_due'\nhelp: it is known in rules with `for_each: invoice`"
        ),
        rule(
            "when: days_untill(forecast.renews_on) < 45",
            says: "rules/a.yaml:3:11: error: unknown function 'days_untill'\nhelp: did you mean 'days_until'?"),
        rule(
            "for_each: owner", "when: ago(group.mrr, '30d') > 5",
            says:
                "rules/a.yaml:4:11: error: unknown function 'ago'\nhelp: it is asked of single accounts, not of groups"
        ),
        rule(
            "when: share_in_band('red') > 0.2",
            says:
                "rules/a.yaml:3:11: error: unknown function 'share_in_band'\nhelp: it is asked of groups: `for_each: owner`"
        ),
        rule(
            "when: health.score < threshold.floor",
            says:
                "rules/a.yaml:3:26: error: unknown name 'threshold.floor'\nhelp: give the rule that threshold: `thresholds: { floor: 50 }`"
        ),
        rule(
            "when: health.score <", says: "rules/a.yaml:3:25: error: a value must stand after '<'"),
        rule(
            "when: |", "  health.score < 60", "  && account.teir == 'Team'",
            says: "rules/a.yaml:5:10: error: unknown name 'account.teir'\nhelp: did you mean 'account.tier'?"),
        rule(
            "when: invoices.exists(i, i.days_overdue > 30)",
            says: "rules/a.yaml:3:32: error: invoice has no field 'days_overdue'"),
        rule(
            "applies_to: account.plan", "when: health.score < 60",
            says: "rules/a.yaml:3:17: error: a condition is true or false (bool), not string"),
        rule(
            "when: health.score < 60", "clear_when: health.score > sixty",
            says: "rules/a.yaml:4:32: error: unknown name 'sixty'"),
        // Functions of fields.
        rule(
            "when: ago(health.score, '30 days') > 60",
            says:
                "rules/a.yaml:3:29: error: 'ago' must look back over a span such as '30d' or '2w', not '30 days'\nnote: a span is at most 730d; history is kept for 800 days"
        ),
        rule(
            "when: drop(health.score, '3y') > 60",
            says:
                "rules/a.yaml:3:30: error: 'drop' must look back over a span such as '30d' or '2w', not '3y'\nnote: a span is at most 730d; history is kept for 800 days"
        ),
        rule(
            "when: change(account.seats, '30d') < 0",
            says:
                "rules/a.yaml:3:18: error: 'change' cannot look back on 'account.seats'; its past is not kept\nhelp: history keeps metrics, 'health.score', 'health.coverage' and, for 'ago', 'health.band'"
        ),
        rule(
            "when: change(health.band, '30d') < 0",
            says: "rules/a.yaml:3:18: error: 'change' takes a double field; 'health.band' is string"),
        rule(
            "when: in_band_for('rde') > 14",
            says: "rules/a.yaml:3:23: error: no health model has a band 'rde'\nhelp: did you mean 'red'?"),
        rule(
            "when: in_band_for('purple') > 14",
            says:
                "rules/a.yaml:3:23: error: no health model has a band 'purple'\nhelp: bands are 'poor', 'at_risk' and 'good'"
        ),
        rule(
            "when: days_since(health.score) > 14",
            says: "rules/a.yaml:3:22: error: 'days_since' takes a timestamp field; 'health.score' is double"),
        // Thresholds.
        rule(
            "when: health.score < 60", "thresholds: 60",
            says:
                "rules/a.yaml:4:17: error: 'thresholds' must be names with a number each\nhelp: write `thresholds: { floor: 50 }`, or a `default` with `by` and `values`"
        ),
        rule(
            "when: health.score < threshold.floor", "thresholds: { floor: high }",
            says:
                "rules/a.yaml:4:26: error: threshold 'floor' must be a number, or a mapping with a 'default'\nhelp: write `floor: 50`, or `{ by: account.tier, default: 50, values: { Enterprise: 60 } }`"
        ),
        rule(
            "when: health.score < threshold.floor", "thresholds: { floor: { by: account.tier } }",
            says: "rules/a.yaml:4:26: error: 'default' must be given"),
        rule(
            "when: health.score < threshold.floor",
            "thresholds: { floor: { by: account.teir, default: 50, values: { Enterprise: 60 } } }",
            says: "rules/a.yaml:4:32: error: unknown name 'account.teir'\nhelp: did you mean 'account.tier'?"),
        rule(
            "when: health.score < threshold.floor",
            "thresholds: { floor: { by: account.seats, default: 50, values: { Enterprise: 60 } } }",
            says:
                "rules/a.yaml:4:32: error: 'by' must name a field that holds text, not 'account.seats'\nhelp: such as account.tier, account.segment or account.plan"
        ),
        rule(
            "when: health.score < threshold.floor",
            "thresholds: { floor: { default: 50, values: { Enterprise: 60 } } }",
            says:
                "rules/a.yaml:4:19: error: threshold 'floor' has 'values' but no field to choose among them\nhelp: name the field: `by: account.tier`"
        ),
        rule(
            "when: health.score < threshold.floor",
            "thresholds: { floor: { by: account.tier, default: 50, values: { Enterprise: sixty } } }",
            says: "rules/a.yaml:4:81: error: 'Enterprise' in 'values' must be a number, not 'sixty'"),
        rule(
            "when: health.score < 60", "thresholds: { floor: 50 }",
            says:
                "rules/a.yaml:4:19: warning: threshold 'floor' is never read\nhelp: a condition reads it as 'threshold.floor'"
        ),
        // Labels and words.
        rule(
            "when: health.score < 60", "labels: { severity: high }",
            says: "rules/a.yaml:4:25: error: 'severity' must be 'info', 'warning' or 'critical', not 'high'"),
        rule(
            "when: health.score < 60", "labels: { severity: Critical }",
            says:
                "rules/a.yaml:4:25: error: 'severity' must be 'info', 'warning' or 'critical', not 'Critical'\nhelp: did you mean 'critical'?"
        ),
        rule(
            "when: health.score < 60", "labels: { owner: kim }",
            says:
                "rules/a.yaml:4:15: error: label 'owner' cannot be set by a rule; every alert carries it by itself\nhelp: choose another name, such as 'team' or 'topic'"
        ),
        rule(
            "when: health.score < 60", "labels: { my-team: cs }",
            says:
                "rules/a.yaml:4:15: error: label 'my-team' must be made of letters, digits and '_', and not begin with a digit"
        ),
        rule(
            "when: health.score < 60", "annotations:", "  title: \"{{ account.nmae }} is low\"",
            says: "rules/a.yaml:5:18: error: unknown name 'account.nmae'\nhelp: did you mean 'account.name'?"),
        rule(
            "when: health.score < 60", "annotations: { title: \"{{ account.name is low\" }",
            says: "rules/a.yaml:4:28: error: '{{' is not closed\nhelp: write '}}' behind the expression"),
        // Tests.
        rule(
            "when: health.score < 60", "tests: [{ given: { health.score: 50 } }]",
            says:
                "rules/a.yaml:4:13: error: a test must say what to expect\nhelp: write `expect: firing`, `pending`, `quiet`, `held`, or `expect: { firing_after: 2d }`"
        ),
        rule(
            "when: health.score < 60", "tests: [{ given: { health.score: 50 }, expect: loud }]",
            says:
                "rules/a.yaml:4:52: error: a rule cannot be expected to be 'loud'\nhelp: write `expect: firing`, `pending`, `quiet`, `held`, or `expect: { firing_after: 2d }`"
        ),
        rule(
            "when: health.score < 60", "tests: [{ given: { health.score: 50 }, expect: { firing_after: soon } }]",
            says: "rules/a.yaml:4:68: error: 'firing_after' must be a duration such as 30m or 2d, not 'soon'"),
        rule(
            "when: health.score < 60", "tests: [{ given: { health.scroe: 50 }, expect: quiet }]",
            says: "rules/a.yaml:4:24: error: unknown name 'health.scroe'\nhelp: did you mean 'health.score'?"),
        rule(
            "when: health.score < 60", "tests: [{ given: { health.score: low }, expect: quiet }]",
            says: "rules/a.yaml:4:38: error: 'health.score' must be given a number, not 'low'"),
        rule(
            "when: health.score < 60",
            "tests: [{ given: { health.score: 50, account.plan: Annual }, expect: firing }]",
            says: "rules/a.yaml:4:42: warning: 'account.plan' is given, but 'a' never reads it"),
        rule(
            "when: health.score < 60", "tests: [{ given: { 'health.score + 1': 50 }, expect: quiet }]",
            says:
                "rules/a.yaml:4:25: error: 'health.score + 1' cannot be given; only single fields and calls can\nhelp: such as health.score, or \"change(health.score, '30d')\" in quotes"
        ),
        rule(
            "when: health.score < threshold.floor", "thresholds: { floor: 50 }",
            "tests: [{ given: { threshold.floor: 40 }, expect: quiet }]",
            says:
                "rules/a.yaml:5:24: error: 'threshold.floor' cannot be given; a test runs with the rule's own thresholds"
        ),
        rule(
            "when: invoices.exists(i, i.late)", "tests: [{ given: { invoices: [{ lat: true }] }, expect: quiet }]",
            says: "rules/a.yaml:4:37: error: invoice has no field 'lat'\nhelp: did you mean 'late'?"),
        rule(
            "when: days_until(forecast.renews_on) < 9 || forecast.renews_on < now",
            "tests: [{ given: { forecast.renews_on: soon }, expect: quiet }]",
            says: "rules/a.yaml:4:44: error: 'forecast.renews_on' must be given a day such as 2026-12-02, not 'soon'"),
    ]

    @Test(arguments: cases) func `says it in full`(_ example: Case) {
        #expect(RuleText(example.yaml).said == example.says)
    }

    @Test func `says all of them at once, in the order of the file`() {
        let text = RuleText(
            """
            rules:
              - alert: a
                when: health.scor < 60
                for: 2 days
                labels: { severity: high }
                annotations: { title: "{{ account.nmae }}" }
            """)
        #expect(
            text.said.map { $0.prefix { $0 != " " } } == [
                "rules/a.yaml:3:11:", "rules/a.yaml:4:10:", "rules/a.yaml:5:25:", "rules/a.yaml:6:31:",
            ])
        #expect(text.rules.isEmpty)
    }

    @Test func `leaves a sound rule beside a broken one alone`() {
        let text = RuleText(
            "rules:\n  - { alert: a, when: health.scor < 60 }\n  - { alert: b, when: health.score < 60 }\n")
        #expect(text.rules.map(\.id) == ["b"])
    }
}
