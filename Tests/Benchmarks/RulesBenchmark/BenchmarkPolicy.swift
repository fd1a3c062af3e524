import BellwetherCore
import Diagnostics
import Documents
import Foundation

/// The workload as files that a user would write, read by the product's own readers.
struct BenchmarkPolicy {
    let metrics: [Metric]
    let models: HealthModels
    let rules: RuleBook
    let reporting: Currency

    /// The score that the rules read: unrounded, as the peer has it.
    static let score = "bench.score"

    init(_ workload: Workload) throws {
        guard let euro = Currency("EUR") else { preconditionFailure("a currency") }
        reporting = euro
        let names = Set(workload.components.map(\.column) + Self.words(in: workload.rules.joined(separator: " ")))
        let columns = names.subtracting(["tier", "score", "floor", "enterprise"]).sorted().map { "bench.\($0)" }
        metrics = (columns + [Self.score]).map { name in
            Metric(name, .count, .neither, from: [.account], example: 1, "A column of the workload.") { _, _ in
                .absent(.noData)
            }
        }
        let report = DiagnosticReport()
        let document = Document.read(Array(Self.yaml(workload).utf8), named: "bench.yaml")
        guard let settings = document.settings(reportingTo: report) else { preconditionFailure("a document") }
        models = HealthModels.read(from: [settings], catalogue: metrics, via: report)
        let context = RuleContext(
            reporting: euro, calendar: BusinessCalendar(zone: .utc), healthModels: models)
        let read = RuleBook.rules(in: [settings], against: RuleVocabulary(metrics: metrics))
        precondition(!report.hasErrors, report.diagnostics.map(\.description).joined(separator: "\n"))
        rules = RuleBook(read, in: context)
    }

    private static func words(in text: String) -> [String] {
        text.matches(of: /[a-z][a-z_0-9]*/).map { String($0.0) }
    }

    private static func yaml(_ workload: Workload) -> String {
        let measures = workload.components.map { part in
            "      \(part.column): { metric: bench.\(part.column), linear: { zero_at: \(part.low), full_at: \(part.high) },"
                + " weight: \(part.weight * 100) }"
        }
        let floors = workload.floor.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        let rules = workload.rules.enumerated().map { number, text in
            let floor =
                text.contains("floor")
                ? "\n    thresholds: { floor: { by: account.tier, default: 50, values: { \(floors) } } }" : ""
            return "  - alert: rule-\(number)\n    when: |\n      \(condition(text))\(floor)"
        }
        return """
            health_models:
              - name: bench
                min_coverage: 0
                measures:
            \(measures.map { "    " + $0 }.joined(separator: "\n"))
                bands:
                  - { name: poor, label: At risk, colour: red, from: 0, renews: 0.45 }
                  - { name: good, label: Good, colour: green, from: 50, renews: 0.95 }
            rules:
            \(rules.joined(separator: "\n"))
            """
    }

    /// The condition in the names that rules use.
    private static func condition(_ text: String) -> String {
        text.replacing(/'[^']*'|[a-z][a-z_0-9]*/) { match in
            switch match.0 {
            case "tier": "account.tier"
            case "floor": "threshold.floor"
            case let word where word.hasPrefix("'"): String(word)
            case let word: "bench.\(word)"
            }
        }
    }
}
