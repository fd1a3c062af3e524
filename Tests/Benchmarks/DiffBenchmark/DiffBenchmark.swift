import BellwetherCore
import Columns
import Dispatch
import Foundation
import Synchronization
import Trials

/// Measures what `bellwether diff` does once the state is read: `DiffBenchmark [ACCOUNTS] [RULES] [DAYS]`, by default
/// 5,000 accounts under 100 rules over 90 days. First one edited threshold, then one of every rule, then a health model.
@main
enum DiffBenchmark {
    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let (accounts, rules, days) = (
            numbers.first ?? 5_000, numbers.dropFirst().first ?? 100, numbers.dropFirst(2).first ?? 90
        )
        guard let today = Day("2026-11-20") else { preconditionFailure("a day") }
        var company = Company(accounts: accounts, today: today)
        let known = company.built()
        let usual = side(rules: rules)
        let now = Zone.utc.start(of: today) + .seconds(9 * 3600)
        let packed = history(of: known, under: usual.policy, days: days + 45, before: today)
        print("\(accounts) accounts, \(rules) rules, \(days) days")
        let clock = ContinuousClock()
        let start = clock.now
        let past = StoredPast(accounts: known, history: packed.history)
        print("unpacking the history: \(milliseconds(clock.now - start)) ms")
        for (name, edited) in [
            ("one threshold", side(rules: rules, editing: 1)), ("every threshold", side(rules: rules, editing: rules)),
            ("a health model", side(rules: rules, editing: 0, weight: 60)),
        ] {
            let (start, before) = (clock.now, clock_t.ofProcess)
            let difference = PolicyDifference(
                from: usual, to: edited, in: past, overDays: days, at: now, over: .onThreads)
            let (took, worked) = (clock.now - start, clock_t.ofProcess - before)
            let total = difference.total
            print(
                "\(name): \(milliseconds(took)) ms, of processors \(worked / 1000) ms; \(difference.rules.count) rules, \(total.before.alerts) → "
                    + "\(total.after.alerts) alerts, today +\(total.fires.count) −\(total.clears.count)")
        }
    }

    /// As the store keeps it: each chunk packed.
    private struct PackedHistory {
        var chunks: [(path: String, at: Moment, bodies: [[UInt8]])] = []

        var history: History {
            var history = History()
            for (path, at, bodies) in chunks {
                let column = Numbers(chunks: bodies.compactMap(NumberChunk.init(packed:)))
                precondition(column.chunks.count == bodies.count, "what was packed can be read")
                history.remember(path, column, at: at)
            }
            return history
        }
    }

    private static func history(
        of accounts: Accounts, under policy: Policy, days: Int, before today: Day
    ) -> PackedHistory {
        var packed = PackedHistory()
        let wanted = Set(policy.needs(overDays: days).map(\.path))
        let metrics = policy.metrics
        for day in stride(from: today - days, to: today, by: 1) {
            let at = Zone.utc.start(of: day + 1) - .seconds(1)
            let measured = metrics.measured(on: accounts, at: at)
            let scores = policy.healthModels.scores(of: accounts, from: measured, at: measured.asOf)
            let columns =
                zip(measured.catalogue.map(\.name), measured.columns) + scores.columns.map { ($0.key, $0.value) }
            for (path, column) in columns where wanted.contains(path) {
                packed.chunks.append((path, at, column.chunks.map { $0.packed() }))
            }
        }
        return packed
    }

    /// Ten kinds of rules, in turn, each with its own numbers.
    private static func side(rules: Int, editing edited: Int = 0, weight: Int = 40) -> PolicyDifference.Side {
        let kinds = [
            ("", "health.score < threshold.n", 30), ("", "usage.licence_utilisation * 100.0 < threshold.n", 5),
            ("", "drop(health.score, '30d') > threshold.n", 12), ("", "invoices.overdue_amount > threshold.n", 3000),
            ("for_each: invoice", "invoice.days_past_due > threshold.n", 25),
            ("", "touch.days_since > threshold.n && health.score < 60", 70),
            ("", "tickets.open_urgent >= threshold.n", 3), ("", "nps.latest < threshold.n && revenue.mrr > 500", -60),
            ("for_each: contract", "contract.days_to_renewal < threshold.n && forecast.probability < 0.6", 40),
            ("", "account.tier == 'Enterprise' && health.score < threshold.n", 45),
        ]
        let list = (0..<rules).map { index in
            let (target, condition, number) = kinds[index % kinds.count]
            let value = Double(number) + Double(index / kinds.count) * 0.5 + (index < edited ? 1 : 0)
            let indented = target.isEmpty ? "" : "    \(target)\n"
            return "  - alert: rule-\(index)\n\(indented)    when: \(condition)\n"
                + "    thresholds: { n: \(value) }\n    for: 2d\n"
        }
        let yaml = """
            health_models:
              - name: standard
                measures:
                  licences: { metric: usage.licence_utilisation, linear: { zero_at: 0.2, full_at: 0.9 }, weight: \(weight) }
                  late: { metric: invoices.days_past_due_max, linear: { zero_at: 45, full_at: 0 }, weight: 20 }
                  urgent: { metric: tickets.open_urgent, linear: { zero_at: 6, full_at: 0 }, weight: 10 }
                  nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }, weight: 10 }
                  touch: { metric: touch.days_since, linear: { zero_at: 90, full_at: 10 }, weight: 10 }
                  tenure: { metric: account.tenure_days, linear: { zero_at: 0, full_at: 700 }, weight: 5 }
                  overdue: { metric: invoices.overdue_amount, linear: { zero_at: 9000, full_at: 0 }, weight: 5 }
                  trend: { metric: usage.trend, linear: { zero_at: -0.5, full_at: 0.2 }, weight: 10 }
                bands:
                  - { name: poor, label: At risk, colour: red, from: 0 }
                  - { name: good, label: Good, colour: green, from: 50 }
            rules:
            \(list.joined())
            """
        let files = [RuleFolder.File(name: "rules.yaml", bytes: Array(yaml.utf8))]
        let folder = RuleFolder.read(files)
        precondition(folder.rules.count == rules, "\(folder.diagnostics)")
        return PolicyDifference.Side(.alone(folder.rules, folder.models), files: files)
    }

    private static func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
}

extension clock_t {
    /// What the whole process worked, in microseconds.
    fileprivate static var ofProcess: clock_t { Foundation.clock() }
}

extension ChunkLoop {
    /// On as many threads as the machine has, as `bellwether diff` does it.
    fileprivate static let onThreads = ChunkLoop { count, part in
        let parts = Mutex<[(any Sendable)?]>(Array(repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let made = part(index)
            parts.withLock { $0[index] = made }
        }
        return parts.withLock { $0.compactMap(\.self) }
    }
}
