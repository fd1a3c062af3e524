import BellwetherCore

/// What may be measured in the place of a measure that nothing tells of, and beside those that are there.
enum StandIn {
    /// The first that is known is taken.
    static func all(for measure: Measure, in model: HealthModel) -> [Measure] {
        let others: [(key: String, metric: String, grading: Grading)] =
            switch measure.metric {
            case "usage.licence_utilisation":
                [
                    ("usage", "usage.active_days_30", .linear(zeroAt: 0, fullAt: 20)),
                    ("usage", "usage.trend", .linear(zeroAt: -0.5, fullAt: 0)),
                    ("users", "usage.users_30", .linear(zeroAt: 0, fullAt: 5)),
                ]
            case "tickets.open_urgent": [("open_tickets", "tickets.open", .linear(zeroAt: 10, fullAt: 0))]
            case "nps.latest":
                [
                    ("satisfaction", "csat.share", .linear(zeroAt: 0.4, fullAt: 0.9)),
                    ("effort", "ces.score", .linear(zeroAt: 0, fullAt: 100)),
                ]
            default: []
            }
        return others.filter { other in !model.measures.contains { $0.metric == other.metric } }.map { other in
            Measure(key: other.key, metric: other.metric, grading: other.grading, weight: measure.weight)
        }
    }

    /// What says something by itself wherever it is known.
    static func companions(of model: HealthModel) -> [Measure] {
        [
            Measure(
                key: "touch", metric: "touch.days_since", grading: .linear(zeroAt: 90, fullAt: 14), weight: 20),
            Measure(
                key: "sentiment", metric: "sentiment.score", grading: .linear(zeroAt: 0, fullAt: 100), weight: 20),
        ].filter { companion in
            !model.measures.contains { $0.key == companion.key || $0.metric == companion.metric }
        }
    }
}

/// What there is to judge by where nothing is known but a list of accounts: how they stand, when they renew, and how long
/// they have stayed. The last alone is no judgement.
enum LastResort {
    static let keys: Set = ["standing", "renewal", "tenure"]

    static func parts(by knowledge: FirstModels.Knowledge) -> [FirstModels.Part] {
        let judging = [standing, renewal].compactMap(knowledge.part)
        return judging.isEmpty ? [] : judging + [tenure].compactMap(knowledge.part)
    }

    private static let standing = Measure(
        key: "standing",
        input: .field(
            "account.status",
            scores: ["active": 90, "trialing": 60, "paused": 40, "past_due": 30, "cancelling": 0]),
        grading: .asIs, weight: 40)

    /// A term that ends soon is when an account may leave.
    private static let renewal = Measure(
        key: "renewal", metric: "account.days_to_renewal",
        grading: .tiers([.init(from: 0, score: 40), .init(from: 30, score: 60), .init(from: 90, score: 80)]),
        weight: 40)

    /// Those who have stayed stay: most leave at their first renewal.
    private static let tenure = Measure(
        key: "tenure", metric: "account.tenure_days",
        grading: .tiers([.init(from: 0, score: 40), .init(from: 365, score: 70), .init(from: 1095, score: 100)]),
        weight: 20)
}
