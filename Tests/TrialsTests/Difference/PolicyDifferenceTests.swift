import BellwetherCore
import Columns
import Diagnostics
import Testing

@testable import Trials

/// A made-up company whose history is what turns of its past days were, as the daemon keeps it.
private struct Past {
    static let today = Day("2026-06-01") ?? Day(number: 0)
    static let now = Zone.utc.start(of: today) + .seconds(9 * 3600)
    let accounts: Accounts
    let files: [RuleFolder.File]
    let policy: Policy
    var history = History()
    /// What replaying whole turns says.
    var openings: [Replay.Opening] = []

    static func yaml(floor: Double, gold: Double = 60, hold: String = "2d", weight: Int = 50) -> String {
        """
        health_models:
          - name: standard
            measures:
              late: { metric: invoices.days_past_due_max, linear: { zero_at: 60, full_at: 0 }, weight: \(weight) }
              age: { metric: account.tenure_days, linear: { zero_at: 0, full_at: 400 }, weight: 50 }
            bands:
              - { name: poor, label: At risk, colour: red, from: 0 }
              - { name: good, label: Good, colour: green, from: 50 }
        rules:
          - alert: low
            when: health.score < threshold.floor
            thresholds: { floor: { by: account.tier, default: \(floor), values: { Gold: \(gold) } } }
            for: \(hold)
            clear_when: health.score >= threshold.floor + 5
          - alert: fell
            when: drop(health.score, '14d') > 10
          - alert: late
            for_each: invoice
            when: invoice.days_past_due > 10
          - alert: owed
            when: invoices.overdue_amount > 2000
        """
    }

    /// Thirty accounts whose invoices fall due and are paid at different times; some of them leave.
    /// - Parameter days: how many of them it has; none where only its rules are wanted.
    init(_ yaml: String, days: Int = 0) {
        files = [.init(name: "rules/a.yaml", bytes: Array(yaml.utf8))]
        let folder = RuleFolder.read(files)
        precondition(folder.diagnostics.allSatisfy { $0.severity != .error }, "\(folder.diagnostics)")
        policy = .alone(folder.rules, folder.models)
        accounts = Self.company()
        guard days > 0 else { return }
        let last = Self.today
        var replay = Replay(under: policy, given: History())
        var memory = Memory(accounts: accounts)
        for day in stride(from: last - days - 45, to: last, by: 1) {
            let evening = Zone.utc.start(of: day + 1) - .seconds(1)
            let turn = Turn(
                from: memory, with: Facts(sources: accounts.sources), under: policy.tellingNobody, at: evening)
            for (path, column) in turn.columns { history.remember(path, column, at: evening) }
            memory = memory.after(turn, under: policy)
            replay.take(accounts, at: evening, counting: day >= last - days)
        }
        replay.take(accounts, at: Self.now, counting: true)
        openings = replay.openings
    }

    private static func company() -> Accounts {
        var builder = AccountsBuilder()
        for slot in 0..<30 {
            builder.addAccountID(slot: slot, id: "a\(slot)")
            let started = Int64(today.number) - 500 + Int64(slot * 7)
            var account: [String: FactValue] = [
                "name": .text("Account \(slot)"), "status": .text("active"), "currency": .text("EUR"),
                "tier": .text(slot.isMultiple(of: 3) ? "Gold" : "Iron"), "owner": .text("kim"),
                "started_at": .integer(started),
            ]
            if slot % 4 == 3 {
                account["status"] = .text("churned")
                account["churned_at"] = .integer(Int64(today.number) - Int64(slot))
            }
            builder.add(kind: .account, slot: slot, source: "all", row: row(.account, slot, "a\(slot)", account))
            for number in 0..<8 {
                let due = Int64(today.number) - Int64(number * 30) + Int64(slot * 11 % 30) - 15
                let invoice: [String: FactValue] = [
                    "status": .text("paid"), "currency": .text("EUR"), "issued_at": .integer(due - 30),
                    "due_date": .integer(due), "paid_at": .integer(due + Int64((slot * 17 + number * 29) % 50)),
                    "total": .integer(100_000 + Int64(slot) * 10_000),
                ]
                builder.add(
                    kind: .invoice, slot: slot, source: "all", row: row(.invoice, slot, "i\(slot)-\(number)", invoice))
            }
        }
        return builder.finish(sources: [
            SourceStanding(name: "all", kinds: ["account", "invoice"], state: .fresh, lastGoodLoad: .distantPast)
        ])
    }

    private static func row(_ kind: FactKind, _ slot: Int, _ key: String, _ values: [String: FactValue]) -> FactRow {
        FactRow(
            key: key, account: "a\(slot)", values: kind.fields.map { values[$0.name] ?? .absent },
            observed: .distantPast, isAssumed: true)
    }

    var side: PolicyDifference.Side { .init(policy, files: files) }
    var stored: StoredPast { StoredPast(accounts: accounts, history: history) }

    /// How many alerts of a rule came before a loss: every fourth account has left, so many days ago as its slot says.
    func foretold(by rule: String) -> Int {
        openings.count { opening in
            guard opening.rule == rule, let slot = Int(opening.subject.account.dropFirst()), slot % 4 == 3 else {
                return false
            }
            return (0...90).contains(Self.today - Int(slot) - opening.day)
        }
    }

