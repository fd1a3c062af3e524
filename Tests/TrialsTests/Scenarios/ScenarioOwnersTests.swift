import BellwetherCore
import Diagnostics
import Testing
import Trials

/// Rules that look at a period count accounts with whoever had them when it began, in scenarios too.
@Suite struct ScenarioOwnersTests {
    /// Acme goes over from Kim to Dana in March and leaves within the month.
    private func failures(_ expectations: String) throws -> [String] {
        let yaml = """
            rules:
              - alert: losses
                for_each: owner
                when: group.logo_churn > 0.2
            installation:
              receivers: [{ name: chat }]
              route: { receiver: chat }
            scenarios:
              - name: a handover before a loss
                exact: false
                accounts:
                  acme: { owner: kim }
                  bolt: { owner: kim }
                  core: { owner: dana }
                days:
                  - on: 2026-01-15
                    facts:
                      subscription:
                        - { id: s1, account: acme, mrr: 100, started_at: 2024-05-01 }
                        - { id: s2, account: bolt, mrr: 100, started_at: 2024-05-01 }
                        - { id: s3, account: core, mrr: 100, started_at: 2024-05-01 }
                    expect: { losses: { kim: quiet, dana: quiet } }
                  - on: 2026-03-01
                    given: { acme: { account.owner: dana } }
                  - on: 2026-03-20
                    facts:
                      subscription:
                        - { id: s1, account: acme, mrr: 100, started_at: 2024-05-01, ended_at: 2026-03-20, status: ended }
            \(expectations)
            """
        let folder = RuleFolder.read([.init(name: "rules/a.yaml", bytes: Array(yaml.utf8))])
        try #require(folder.diagnostics.map(\.description) == [])
        let scenario = try #require(folder.scenarios.first)
        return ScenarioRun(of: scenario, under: .alone(folder.rules, folder.models)).failures.map(\.words)
    }

    /// In April the three months began in January; in June, after the handover.
    @Test(arguments: [
        ("2026-04-02", "kim: firing, dana: quiet"), ("2026-05-28", "kim: firing, dana: quiet"),
        ("2026-06-03", "kim: quiet, dana: firing"),
    ])
    func `a loss is told of whoever had the account when the period began`(day: String, states: String) throws {
        let before = day > "2026-06" ? "      - on: 2026-04-02\n" : ""
        let found = try failures(before + "      - { on: \(day), expect: { losses: { \(states) } } }")
        #expect(found == [])
    }
}
