/// Weights of a model's measures as what happened suggests them, learnt from earlier months and judged on later ones.
package struct WeightSuggestion: Sendable {
    package enum Refusal: Error, Sendable, Hashable {
        case tooFew(lost: Int)
        /// Enough in all, but not both before and after any day.
        case tooFewApart(lost: Int)
        /// The model puts its measures together in another way than by one weighted mean.
        case noMean
    }

    package struct Weighing: Sendable, Hashable {
        package let measure: String
        package let present: Double
        /// 0 where the measure speaks the wrong way, or is not to count, and only there.
        package let suggested: Double
        /// Whether those that were lost stood no worse by it, beside the other measures.
        package let speaksWrongWay: Bool
        /// In how many rows of the earlier months it was known: of those that were lost, and those that were kept.
        package let lost, kept: Int
    }

    package struct Part: Sendable, Hashable {
        package let first, last: Day
        package let rows, lost: Int
    }

    package struct Quality: Sendable, Hashable {
        package let auc: Double
        package let logLoss: Double
    }

    /// How much better the suggested weights do, and between what it may lie by chance.
    package struct Gain: Sendable, Hashable {
        package let value: Double
        package let interval: Interval
    }

    package enum Verdict: String, Sendable, Hashable {
        case better, withinNoise, worse
    }

    package static let leastEarlier = 10, leastLater = 5

    package let model: String
    package let weighings: [Weighing]
    package let earlier, later: Part
    package let present, suggested: Quality
    package let aucGain, lossGain: Gain

    package var verdict: Verdict { Self.verdict(auc: aucGain, loss: lossGain) }

    /// The order of accounts comes first; where it shows nothing, how likely each loss was said to be.
    static func verdict(auc: Gain, loss: Gain) -> Verdict {
        if auc.interval.high < 0 || (loss.interval.high < 0 && auc.value <= 0) { return .worse }
        return auc.interval.low > 0 || (loss.interval.low > 0 && auc.value >= 0) ? .better : .withinNoise
    }

    /// Those that would count for nothing.
    package var wrongWay: [String] { weighings.filter(\.speaksWrongWay).map(\.measure) }

    /// - Parameter place: of the model in the policy.
    package init(
        from rows: BacktestRows, for model: HealthModel, at place: Int, horizonDays: Int,
        minimising minimise: Minimising
    ) throws {
        guard model.isPlain else { throw Refusal.noMean }
        let table = WeightTable(of: rows, by: model, at: place, horizonDays: horizonDays)
        guard table.lost >= Backtest.leastLost else { throw Refusal.tooFew(lost: table.lost) }
        guard let split = Split(of: table, rows.months, horizonDays: horizonDays) else {
            throw Refusal.tooFewApart(lost: table.lost)
        }
        let weights = model.measures.map(\.weight)
        let raw = try WeightFit(on: split.earlier, from: weights).weights(by: minimise)
        let rounded = Self.rounded(raw, toSumOf: weights)
        let trial = try WeightTrial(of: rounded, beside: weights, on: split, by: minimise)
        guard let trial else { throw Refusal.tooFewApart(lost: table.lost) }
        self.model = model.name
        weighings = model.measures.enumerated().map { index, measure in
            let known = split.earlier.rows.filter { split.earlier.points(index, of: $0) != nil }
            return Weighing(
                measure: measure.key, present: measure.weight, suggested: rounded[index],
                speaksWrongWay: raw[index] == 0 && measure.weight > 0, lost: known.count(where: \.isLost),
                kept: known.count { !$0.isLost })
        }
        earlier = split.part(split.earlier, rows.months)
        later = split.part(split.later, rows.months)
        (present, suggested, aucGain, lossGain) = (trial.present, trial.suggested, trial.aucGain, trial.lossGain)
    }

    /// In hundredths of their sum, which stays what it was; what was cut off most gets the rest. What counts at all keeps
    /// one at least, off those that have most: a weight of 0 says that a measure speaks the wrong way, or is not to count.
    static func rounded(_ raw: [Double], toSumOf weights: [Double]) -> [Double] {
        let (sum, whole) = (weights.reduce(0, +), raw.reduce(0, +))
        guard whole > 0 else { return weights }
        let shares = raw.map { $0 / whole * 100 }
        var hundredths = shares.map { Int($0.rounded(.down)) }
        let rest = 100 - hundredths.reduce(0, +)
        let order = shares.indices.sorted { left, right in
            let (first, second) = (
                shares[left] - shares[left].rounded(.down), shares[right] - shares[right].rounded(.down)
            )
            return first > second || (first == second && left < right)
        }
        for place in order.prefix(max(0, rest)) { hundredths[place] += 1 }
        for place in shares.indices where shares[place] > 0 && hundredths[place] == 0 {
            guard let most = hundredths.indices.max(by: { hundredths[$0] < hundredths[$1] }), hundredths[most] > 1
            else { break }
            hundredths[most] -= 1
            hundredths[place] = 1
        }
        return hundredths.map { Double($0) * sum / 100 }
    }

    /// A weight with as many decimals as it has, up to a hundred-thousandth of the sum of all: as people write them into a
    /// file, where they still come to that sum.
    package static func text(_ weight: Double, ofSum sum: Double) -> String {
        var scale = 1.0
        while scale < 1e12, sum * scale < 1e5 { scale *= 10 }
        let rounded = (weight * scale).rounded() / scale
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
    }
}

/// Months that are learnt from, and months that are judged: no horizon of the former reaches into the latter.
struct Split: Sendable {
    let earlier, later: WeightTable

    /// Two thirds of the losses before, one third after, as nearly as whole months allow.
    init?(of table: WeightTable, _ months: [Day], horizonDays: Int) {
        var best: (away: Double, earlier: WeightTable, later: WeightTable)?
        for first in months.indices.dropFirst() {
            let last = months.lastIndex { $0 + horizonDays <= months[first] } ?? -1
            guard last >= 0 else { continue }
            let (earlier, later) = (table.months(0..<last + 1), table.months(first..<months.count))
            let (before, after) = (earlier.lost, later.lost)
            guard before >= WeightSuggestion.leastEarlier, after >= WeightSuggestion.leastLater else { continue }
            let away = abs(Double(before) / Double(before + after) - 2.0 / 3)
            if best.map({ away < $0.away }) ?? true { best = (away, earlier, later) }
        }
        guard let best else { return nil }
        (earlier, later) = (best.earlier, best.later)
    }

    func part(_ table: WeightTable, _ months: [Day]) -> WeightSuggestion.Part {
        let places = table.rows.map(\.month)
        return WeightSuggestion.Part(
            first: months[places.min() ?? 0], last: months[places.max() ?? 0], rows: table.rows.count, lost: table.lost)
    }
}