    func difference(to other: Past, days: Int) -> PolicyDifference {
        PolicyDifference(from: side, to: other.side, in: stored, overDays: days, at: Self.now)
    }
}

@Suite struct PolicyDifferenceTests {
    private static let days = 40
    private static let usual = Past(Past.yaml(floor: 50), days: days)

    @Test func `a policy does not differ from itself`() {
        let difference = Self.usual.difference(to: Self.usual, days: Self.days)
        #expect(difference.changes.isEmpty && difference.rules.isEmpty && difference.total.isNothing)
    }

    /// Every kind of rule is gone over, on both sides, and nothing may come of it.
    @Test func `an edit that means nothing finds nothing`() {
        let edited = Past(Past.yaml(floor: 50).replacing("for: 2d", with: "for: 48h"))
        let calendar = Self.usual.difference(to: edited, days: Self.days)
        #expect(calendar.rules.map(\.rule) == ["low"])
        #expect(calendar.total.isNothing && calendar.total.before.alerts > 0, "\(calendar.total)")
    }

    @Test(arguments: [(44.0, 55.0, "2d"), (55, 70, "2d"), (50, 60, "6d"), (62, 60, "0")])
    func `item 1: an edited threshold gives as many alerts as replaying whole turns`(
        _ floor: Double, _ gold: Double, _ hold: String
    ) {
        let edited = Past(Past.yaml(floor: floor, gold: gold, hold: hold), days: Self.days)
        let difference = Self.usual.difference(to: edited, days: Self.days)
        #expect(difference.rules.map(\.rule) == ["low"])
        #expect(difference.daysKnown == Self.days)
        #expect(difference.total.before.alerts == Self.usual.openings.count { $0.rule == "low" })
        #expect(difference.total.after.alerts == edited.openings.count { $0.rule == "low" })
        #expect(difference.total.before != difference.total.after)
        #expect(difference.total.before.churned == Self.usual.foretold(by: "low"))
        #expect(difference.total.after.churned == edited.foretold(by: "low"))
    }

    /// History has the scores of the old model alone.
    @Test func `item 1: an edited health model is scored anew for every day, and reaches every rule that reads scores`()
    {
        let edited = Past(Past.yaml(floor: 50, weight: 200), days: Self.days)
        let difference = Self.usual.difference(to: edited, days: Self.days)
        #expect(difference.changes.map(\.path) == [["health_models", "standard", "measures", "late", "weight"]])
        #expect(difference.rules.map(\.rule) == ["low", "fell"])
        for rule in difference.rules {
            #expect(rule.before.alerts == Self.usual.openings.count { $0.rule == rule.rule }, "\(rule.rule)")
            #expect(rule.after.alerts == edited.openings.count { $0.rule == rule.rule }, "\(rule.rule)")
        }
        #expect(difference.total.after.alerts > difference.total.before.alerts)
    }

    @Test func `item 1: says for whom it begins, who would hear, and what came of such alerts`() throws {
        let edited = Past(Past.yaml(floor: 101))
        let rule = try #require(Self.usual.difference(to: edited, days: Self.days).rules.first)
        let standing = Set(rule.fires.map(\.subject.account))
        #expect(!standing.isEmpty && rule.clears.isEmpty)
        #expect(standing.isSubset(of: (0..<30).map { "a\($0)" }) && !standing.contains("a7"), "a7 has left")
        #expect(rule.mails.map(\.receiver) == ["everybody"])
        #expect(rule.mails.map(\.accounts) == [standing.count])
        #expect(rule.beyondBreaker == (standing.count > 15 ? 15 : nil))
        let back = try #require(edited.difference(to: Self.usual, days: 0).rules.first)
        #expect(back.fires.isEmpty)
    }

    @Test func `a rule that goes away ends its alerts, and one that comes begins some`() throws {
        let without = Past(
            Past.yaml(floor: 50).split(separator: "  - alert: owed")[0].description)
        let gone = Self.usual.difference(to: without, days: Self.days)
        #expect(gone.rules.map(\.rule) == ["owed"])
        let rule = try #require(gone.rules.first)
        #expect(rule.wasThere && !rule.isThere && rule.fires.isEmpty && !rule.clears.isEmpty)
        #expect(rule.before.alerts == Self.usual.openings.count { $0.rule == "owed" } && rule.after.alerts == 0)
        #expect(rule.before.churned == Self.usual.foretold(by: "owed") && rule.before.churned > 0)
        #expect(rule.fewer == rule.before)
        #expect(rule.mails.reduce(0) { $0 + $1.messages } == 1, "its end is told")
        let back = PolicyDifference(
            from: without.side, to: Self.usual.side, in: Self.usual.stored, overDays: Self.days, at: Past.now)
        #expect(back.rules.map(\.isThere) == [true] && back.total.more == rule.before)
    }

    @Test func `a rule under a new name is the same rule`() {
        let text = Past.yaml(floor: 50).replacing("- alert: owed", with: "- alert: owes\n    was: [owed]")
        let difference = Self.usual.difference(to: Past(text), days: Self.days)
        #expect(difference.rules.isEmpty, "\(difference.rules.map(\.rule))")
    }
}
