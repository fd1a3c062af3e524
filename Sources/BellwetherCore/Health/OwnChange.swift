import Columns

/// What the customers' own numbers did to their scores under one plain model, account after account: what
/// `HealthChange.ownTenths` says, without making its parts.
///
/// The order of additions is that of the parts, so both round alike.
struct OwnChange {
    /// What the measures of a stretch of accounts come to at one moment, graded along their columns.
    final class Side: Sendable {
        /// By measure, then by row; a score counts where its mark is not `none`.
        fileprivate let scores: [ContiguousArray<Double>]
        fileprivate let marks: [ContiguousArray<UInt8>]

        /// - Parameter column: what a measure reads, by path; nothing where history has nothing of it.
        init(_ model: HealthModel, rows: Int, column: (_ path: String) -> NumberChunk?) {
            var scores: [ContiguousArray<Double>] = []
            var marks: [ContiguousArray<UInt8>] = []
            for place in model.measures.indices {
                let read = column(model.inputPath(of: place)) ?? .absent(.noHistory, rows: rows)
                let (graded, mark) = model.measures[place].graded(read)
                scores.append(graded)
                marks.append(mark)
            }
            (self.scores, self.marks) = (scores, marks)
        }
    }

    private let weights: ContiguousArray<Double>
    private let isLimited: Bool
    /// What each measure's part changed by, in tenths, as far as it changed.
    private var exact: ContiguousArray<Double> = []

    init(under model: HealthModel) {
        precondition(model.isPlain, "only plain means are added up measure by measure")
        weights = ContiguousArray(model.measures.map(\.weight))
        isLimited = !model.caps.isEmpty || !model.floors.isEmpty
    }

    /// - Parameters before, after: the scores in tenths, before anybody's word over them.
    mutating func tenths(
        ofRow row: Int, from then: Side, computed before: Int, to now: Side, computed after: Int
    ) -> Int {
        var (old, new, left, right) = (Mean(), Mean(), Mean(), Mean())
        for place in weights.indices {
            let (was, now, weight) = (then.score(place, row), now.score(place, row), weights[place])
            if was.mark != Side.none { old.add(was.score, weight) }
            if now.mark != Side.none { new.add(now.score, weight) }
            guard was.mark != Side.none, was.mark == now.mark else { continue }
            left.add(was.score, weight)
            right.add(now.score, weight)
        }
        guard old.weight > 0 else { return isLimited ? after - new.tenths : 0 }
        let limits = isLimited ? (after - new.tenths) - (before - old.tenths) : 0
        let coverage = ((new.score - old.score) - (right.score - left.score)) * 10
        return limits + measured(row, then, left.weight, now, coverage: coverage, of: new.tenths - old.tenths)
    }

    /// The part of the whole change that is none of the coming and going of measures.
    private mutating func measured(
        _ row: Int, _ then: Side, _ common: Double, _ now: Side, coverage: Double, of whole: Int
    ) -> Int {
        exact.removeAll(keepingCapacity: true)
        for place in weights.indices {
            let (was, now) = (then.score(place, row), now.score(place, row))
            guard was.mark != Side.none, was.mark == now.mark else { continue }
            let moved = (weights[place] * now.score / common - weights[place] * was.score / common) * 10
            if HealthChange.counts(moved) { exact.append(moved) }
        }
        guard HealthChange.counts(coverage) else { return exact.isEmpty ? 0 : whole }
        exact.append(coverage)
        return whole - LargestRemainder.lastShare(of: whole, among: exact)
    }

    /// A weighted mean, as it adds up.
    private struct Mean {
        var weight = 0.0
        var points = 0.0

        var score: Double { weight > 0 ? points / weight : 0 }
        var tenths: Int { weight > 0 ? HealthModel.Tally.quantised(points * 10 / weight) : 0 }

        mutating func add(_ score: Double, _ weight: Double) {
            self.weight += weight
            points += weight * score
        }
    }
}

extension OwnChange.Side {
    fileprivate static let none: UInt8 = 0
    fileprivate static let known: UInt8 = 1
    fileprivate static let filled: UInt8 = 2

    @inline(__always)
    fileprivate func score(_ measure: Int, _ row: Int) -> (score: Double, mark: UInt8) {
        (scores[measure][row], marks[measure][row])
    }
}

extension Measure {
    /// Along a column: the scores, and for each whether it is there, or stands in for what is not known.
    fileprivate func graded(_ column: NumberChunk) -> (ContiguousArray<Double>, ContiguousArray<UInt8>) {
        var scores = ContiguousArray<Double>(repeating: 0, count: column.count)
        var marks = ContiguousArray<UInt8>(repeating: OwnChange.Side.none, count: column.count)
        for row in scores.indices {
            let graded = graded(column.measured(row))
            guard let score = graded.score else { continue }
            scores[row] = score
            marks[row] = graded.isFilled ? OwnChange.Side.filled : OwnChange.Side.known
        }
        return (scores, marks)
    }
}
