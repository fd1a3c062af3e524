import Diagnostics
import Testing

@testable import Trials

@Suite struct WrittenChangeTests {
    private static let old = """
        rules:
          - alert: low
            when: health.score < threshold.floor
            thresholds:
              floor: { by: account.tier, default: 50, values: { Gold: 60 } }
            for: 2d
            tests:
              - given: { health.score: 40 }
                expect: { firing_after: 2d }
          - alert: late
            when: invoices.overdue_amount > 0
        overrides:
          - rule: low
            account: acme
            thresholds: { floor: 40 }
        """

    private func changes(replacing old: String, with new: String) throws -> [String] {
        #expect(Self.old.contains(old))
        let edited = Self.old.replacing(old, with: new)
        let sides = [Self.old, edited].map { WrittenSettings([.init(name: "rules/a.yaml", bytes: Array($0.utf8))]) }
        return sides[0].changes(to: sides[1]).map { change in
            "\(change.path.joined(separator: ".")) \(change.old ?? "-") > \(change.new ?? "-") :\(change.place.line)"
        }
    }

    @Test(arguments: [
        ("Gold: 60", "Gold: 65", ["rules.low.thresholds.floor.values.Gold 60 > 65 :5"]),
        ("default: 50", "default: 45", ["rules.low.thresholds.floor.default 50 > 45 :5"]),
        ("for: 2d", "for: 3bd", ["rules.low.for 2d > 3bd :6"]),
        (
            "values: { Gold: 60 }", "values: { Gold: 60, Iron: 40 }",
            ["rules.low.thresholds.floor.values.Iron - > 40 :5"]
        ),
        ("    for: 2d\n", "", ["rules.low.for 2d > - :6"]),
        (
            "floor: { by: account.tier, default: 50, values: { Gold: 60 } }", "floor: 50",
            [
                "rules.low.thresholds.floor { by: account.tier, default: 50, values: { Gold: 60 } } > 50 :5"
            ]
        ),
        (
            "alert: late", "alert: owing",
            [
                "rules.owing - > { alert: owing, when: invoices.overdue_amount > 0 } :10",
                "rules.late { alert: late, when: invoices.overdue_amount > 0 } > - :10",
            ]
        ),
        ("floor: 40", "floor: 42", ["overrides.low acme.thresholds.floor 40 > 42 :15"]),
        // What only tries rules, or only looks different, is no change.
        ("firing_after: 2d", "firing_after: 3d", []),
        ("for: 2d", "for: \"2d\"   # two days", []),
        ("when: health.score < threshold.floor", "when: |\n      health.score < threshold.floor", []),
    ])
    func `says what is written differently, and where`(_ old: String, _ new: String, _ expected: [String]) throws {
        #expect(try changes(replacing: old, with: new) == expected)
    }

    @Test func `stories, and what they are told under, are no settings`() {
        let story = Self.old + "\ninstallation:\n  receivers: [{ name: chat }]\nscenarios: [{ name: a story }]\n"
        let sides = [Self.old, story].map { WrittenSettings([.init(name: "rules/a.yaml", bytes: Array($0.utf8))]) }
        #expect(sides[0].changes(to: sides[1]) == [] && sides[1].changes(to: sides[0]) == [])
    }

    /// 19 became 18, one of which is new: two of the others run on from an earlier one.
    @Test func `what runs together is neither new nor gone`() {
        var difference = RuleDifference(rule: "low", wasThere: true, isThere: true)
        (difference.before.alerts, difference.after.alerts) = (19, 18)
        difference.more.alerts = 1
        #expect(difference.regrouped == -2)
        difference.fewer.alerts = 4
        #expect(difference.regrouped == 2)
    }

    @Test func `does not mind which file a rule stands in`() {
        let lines = Self.old.split(separator: "\n", omittingEmptySubsequences: false)
        let late = lines.firstIndex { $0.contains("alert: late") } ?? 0
        let moved = "rules:\n" + lines[late...late + 1].joined(separator: "\n")
        let rest = (lines[..<late] + lines[(late + 2)...]).joined(separator: "\n")
        let before = WrittenSettings([.init(name: "rules/a.yaml", bytes: Array(Self.old.utf8))])
        let after = WrittenSettings([
            .init(name: "rules/b.yaml", bytes: Array(moved.utf8)), .init(name: "rules/a.yaml", bytes: Array(rest.utf8)),
        ])
        #expect(before.changes(to: after) == [])
    }
}
