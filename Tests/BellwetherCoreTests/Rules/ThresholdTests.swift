import CEL
import Testing

@testable import BellwetherCore

/// Layer upon layer: base, segment, tier, account.
@Suite struct ThresholdTests {
    private static let yaml = """
        rules:
          - alert: low
            when: health.score < threshold.floor
            thresholds:
              floor: { by: account.tier, default: 50, values: { Enterprise: 60 } }
            overrides:
              - { account: a1, thresholds: { floor: 20 }, reason: new sponsor, owner: kim, until: 2026-03-31 }
        overrides:
          - rule: low
            segment: Retail
            thresholds: { floor: 45 }
            reason: season
            owner: dana
            until: 2026-12-31
          - { rule: low, tier: Enterprise, thresholds: { floor: 65 }, reason: board, owner: ali, until: 2026-03-02 }
        """

    struct Case: CustomTestStringConvertible {
        let day: String
        let id, tier, segment: String?
        let value: Double
        let place: String
        var testDescription: String { "\(day) \(id ?? "") \(tier ?? "") \(segment ?? ""): \(value)" }
    }

    static let cases = [
        Case(day: "2026-03-01", id: "a0", tier: "Team", segment: nil, value: 50, place: "rules/a.yaml:5:43"),
        Case(day: "2026-03-01", id: "a0", tier: "Team", segment: "Retail", value: 45, place: "rules/a.yaml:11:26"),
        Case(
            day: "2026-03-01", id: "a0", tier: "Enterprise", segment: "Retail", value: 65, place: "rules/a.yaml:15:57"),
        Case(day: "2026-03-02", id: "a0", tier: "Enterprise", segment: nil, value: 65, place: "rules/a.yaml:15:57"),
        Case(day: "2026-03-03", id: "a0", tier: "Enterprise", segment: nil, value: 60, place: "rules/a.yaml:5:69"),
        Case(day: "2026-03-31", id: "a1", tier: "Enterprise", segment: "Retail", value: 20, place: "rules/a.yaml:7:45"),
        Case(day: "2026-04-01", id: "a1", tier: "Team", segment: "Retail", value: 45, place: "rules/a.yaml:11:26"),
        Case(day: "2027-01-01", id: "a1", tier: nil, segment: "Retail", value: 50, place: "rules/a.yaml:5:43"),
    ]

    @Test(arguments: cases)
    func `item 8: of a threshold by tier, segment and account, the last layer that is in force decides`(_ example: Case)
        throws
    {
        let text = RuleText(Self.yaml)
        try #require(text.said.isEmpty, "\(text.said)")
        let threshold = try #require(text.rules.first?.thresholds.first)
        let fields = ["account.id": example.id, "account.tier": example.tier, "account.segment": example.segment]
        let effective = threshold.effective(on: .on(example.day)) { reference in
            (fields[reference.name] ?? nil).map(Value.string)
        }
        #expect(effective.value == example.value)
        #expect("\(effective.place)" == example.place)
    }

    /// What explains and what evaluates are two readings of the same layers.
    @Test(arguments: cases) func `conditions read the same`(_ example: Case) throws {
        let rule = try #require(RuleText(Self.yaml).rules.first)
        var fields: [String: FactValue] = [:]
        for (name, text) in [("tier", example.tier), ("segment", example.segment)] {
            fields[name] = text.map(FactValue.text) ?? FactValue.text("other")
        }
        var scene = Scene(accounts: 2, fields)
        scene.moment = Zone.utc.start(of: .on(example.day)) + .hours(9)
        let slot = example.id == "a1" ? 1 : 0
        let reader = rule.thresholds[0].bound(in: scene.sight)
        #expect(reader(SubjectRow(slot: slot)) == .double(example.value))
    }

    @Test func `an exception that ends is an edit: what clears by it says so`() throws {
        let yaml = """
            rules:
              - { alert: low, when: health.score < threshold.floor, thresholds: { floor: 40 } }
            overrides:
              - { rule: low, account: a0, thresholds: { floor: 60 }, reason: r, owner: kim, until: 2026-03-02 }
            """
        var scene = Scene()
        scene.score(50)
        var line = Timeline(scene, try #require(RuleText(yaml).rules.first))
        #expect(line.turn() == ["opened low/account:a0"])
        #expect(line.turn(after: .days(1)) == ["closed (rule_changed) low/account:a0"])
    }

    @Test func `a level may have an exception of its own`() throws {
        let yaml = """
            rules:
              - alert: low
                when: health.score < threshold.floor
                thresholds: { floor: 60 }
                levels: { warning: {}, critical: { thresholds: { floor: 40 } } }
            overrides:
              - rule: low
                level: critical
                account: a0
                thresholds: { floor: 30 }
                reason: r
                owner: kim
                until: 2026-12-31
            """
        let text = RuleText(yaml)
        try #require(text.said.isEmpty, "\(text.said)")
        let rule = try #require(text.rules.first)
        #expect(rule.overrides.map(\.inWords) == ["floor 30 for account 'a0'"])
        #expect(rule.levels.map(\.thresholds[0].overrides.count) == [0, 1])
    }
}
