import BellwetherCore
import Columns

/// One number of the workload as it came out: named as the workload names it, in the unit it has there.
struct Answer {
    struct Sums: Encodable {
        let present: Int
        let sum, weighted: Double
    }

    let name: String
    let sums: Sums

    /// The workload's name, ours, and what ours has to be multiplied by: money is in major units with us.
    private static let names: [(theirs: String, ours: String, factor: Double)] = [
        ("mrr_of_users_e4", "revenue.mrr", 1_000_000), ("active_days_30", "usage.active_days_30", 1),
        ("events_30", "usage.events_30", 1), ("usage_trend", "usage.trend", 1),
        ("licence_utilisation", "usage.licence_utilisation", 1),
        ("days_past_due_max", "invoices.days_past_due_max", 1), ("overdue_amount", "invoices.overdue_amount", 100),
        ("open_amount", "invoices.open_amount", 100), ("late_rate_12m", "invoices.late_rate_12m", 1),
        ("tickets_30", "tickets.count_30", 1), ("open_urgent", "tickets.open_urgent", 1), ("fcr", "tickets.fcr", 1),
        ("art_mean", "tickets.art_mean", 1), ("art_median", "tickets.art_median", 1),
        ("reopen_rate", "tickets.reopen_rate", 1), ("nps_latest", "nps.latest", 1), ("nps", "nps.score", 1),
        ("csat", "csat.share", 1), ("csat_mean", "csat.mean", 1), ("ces", "ces.mean", 1),
    ]

    static var metrics: [String] { names.map(\.ours) }

    static func all(_ metrics: Metrics, _ health: HealthScores) -> [Answer] {
        let measured = names.enumerated().map { index, name in
            answer(name.theirs, metrics.columns[index], whole: name.factor != 1) { $0 * name.factor }
        }
        let codes: [String: Double] = ["poor": 1, "at_risk": 2, "good": 3]
        let bands = health.bands.map { codes[$0.key] ?? 0 }
        return measured + [
            answer("coverage", health.coverage) { $0 },
            answer("score_tenths", health.score, whole: true) { $0 * 10 },
            answer("band", health.band) { bands[Int($0)] },
        ]
    }

    /// Of metrics that are MRR and nothing else.
    static func mrrOfAll(_ metrics: Metrics) -> Answer {
        answer("mrr_e4", metrics.columns[0], whole: true) { $0 * 1_000_000 }
    }

    /// What is whole in the workload is rounded back to it, so that its sum is exact.
    private static func answer(
        _ name: String, _ column: Numbers, whole: Bool = false, _ unit: (Double) -> Double
    ) -> Answer {
        var present = 0
        var (sum, weighted) = (0.0, 0.0)
        for slot in 0..<column.count {
            guard let value = column.measured(slot).value else { continue }
            let number = whole ? unit(value).rounded() : unit(value)
            present += 1
            sum += number
            weighted += number * Double(slot % 97 + 1)
        }
        return Answer(name: name, sums: Sums(present: present, sum: sum, weighted: weighted))
    }
}
