import Testing

@testable import BellwetherCore

@Suite struct RuleTestTests {
    /// The words of the only test of a rule that fires below 60 after two days.
    private func words(_ test: String, extra: String = "") throws -> String {
        let rule = try RuleText.rule(
            """
              - alert: low
                when: health.score < threshold.floor
                thresholds: { floor: { by: account.tier, default: 50, values: { Enterprise: 60 } } }
                for: 2d\(extra.isEmpty ? "" : "\n    " + extra)
                tests: [\(test)]
            """)
        return try #require(rule.tests.first).run(on: rule).words
    }

    @Test(arguments: [
        ("{ given: { health.score: 45 }, expect: { firing_after: 2d } }", "firing after 2d, as expected"),
        ("{ given: { health.score: 45 }, expect: { firing_after: 48h } }", "firing after 2d, as expected"),
        ("{ given: { health.score: 45 }, expect: pending }", "firing after 2d, as expected"),
        ("{ given: { health.score: 55 }, expect: quiet }", "quiet, as expected"),
        ("{ given: { health.score: null }, expect: held }", "held, since 'health.score' is not known, as expected"),
        (
            "{ given: { health.score: 45 }, expect: firing }",
            "expected firing at once, but it is firing after 2d: health.score (45) < threshold.floor (50)"
        ),
        (
            "{ given: { health.score: 45 }, expect: { firing_after: 1d } }",
            "expected firing after 1d, but it is firing after 2d: health.score (45) < threshold.floor (50)"
        ),
        (
            "{ given: { health.score: 55 }, expect: { firing_after: 2d } }",
            "expected firing after 2d, but it is quiet: health.score (55) < threshold.floor (50)"
        ),
        (
            "{ given: { health.score: 55, account.tier: Enterprise }, expect: quiet }",
            "expected quiet, but it is firing after 2d: health.score (55) < threshold.floor (60)"
        ),
    ])
    func `says what came of it, and why`(_ test: String, _ expected: String) throws {
        #expect(try words(test) == expected)
    }

    @Test func `an absence is nothing but absent`() throws {
        let words = try words("{ given: {}, expect: quiet }")
        #expect(
            words
                == "expected quiet, but it is held, since 'health.score' is not known: health.score (no data) < threshold.floor (50)"
        )
    }

    @Test func `whom a rule does not apply to is quiet`() throws {
        let extra = "applies_to: account.plan == 'Annual'"
        #expect(
            try words("{ given: { health.score: 1, account.plan: Monthly }, expect: quiet }", extra: extra)
                == "quiet, as expected")
    }

    @Test(arguments: [
        (
            "{ given: { health.score: 30 }, expect: { level: critical } }",
            "firing as warning after 2d, firing as critical at once, as expected"
        ),
        (
            "{ given: { health.score: 50 }, expect: { level: warning, firing_after: 2d } }",
            "firing as warning after 2d, as expected"
        ),
        (
            "{ given: { health.score: 30 }, expect: firing }",
            "firing as warning after 2d, firing as critical at once, as expected"
        ),
        (
            "{ given: { health.score: 50 }, expect: { level: critical } }",
            "expected firing as critical at once, but it is firing as warning after 2d: warning: health.score (50) < threshold.floor (60); critical: health.score (50) < threshold.floor (40)"
        ),
    ])
    func `a rule with levels is tried at all of them`(_ test: String, _ expected: String) throws {
        let rule = try RuleText.rule(
            """
              - alert: low
                when: health.score < threshold.floor
                levels:
                  warning: { thresholds: { floor: 60 }, for: 2d }
                  critical: { thresholds: { floor: 40 } }
                tests: [\(test)]
            """)
        #expect(try #require(rule.tests.first).run(on: rule).words == expected)
    }
}
