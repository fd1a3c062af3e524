import Testing

@testable import BellwetherCore

/// Rules that go over owners, tiers and everybody.
@Suite struct GroupRulesTests {
    /// Kim has three accounts, Dana one, and one has no owner.
    private var scene: Scene {
        var scene = Scene(accounts: 0)
        let owners: [String?] = ["kim", "kim", "dana", nil, "kim"]
        for (slot, owner) in owners.enumerated() {
            var fields: [String: FactValue] = ["name": .text("Account \(slot)"), "tier": "Team"]
            if let owner { fields["owner"] = .text(owner) }
            scene.company.addAccount("a\(slot)", slot: slot, fields)
        }
        scene.context.people = People([Person(key: "kim", name: "Kim Berger", email: "kim@example.com")])
        scene.score(20, 40, 80, nil, nil)
        scene.values["revenue.mrr"] = [100, 200, 400, 800, nil]
        scene.values["usage.trend"] = [-0.5, nil, 0.1, nil, nil]
        return scene
    }

    private func rule(_ condition: String, each target: String = "owner", _ extra: String = "") throws -> Rule {
        try RuleText.rule(
            """
              - alert: together
                summary: Something about many.
                for_each: \(target)
                when: "\(condition)"
            \(extra)
            """)
    }

    private func found(_ condition: String, each target: String = "owner", _ extra: String = "") throws -> [String] {
        scene.matches([try rule(condition, each: target, extra)]).found.flatMap { $0 }.map(\.subject.id)
    }

    @Test(arguments: [
        ("group.watched >= 1", "owner", ["owner:dana", "owner:kim", "owner:"]),
        ("group.watched == 3", "owner", ["owner:kim"]),
        ("group.key == 'kim'", "owner", ["owner:kim"]),
        ("!has(group.key)", "owner", ["owner:"]),
        ("group.name == 'Kim Berger'", "owner", ["owner:kim"]),
        ("revenue.mrr >= 400", "owner", ["owner:dana", "owner:"]),
        ("health.score < 50", "owner", ["owner:kim"]),
        ("health.score == 30", "owner", ["owner:kim"]),
        ("count_in_band('red') == 2", "owner", ["owner:kim"]),
        ("share_in_band('red') == 1", "owner", ["owner:kim"]),
        ("mrr_in_band('red') == 300", "owner", ["owner:kim"]),
        ("count_in_band('red') == 0", "owner", ["owner:dana"]),
        ("known_share(usage.trend) < 0.5", "owner", ["owner:kim", "owner:"]),
        ("group.watched == 5", "tier", ["tier:Team"]),
        ("group.watched == 5 && revenue.mrr == 1500", "portfolio", ["portfolio"]),
        ("revenue.mrr > 0.5 * portfolio.mrr", "owner", ["owner:"]),
    ])
    func `reads its accounts together`(_ condition: String, _ target: String, _ expected: [String]) throws {
        #expect(try found(condition, each: target) == expected)
    }

    /// The sum of the rest would be a wrong number under the right name.
    @Test func `one account without a rate leaves its group without a sum, and no other`() throws {
        var scene = scene
        scene.values["revenue.mrr"] = [100, nil, 400, 800, nil]
        scene.reasons["revenue.mrr"] = [1: .noFxRate]
        for condition in ["revenue.mrr > 0", "mrr_in_band('red') >= 0"] {
            let found = scene.matches([try rule(condition)]).found.flatMap { $0 }.map(\.subject.id)
            #expect(!found.contains("owner:kim") && found.contains("owner:dana"), "\(condition)")
        }
        #expect(scene.matches([try rule("portfolio.mrr > 0")]).found.allSatisfy(\.isEmpty))
        var line = Timeline(scene, try rule("count_in_band('red') >= 2"))
        line.turn()
        let story = try #require(line.alerts.all.first).story
        #expect(story.stakes == "3 accounts · MRR not known: no exchange rate · 2 At risk, 1 Unknown")
        #expect(story.mrrMinor == nil)
    }

    @Test func `an average that few accounts stand behind is not known`() throws {
        #expect(try found("usage.trend < 10") == ["owner:dana"])
    }

