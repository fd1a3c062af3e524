import Columns

/// How scores came about, now and a month ago.
struct HealthHistory: Sendable {
    private let models: HealthModels
    private let now: BoundHealthModels
    private let band: PastReader
    private let model: Numbers
    private let score: PastNumbers
    private let past: HealthPast

    static let month: Span = {
        guard let span = Span("30d") else { preconditionFailure("thirty days are a span") }
        return span
    }()

    init(_ sight: Sight, _ models: HealthModels) {
        self.models = models
        now = models.bound(to: sight.accounts, sight.metrics, given: sight.history, at: sight.asOf)
        band = sight.current("health.band")
        model = sight.models
        score = sight.ago("health.score", Self.month)
        past = HealthPast(models, over: Self.month, in: sight)
    }

    /// Absent where the model has changed since: the two do not compare.
    func scoreThen(_ slot: Int) -> Double? { score(slot).value }

    /// How the score of now comes about.
    func breakdown(_ slot: Int) -> HealthBreakdown? { now.breakdown(of: slot) }

    /// Each measure's points, and the measures nothing is known of today.
    func contributions(
        _ slot: Int, given change: HealthChange?
    ) -> (known: [Story.Contribution], absent: [String]) {
        guard let breakdown = now.breakdown(of: slot) else { return ([], []) }
        let known = breakdown.parts.filter { $0.score != nil }.map { part in
            Story.Contribution(
                measure: part.measure, points: Double(part.contributionTenths) / 10,
                change: change.map { $0.points(of: .measure(part.measure)) ?? 0 })
        }
        return (known, breakdown.parts.filter { $0.score == nil && $0.isReached }.map(\.measure))
    }

    /// The measures that keep the score from being whole, and how many points each does, the most first.
    func losses(_ slot: Int) -> [(measure: String, points: Double)] {
        let parts = (now.breakdown(of: slot)?.parts ?? []).filter { $0.isReached && $0.score != nil }
        let weight = parts.reduce(0) { $0 + $1.weight }
        let losses = parts.compactMap { part -> (measure: String, points: Double)? in
            guard let score = part.score, score < 100, weight > 0 else { return nil }
            // What it gives tells what it could give; where it gives nothing, its weight has to.
            let whole = score > 0 ? part.contribution * 100 / score : part.weight / weight * 100
            return (part.measure, whole * (100 - score) / 100)
        }
        return losses.filter { $0.points >= 0.5 }.sorted { ($0.points, $1.measure) > ($1.points, $0.measure) }
    }

    /// Why the score is not what it was; `nil` where nothing is known of then.
    func change(_ slot: Int) -> HealthChange? { past.change(of: slot) }

    /// How many bands of the account's model are better than its own.
    func bandsAbove(_ slot: Int) -> Int {
        guard let place = model.measured(slot).value.flatMap(models.index),
            let code = band(slot).value.map({ Int($0) })
        else { return 0 }
        let codes = models.codesOfBands(ofModel: place, holding: code)
        return codes.firstIndex(of: code).map { codes.count - 1 - $0 } ?? 0
    }
}

extension HealthModels {
    /// The model's bands that the code is among, worst first: its own, or those by rank.
    fileprivate func codesOfBands(ofModel place: Int, holding code: Int) -> [Int] {
        rankCodes[place].contains(code) ? rankCodes[place] : bandCodes[place]
    }
}

extension HealthChange {
    /// What is no measure's doing, as messages carry it.
    ///
    /// - Parameter coming: says which measures came and went.
    func othersInStories(_ coming: String?) -> [Story.OtherChange] {
        parts.compactMap { part in
            switch part.cause {
            case .measure: nil
            case .coverage: Story.OtherChange(term: part.cause.name, points: part.points, words: coming)
            case .limits, .override, .config: Story.OtherChange(term: part.cause.name, points: part.points)
            }
        }
    }
}
