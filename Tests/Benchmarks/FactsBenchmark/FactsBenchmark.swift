import BellwetherCore
import Columns
import Diagnostics
import Dispatch
import Documents
import Foundation
import Synchronization

/// From loaded facts to every account's metrics and health: `FactsBenchmark FOLDER [one-thread]`, which `facts_workload.py` filled.
///
/// Answers in JSON: how long it took, how much memory it has, and of every metric how many are known, their sum, and
/// their sum weighted by place, which catches swapped accounts. `facts.py` compares that with DuckDB's.
@main
enum FactsBenchmark {
    private static let runs = 5
    private static let euro: Currency = {
        guard let euro = Currency("EUR") else { preconditionFailure("a currency") }
        return euro
    }()

    static func main() throws {
        guard let folder = CommandLine.arguments.dropFirst().first else {
            print("usage: FactsBenchmark FOLDER [one-thread]")
            exit(64)
        }
        let clock = ContinuousClock()
        let began = clock.now
        let workload = Workload(in: folder)
        let (accounts, rows) = try workload.accounts()
        let loading = clock.now - began
        let loaded = memory("VmRSS:")
        let models = models()
        var catalogue = catalogue(models)
        // As many threads as the machine has, like DuckDB.
        if CommandLine.arguments.last != "one-thread" {
            catalogue.loop = ChunkLoop { count, part in
                let parts = Mutex<[(any Sendable)?]>(Array(repeating: nil, count: count))
                DispatchQueue.concurrentPerform(iterations: count) { index in
                    let made = part(index)
                    parts.withLock { $0[index] = made }
                }
                return parts.withLock { $0.compactMap(\.self) }
            }
        }
        let asOf = Zone.utc.start(of: Workload.asOf)
        var best = Duration.seconds(1000)
        var measuring = best
        var answers: [Answer] = []
        for _ in 0..<runs {
            let start = clock.now
            let metrics = catalogue.measured(on: accounts, at: asOf)
            let middle = clock.now
            let health = models.scores(of: accounts, from: metrics, at: metrics.asOf)
            let end = clock.now
            measuring = min(measuring, middle - start)
            best = min(best, end - start)
            answers = Answer.all(metrics, health)
        }
        let peak = memory("VmHWM:")
        answers.append(try mrrOfAll(in: workload, at: asOf))
        let report = Report(
            accounts: accounts.slotCount, rows: rows, load: loading / .seconds(1), seconds: best / .seconds(1),
            metricSeconds: measuring / .seconds(1), loadedBytes: loaded, peakBytes: peak,
            metrics: Dictionary(uniqueKeysWithValues: answers.map { ($0.name, $0.sums) }))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }

    struct Report: Encodable {
        let accounts, rows: Int
        let load, seconds, metricSeconds: Double
        let loadedBytes, peakBytes: Int
        let metrics: [String: Answer.Sums]
    }

    /// Outside what is timed, which has some of them as trials.
    private static func mrrOfAll(in workload: Workload, at asOf: Moment) throws -> Answer {
        let catalogue = MetricCatalogue([.mrr], zone: .utc, reporting: euro, maxAgeDays: [:])
        return Answer.mrrOfAll(catalogue.measured(on: try workload.payers(), at: asOf))
    }

    private static func catalogue(_ models: HealthModels) -> MetricCatalogue {
        let list = Answer.metrics.map { name in
            guard let metric = Metric.named(name) else { preconditionFailure("the catalogue has '\(name)'") }
            return metric
        }
        return MetricCatalogue(list, zone: .utc, reporting: euro, maxAgeDays: models.maxAgeDays)
    }

    private static func models() -> HealthModels {
        let report = DiagnosticReport()
        let settings = Document.read(Array(model.utf8), named: "health.yaml").settings(reportingTo: report)
        let models = HealthModels.read(from: [settings].compactMap(\.self), via: report)
        precondition(!report.hasErrors, "the model is sound")
        return models
    }

    /// The `standard` model that is shipped, for every account.
    private static let model = """
        health_models:
          - name: standard
            min_coverage: 0.6
            measures:
              licences: { metric: usage.licence_utilisation, linear: { zero_at: 0.2, full_at: 0.9 }, weight: 40, required: true }
              payment: { metric: invoices.days_past_due_max, linear: { zero_at: 45, full_at: 0 }, weight: 20 }
              tickets: { metric: tickets.open_urgent, linear: { zero_at: 6, full_at: 0 }, weight: 20 }
              nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }, weight: 20, max_age: 180d }
            bands:
              - { name: poor, label: At risk, colour: red, from: 0 }
              - { name: at_risk, label: Watch, colour: yellow, from: 50 }
              - { name: good, label: Good, colour: green, from: 75 }
            caps:
              - when: invoices.days_past_due_max > 60
                band_at_most: poor
                why: a seriously overdue account is never better than At risk

        """

    private static func memory(_ key: String) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key) }),
            let kilobytes = Int(line.split(separator: " ").dropLast().last ?? "0")
        else { return 0 }
        return kilobytes * 1024
    }
}
