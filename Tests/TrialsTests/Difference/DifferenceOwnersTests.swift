import BellwetherCore
import Columns
import Diagnostics
import Testing

@testable import Trials

/// Rules that look at a period count accounts with whoever had them when it began, in what an edit would do too.
@Suite struct DifferenceOwnersTests {
    private static let today = MadeUpPast.today
    private static let now = MadeUpPast.now

    private static func side(_ rule: String) -> PolicyDifference.Side {
        let text = """
            health_models:
              - name: standard
                measures:
                  age: { metric: account.tenure_days, linear: { zero_at: 0, full_at: 400 }, weight: 50 }
                bands:
                  - { name: poor, label: At risk, colour: red, from: 0 }
                  - { name: good, label: Good, colour: green, from: 50 }
            rules:
              - alert: usual
                when: account.tenure_days < 0
            \(rule)
            """
        let files = [RuleFolder.File(name: "rules/a.yaml", bytes: Array(text.utf8))]
        let folder = RuleFolder.read(files)
        precondition(folder.diagnostics.allSatisfy { $0.severity != .error }, "\(folder.diagnostics)")
        return .init(.alone(folder.rules, folder.models), files: files)
    }

    private static func account(_ owner: String, observed: Moment) -> FactRow {
        let values: [String: FactValue] = [
            "name": .text("Acme"), "status": .text("active"), "currency": .text("EUR"), "owner": .text(owner),
            "started_at": .integer(Int64(today.number) - 900),
        ]
        return FactRow(
            key: "acme", account: "acme", values: FactKind.account.fields.map { values[$0.name] ?? .absent },
            observed: observed, isAssumed: observed == .distantPast)
    }

    /// Acme, which pays 100 a month, was Kim's, and is Dana's since a day.
    private static func past(since day: Day, handedOver: Bool = true) -> StoredPast {
        let moment = Zone.utc.start(of: day)
        var builder = AccountsBuilder()
        builder.addAccountID(slot: 0, id: "acme")
        builder.add(kind: .account, slot: 0, source: "crm", row: account("dana", observed: moment))
        let subscription: [String: FactValue] = [
            "mrr": .integer(100_000_000), "currency": .text("EUR"),
            "started_at": .integer(Int64(today.number) - 900),
        ]
        builder.add(
            kind: .subscription, slot: 0, source: "crm",
            row: FactRow(
                key: "s", account: "acme",
                values: FactKind.subscription.fields.map { subscription[$0.name] ?? .absent }, observed: .distantPast,
                isAssumed: true))
        let accounts = builder.finish(sources: [
            SourceStanding(name: "crm", kinds: ["account", "subscription"], state: .fresh, lastGoodLoad: .distantPast)
        ])
        var earlier = EarlierProfiles()
        if handedOver {
            earlier.take(
                [(account("kim", observed: .distantPast), moment), (account("dana", observed: moment), nil)], slot: 0,
                source: "crm")
        }
        var history = History()
        for back in (1...10).reversed() {
            let evening = Zone.utc.start(of: today - back + 1) - .seconds(1)
            history.remember("health.model", Numbers(chunks: [NumberChunk(values: [0], absences: [0])]), at: evening)
        }
        return StoredPast(accounts: accounts, history: history, earlier: earlier)
    }

    private func difference(in past: StoredPast) throws -> RuleDifference {
        let rule = """
              - alert: pays
                for_each: owner
                when: group.mrr > 50
            """
        let difference = PolicyDifference(
            from: Self.side(""), to: Self.side(rule), in: past, overDays: 10, at: Self.now)
        #expect(difference.limits.contains { $0.contains("goes by whose the accounts were when it began") })
        return try #require(difference.rules.first { $0.rule == "pays" })
    }

    /// The three months before today began on 1 March.
    @Test(arguments: [("2026-05-20", "kim"), ("2026-03-02", "kim"), ("2026-03-01", "dana"), ("2025-11-01", "dana")])
    func `today counts who had it when the three months began`(day: String, owner: String) throws {
        let rule = try difference(in: Self.past(since: try #require(Day(day))))
        #expect(rule.fires.map(\.subject.id) == ["owner:\(owner)"])
    }

    /// Handed over on 25 February: of the ten days before today three had a period that began before it.
    @Test func `past days count who had it when theirs began`() throws {
        let rule = try difference(in: Self.past(since: try #require(Day("2026-02-25"))))
        #expect(rule.fires.map(\.subject.id) == ["owner:dana"])
        #expect(rule.after.alerts == 2, "one of Kim's that ended, and one of Dana's")
    }

    @Test func `where nobody knows of another, today's owner counts`() throws {
        let rule = try difference(in: Self.past(since: try #require(Day("2026-05-20")), handedOver: false))
        #expect(rule.fires.map(\.subject.id) == ["owner:dana"])
        #expect(rule.after.alerts == 1)
    }
}
