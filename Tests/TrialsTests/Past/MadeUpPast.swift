import BellwetherCore
import Columns
import Diagnostics

@testable import Trials

/// A made-up company whose history is what turns of its past days were, as the daemon keeps it.
struct MadeUpPast {
    static let today = Day("2026-06-01") ?? Day(number: 0)
    static let now = Zone.utc.start(of: today) + .seconds(9 * 3600)
    let accounts: Accounts
    let files: [RuleFolder.File]
    let policy: Policy
    var history = History()
    /// What replaying whole turns says.
    var openings: [Replay.OpenedAlert] = []

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

    func difference(to other: MadeUpPast, days: Int) -> PolicyDifference {
        PolicyDifference(from: side, to: other.side, in: stored, overDays: days, at: Self.now)
    }
}
