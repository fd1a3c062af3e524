/// What one measure gave those that were lost, and those that were kept.
package struct Separation: Sendable, Hashable {
    package let model: String
    package let measure: String
    package let weight: Double
    /// The mean of its points, and of how many months of accounts they were known.
    package let lost, kept: Mean

    package struct Mean: Sendable, Hashable {
        package let points: Double?
        package let count: Int
    }

    /// How much better those stood that were kept; below 0 the measure speaks the wrong way.
    package var difference: Double? {
        guard let kept = kept.points, let lost = lost.points else { return nil }
        return kept - lost
    }

    /// - Parameter place: of the model in the policy.
    static func all(of rows: BacktestRows, by model: HealthModel, at place: Int) -> [Separation] {
        let judged = rows.untreated.filter { $0.model == place }
        return model.measures.enumerated().map { index, measure in
            Separation(
                model: model.name, measure: measure.key, weight: measure.weight,
                lost: mean(judged.filter(\.isLost), index, rows), kept: mean(judged.filter { !$0.isLost }, index, rows))
        }
    }

    private static func mean(_ rows: [BacktestRow], _ measure: Int, _ all: BacktestRows) -> Mean {
        let known = rows.compactMap { all.points(measure, of: $0) }
        return Mean(points: known.isEmpty ? nil : known.reduce(0, +) / Double(known.count), count: known.count)
    }
}
