/// Finds where a smooth function is least, from a place to begin with; the function says what it is worth there, and how
/// steep it is. Whoever has a library for it hands it in.
package typealias Minimising = (_ start: [Double], _ function: (_ at: [Double]) -> Valued) throws -> [Double]

/// What a function is worth at a place, and how steep it is there.
package struct Valued: Sendable, Hashable {
    package let value: Double
    package let gradient: [Double]

    package init(value: Double, gradient: [Double]) {
        self.value = value
        self.gradient = gradient
    }
}

/// The weights that tell best who is lost, not far from those there are.
///
/// A logistic regression of the loss on the measures' points: `log odds = b − Σ γ_i·z_i` with `γ_i ≥ 0`, where z is how far
/// the points lie from their mean, in steps that are the same for all. The penalty `λ/2·Σ(γ_i − γ⁰_i)²` pulls to what the
/// weights of today say, as steep as they prove to be; the level b is free. With few losses the weights hardly move, and
/// with many the data decide; a measure that hardly differs from account to account keeps its weight, since nothing can
/// be learnt of it. A point that is not known says nothing, like one in the middle.
struct WeightFit: Sendable {
    /// λ: what held best over companies of a few hundred customers, and it is not tuned here: with few losses tuning does
    /// harm.
    static let penalty = 100.0
    /// How steep the weights of today are at least taken to be, in log odds for one standard deviation of their sum: where
    /// they prove to say nothing, or the wrong thing, they still say where to begin.
    static let leastSteepness = 0.25

    private let isLost: [Double]
    private let share: Double
    /// By measure, row by row: z.
    private let steps: [[Double]]
    private let present: [Double]

    init(on table: WeightTable, from present: [Double]) {
        self.present = present
        isLost = table.rows.map { $0.isLost ? 1 : 0 }
        share = table.share
        let columns = present.indices.map { measure in Self.centred(table.rows.map { table.points(measure, of: $0) }) }
        let squares = columns.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 } }
        let step = (squares / Double(max(1, table.rows.count * present.count))).squareRoot()
        steps = columns.map { column in step > 0 ? column.map { $0 / step } : column }
    }

    /// From the mean of those that are known.
    private static func centred(_ points: [Double?]) -> [Double] {
        let known = points.compactMap(\.self)
        let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
        return points.map { $0.map { $0 - mean } ?? 0 }
    }

    /// Weights of any sum, 0 for a measure that speaks the wrong way.
    func weights(by minimise: Minimising) throws -> [Double] {
        let steepness = try steepness(by: minimise)
        let prior = present.map { $0 * steepness }
        // γ = u² keeps it from going below 0, and what wants to goes to it quickly.
        let start = [startingLevel] + prior.map { $0.squareRoot() }
        let found = try minimise(start) { loss(level: $0[0], roots: $0[1...], around: prior) }
        let slopes = found.dropFirst().map { $0 * $0 }
        let least = 1e-6 * (slopes.max() ?? 0)
        return slopes.map { $0 <= least ? 0 : $0 }
    }

    /// How much the log odds change with one step of a measure for each of its weight.
    private func steepness(by minimise: Minimising) throws -> Double {
        let sums = isLost.indices.map { row in
            present.indices.reduce(0) { $0 + present[$1] * steps[$1][row] }
        }
        let spread = (sums.reduce(0) { $0 + $1 * $1 } / Double(max(1, sums.count))).squareRoot()
        guard spread > 0 else { return Self.leastSteepness }
        let link = try Link(of: sums.map { $0 / spread }, isLost: isLost, share: share, by: minimise)
        return max(link.slope, Self.leastSteepness) / spread
    }

    private var startingLevel: Double {
        let lost = isLost.reduce(0, +) + 0.5
        return (lost / (Double(isLost.count) + 1 - lost)).naturalLogarithm
    }

    private func loss(level: Double, roots: ArraySlice<Double>, around prior: [Double]) -> Valued {
        let roots = Array(roots)
        let slopes = roots.map { $0 * $0 }
        var value = 0.0
        var gradient = [Double](repeating: 0, count: roots.count + 1)
        for row in isLost.indices {
            var odds = level
            for place in slopes.indices { odds -= slopes[place] * steps[place][row] }
            value += share * Logistic.loss(ofLogOdds: odds, isLost[row])
            let error = share * (Logistic.likelihood(ofLogOdds: odds) - isLost[row])
            gradient[0] += error
            for place in slopes.indices { gradient[place + 1] -= error * steps[place][row] }
        }
        for place in slopes.indices {
            let away = slopes[place] - prior[place]
            value += Self.penalty / 2 * away * away
            gradient[place + 1] = 2 * roots[place] * (gradient[place + 1] + Self.penalty * away)
        }
        return Valued(value: value, gradient: gradient).perRow(of: Double(isLost.count) * share)
    }
}

extension Valued {
    /// Least in the same place, and of about the same size however many rows there are: a sum of thousands has no digits
    /// left to tell where it is flat.
    fileprivate func perRow(of rows: Double) -> Valued {
        let whole = max(1, rows)
        return Valued(value: value / whole, gradient: gradient.map { $0 / whole })
    }
}

/// From a score to how likely a loss is: `log odds = level − slope·score`.
struct Link: Sendable {
    let level, slope: Double

    /// Holds the slope where the rows leave no doubt at all, and hardly touches it elsewhere.
    private static let penalty = 1.0

    init(of scores: [Double], isLost: [Double], share: Double, by minimise: Minimising) throws {
        let found = try minimise([0, 0]) { place in
            let (level, slope) = (place[0], place[1])
            var value = Self.penalty / 2 * slope * slope
            var gradient = [0, Self.penalty * slope]
            for (score, isLost) in zip(scores, isLost) {
                let odds = level - slope * score
                value += share * Logistic.loss(ofLogOdds: odds, isLost)
                let error = share * (Logistic.likelihood(ofLogOdds: odds) - isLost)
                gradient[0] += error
                gradient[1] -= error * score
            }
            return Valued(value: value, gradient: gradient).perRow(of: Double(scores.count) * share)
        }
        (level, slope) = (found[0], found[1])
    }

    func logLoss(of score: Double, isLost: Bool) -> Double {
        Logistic.loss(ofLogOdds: level - slope * score, isLost ? 1 : 0)
    }
}