    /// Absence rules start from the list of accounts, not from the rows of usage there are.
    @Test func `an owner with no usage at all is still gone over`() throws {
        #expect(
            try found("usage.events_30 == 0", each: "owner", "    missing: fire") == [
                "owner:dana", "owner:kim", "owner:",
            ])
        #expect(try found("known_share(usage.events_30) == 0") == ["owner:dana", "owner:kim", "owner:"])
    }

    @Test func `fires, is told in the owner's name, and closes when it has no accounts any more`() throws {
        var line = Timeline(
            scene,
            try rule(
                "count_in_band('red') >= 2", each: "owner",
                "    annotations: { title: \"{{ group.name }}: {{ count_in_band('red') }} at risk\" }"))
        #expect(line.turn() == ["opened together/owner:kim"])
        let alert = try #require(line.alerts.all.first)
        #expect(alert.labels == ["alert": "together", "group": "kim", "owner": "kim"])
        #expect(alert.story.title == "Kim Berger: 2 at risk")
        #expect(alert.story.stakes == "3 accounts · 300 EUR MRR · 2 At risk, 1 Unknown")
        #expect(alert.story.accountID == "owner:kim" && alert.story.ownerName == "Kim Berger")
        line.restart()
        #expect(line.turn(after: .hours(1)) == [])
        line.scene.score(80, 90, 80)
        #expect(line.turn(after: .hours(1)) == ["closed (recovered) together/owner:kim"])
    }

    @Test func `a company is called by the name of the account at its top`() throws {
        var scene = Scene(accounts: 1)
        scene.company.addAccount("a1", slot: 1, ["name": "Branch", "parent": "a0"])
        scene.company.addAccount("a2", slot: 2, ["name": "Lost Branch", "parent": "nobody"])
        let title = "    annotations: { title: \"{{ group.name }} has {{ group.watched }}\" }"
        var line = Timeline(scene, try rule("group.watched >= 1", each: "parent", title))
        line.turn()
        #expect(line.alerts.all.map(\.story.title) == ["Account 0 has 2", "nobody has 1"])
    }

    @Test func `a group that nobody belongs to any more ends`() throws {
        var line = Timeline(scene, try rule("group.watched == 1 && has(group.key)"))
        #expect(line.turn() == ["opened together/owner:dana"])
        line.scene.company.addAccount("a2", slot: 2, ["name": "Account 2", "tier": "Team", "owner": "kim"])
        #expect(line.turn(after: .hours(1)) == ["closed (account_gone) together/owner:dana"])
    }

    /// M40: in December Kim had three accounts that paid; one left, and by March the other two are Dana's.
    @Test func `what became of accounts is told of whose they were when the period began`() throws {
        var before = Company()
        var scene = Scene(accounts: 0)
        for slot in 0..<3 {
            before.addPayer(slot: slot, 100, ["owner": "kim"])
            let gone: [String: FactValue] = slot == 0 ? ["status": "churned", "churned_at": "2026-01-10"] : [:]
            scene.company.addPayer(
                slot: slot, 100, to: slot == 0 ? "2026-01-10" : nil, ["owner": "dana"].merging(gone) { $1 })
        }
        func found(_ condition: String) throws -> [String] {
            scene.matches([try rule(condition)]).found.flatMap { $0 }.map(\.subject.id)
        }
        #expect(try found("group.logo_churn > 0.3") == ["owner:dana"], "nobody knows better")
        scene.opening = Opening(before.accounts, on: .on("2025-12-01"))
        #expect(try found("group.logo_churn > 0.3") == ["owner:dana"], "that was another day's period")
        scene.opening = Opening(before.accounts, on: .on("2025-12-02"))
        #expect(try found("group.logo_churn > 0.3 && group.open_mrr == 300 && group.mrr == 200") == ["owner:kim"])
        #expect(try found("group.logo_churn <= 0.3 || group.mrr >= 0") == ["owner:kim"], "of Dana's nothing is told")
        #expect(try found("group.logo_churn > 0.3 || group.watched > 0") == ["owner:dana", "owner:kim"])
        let alert = try #require(
            scene.matches([try rule("group.logo_churn > 0.3")]).found.first?.first)
        #expect(alert.subject == .group(.owner, "kim"))
    }

    /// Until now nobody heard of it: who has no account any more was no group.
    @Test func `an owner who lost all accounts has lost all of them`() throws {
        var scene = Scene(accounts: 0)
        scene.company.addPayer(
            slot: 0, 100, to: "2026-01-10", ["owner": "kim", "status": "churned", "churned_at": "2026-01-10"])
        scene.company.addPayer(slot: 1, 100, ["owner": "dana"])
        let found = scene.matches([try rule("group.logo_churn == 1")]).found.flatMap { $0 }
        #expect(found.map(\.subject.id) == ["owner:kim"])
    }

    @Test func `a stale source holds what is said of groups too`() throws {
        var line = Timeline(scene, try rule("count_in_band('red') >= 2"))
        line.turn()
        line.scene.company.deliver(.surveyResponse, state: .stale(since: .monday))
        line.scene.score(90, 90, 90)
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.all.map(\.hold) == [.source("survey_response")])
    }

    @Test(arguments: [
        ("account.tier == 'Team'", "rules/a.yaml:4:11: error: unknown name 'account.tier'"),
        (
            "count_in_band('rde') > 1",
            "rules/a.yaml:4:25: error: no health model has a band 'rde'\nhelp: did you mean 'red'?"
        ),
    ])
    func `cannot speak of one account`(_ condition: String, _ says: String) {
        let text = RuleText("rules:\n  - alert: a\n    for_each: owner\n    when: \(condition)\n")
        #expect(text.said.first?.hasPrefix(says) == true, "\(text.said)")
    }

    @Test func `exceptions name a group`() throws {
        let text = RuleText(
            """
            rules:
              - alert: a
                for_each: owner
                when: count_in_band('red') >= threshold.many
                thresholds: { many: 2 }
            overrides:
              - { rule: a, group: kim, thresholds: { many: 3 }, reason: r, owner: ali, until: 2026-12-31 }
            """)
        #expect(text.said == [])
        #expect(scene.matches(text.rules).found[0].isEmpty)
    }
}
