import BellwetherCore
import CEL
import Diagnostics

/// What a scenario says instead of leaving it to be measured: each value from its moment on.
struct GivenValues: Sendable {
    static let score = "health.score"
    /// A given score is a metric like any other, which a health model of its own takes as it is.
    private static let scoreMetric = "given.score"

    /// By name and account, in the order of time.
    private let values: [String: [String: [(at: Moment, value: Measured)]]]

    init(_ scenario: Scenario, in zone: Zone) {
        var values: [String: [String: [(at: Moment, value: Measured)]]] = [:]
        for step in scenario.steps {
            let at = step.moment(in: zone)
            for given in step.given {
                let name = given.name == Self.score ? Self.scoreMetric : given.name
                values[name, default: [:]][given.account, default: []].append((at, given.value))
            }
        }
        self.values = values
    }

    /// Nothing where it has not been said yet.
    private func value(_ name: String, of account: String?, at now: Moment) -> Measured? {
        account.flatMap { values[name]?[$0]?.last { $0.at <= now }?.value }
    }

    /// The metrics, each of them as given where it is.
    func metrics(over list: [Metric]) -> [Metric] {
        let replaced = list.map { metric in
            values[metric.name] == nil ? metric : given(metric.name, metric.unit, over: metric)
        }
        return values[Self.scoreMetric] == nil ? replaced : replaced + [given(Self.scoreMetric, .score, over: nil)]
    }

    private func given(_ name: String, _ unit: Metric.Unit, over metric: Metric?) -> Metric {
        Metric(
            name, unit, metric?.direction ?? .higherIsBetter, from: metric?.kinds ?? [],
            of: metric?.scope ?? .customers, example: metric?.example ?? 70, maxAgeDays: metric?.maxAgeDays,
            metric?.help ?? "The health score, as a scenario gives it."
        ) { account, context in
            if let value = value(name, of: account.profile?.id, at: context.asOf.now) { return value }
            return metric?.measure(account, context) ?? .absent(.noData)
        }
    }

    /// The models, before them one for whoever has a given score; its bands are those of the last model.
    func healthModels(over models: HealthModels, naming metrics: [Metric]) -> HealthModels {
        guard values[Self.scoreMetric] != nil, let last = models.models.last else { return models }
        let names = RuleVocabulary(metrics: metrics).names(in: .measures)
        guard let isGiven = Condition.checked(Fragment("has(\(Self.scoreMetric))"), against: names).0 else {
            preconditionFailure("a given score is among the metrics")
        }
        let measure = Measure(
            key: "score", metric: Self.scoreMetric, grading: .linear(zeroAt: 0, fullAt: 100), weight: 1,
            isRequired: true)
        let model = HealthModel(
            name: "given", appliesTo: isGiven, minCoverage: 0, measures: [measure], bands: last.bands)
        return HealthModels([model] + models.models, maxAgeDays: models.maxAgeDays)
    }
}

extension Scenario.Step {
    func moment(in zone: Zone) -> Moment { zone.moment(of: day, second: second) }
}
