/// How scores came about, now and a month ago.
struct HealthHistory: Sendable {
    private let models: HealthModels
    private let now: BoundHealthModels
    private let codes: PastReader
    private let band: PastReader
    private let score: PastReader
    /// By metric.
    private let values: [String: PastReader]

    static let month: Span = {
        guard let span = Span("30d") else { preconditionFailure("thirty days are a span") }
        return span
    }()

    init(_ sight: Sight, _ models: HealthModels) {
        self.models = models
        now = models.bound(to: sight.accounts, sight.metrics, given: sight.history, at: sight.asOf)
        codes = sight.models
        band = sight.current("health.band")
        score = sight.ago("health.score", Self.month)
        values = Dictionary(uniqueKeysWithValues: models.metricNames.map { ($0, sight.ago($0, Self.month)) })
    }

    /// Absent where the model has changed since: the two do not compare.
    func scoreThen(_ slot: Int) -> Double? { score(slot).value }

    /// Each measure's points and how they changed, and the measures nothing is known of today.
    func contributions(_ slot: Int) -> (known: [Story.Contribution], absent: [String]) {
        guard let breakdown = now.breakdown(of: slot) else { return ([], []) }
        let then = scoreThen(slot) == nil ? [] : model(of: slot)?.parts(valuesThen(slot)) ?? []
        let contributions = breakdown.parts.filter { $0.score != nil }.map { part in
            let before = then.first { $0.measure == part.measure && $0.score != nil }
            return Story.Contribution(
                measure: part.measure, points: Double(part.contributionTenths) / 10,
                change: before.map { Double(part.contributionTenths - $0.contributionTenths) / 10 })
        }
        return (contributions, breakdown.parts.filter { $0.score == nil }.map(\.measure))
    }

    /// How many bands of the account's model are better than its own.
    func bandsAbove(_ slot: Int) -> Int {
        guard let model = model(of: slot), let code = band(slot).value, models.bands.indices.contains(Int(code)),
            let place = model.bands.firstIndex(of: models.bands[Int(code)])
        else { return 0 }
        return model.bands.count - 1 - place
    }

    private func model(of slot: Int) -> HealthModel? {
        codes(slot).value.flatMap(models.index).map { models.models[$0] }
    }

    private func valuesThen(_ slot: Int) -> [Measured] {
        model(of: slot)?.measures.map { values[$0.metric]?(slot) ?? .absent(.noData) } ?? []
    }
}
