import Columns

/// The tallies of a chunk's accounts under one model, as columns: each measure is one loop along what it reads.
///
/// What one account's tally adds up to, `HealthModel.Tally` says; the order of additions is the same, so both round
/// alike.
struct HealthTallies {
    private var weight: ContiguousArray<Double>
    /// Never more than the model's own, so that additions need no look at overflow.
    private var exactWeight: ContiguousArray<Int64>
    private var points: ContiguousArray<Double>
    private var lacksRequired: ContiguousArray<UInt8>

    init(rows: Int) {
        weight = ContiguousArray(repeating: 0, count: rows)
        exactWeight = ContiguousArray(repeating: 0, count: rows)
        points = weight
        lacksRequired = ContiguousArray(repeating: 0, count: rows)
    }

    subscript(row: Int) -> HealthModel.Tally {
        HealthModel.Tally(
            weight: weight[row], exactWeight: exactWeight[row], points: points[row],
            lacksRequired: lacksRequired[row] != 0)
    }

    mutating func add(_ measure: Measure, _ column: NumberChunk) {
        switch measure.grading {
        case .linear(let zeroAt, let fullAt):
            let span = fullAt - zeroAt
            add(measure, column) { min(100, max(0, ($0 - zeroAt) * 100 / span)) }
        case .asIs: add(measure, column) { min(100, max(0, $0)) }
        case .tiers, .map: add(measure, graded(column, by: measure.grading)) { $0 }
        }
    }

    /// Row by row; a value without a score is like one that is not there.
    private func graded(_ column: NumberChunk, by grading: Grading) -> NumberChunk {
        var (values, absences) = (column.values, column.absences)
        for row in values.indices where absences[row] == 0 {
            if let score = grading.score(of: values[row]) {
                values[row] = score
            } else {
                absences[row] = AbsenceReason.notApplicable.rawValue
            }
        }
        return NumberChunk(values: values, absences: absences)
    }

    @inline(__always)
    private mutating func add(_ measure: Measure, _ column: NumberChunk, score: (Double) -> Double) {
        column.values.withUnsafeBufferPointer { values in
            if column.isWhole {
                addWhole(measure, values, score)
            } else if let filling = measure.filling {
                addFilled(measure, column, filling, score)
            } else {
                column.absences.withUnsafeBufferPointer { addPartly(measure, values, $0, score) }
            }
        }
    }

    /// Everybody's value is known.
    @inline(__always)
    private mutating func addWhole(
        _ measure: Measure, _ values: UnsafeBufferPointer<Double>, _ score: (Double) -> Double
    ) {
        let (added, exact) = (measure.weight, measure.exactWeight)
        points.withUnsafeMutableBufferPointer { points in
            for row in 0..<points.count { points[row] += added * score(values[row]) }
        }
        weight.withUnsafeMutableBufferPointer { weight in for row in 0..<weight.count { weight[row] += added } }
        exactWeight.withUnsafeMutableBufferPointer { weight in for row in 0..<weight.count { weight[row] &+= exact } }
    }

    /// Without branches: an absent row adds nothing, whatever stands in it.
    @inline(__always)
    private mutating func addPartly(
        _ measure: Measure, _ values: UnsafeBufferPointer<Double>, _ absences: UnsafeBufferPointer<UInt8>,
        _ score: (Double) -> Double
    ) {
        let (added, exact) = (measure.weight, measure.exactWeight)
        let required: UInt8 = measure.isRequired ? 1 : 0
        points.withUnsafeMutableBufferPointer { points in
            for row in 0..<points.count {
                let more = added * score(values[row])
                points[row] += absences[row] == 0 ? more : 0
            }
        }
        weight.withUnsafeMutableBufferPointer { weight in
            for row in 0..<weight.count { weight[row] += absences[row] == 0 ? added : 0 }
        }
        exactWeight.withUnsafeMutableBufferPointer { weight in
            for row in 0..<weight.count { weight[row] &+= absences[row] == 0 ? exact : 0 }
        }
        lacksRequired.withUnsafeMutableBufferPointer { lacks in
            for row in 0..<lacks.count { lacks[row] |= absences[row] == 0 ? 0 : required }
        }
    }

    /// What is not known counts as a score that stands in for it, unless a stale or broken source is the reason.
    private mutating func addFilled(
        _ measure: Measure, _ column: NumberChunk, _ filling: Double, _ score: (Double) -> Double
    ) {
        let unfilled = [AbsenceReason.stale.rawValue, AbsenceReason.sourceError.rawValue]
        for row in points.indices {
            let isKnown = column.absences[row] == 0
            guard isKnown || !unfilled.contains(column.absences[row]) else { continue }
            points[row] += measure.weight * (isKnown ? score(column.values[row]) : filling)
            weight[row] += measure.weight
            if isKnown || measure.countsWhenFilled { exactWeight[row] += measure.exactWeight }
        }
    }

    /// The weighted means, unrounded; absent where nothing is known, or the row is not among those given.
    func means(among rows: ContiguousArray<UInt8>) -> NumberChunk {
        let (absent, unknown) = (AbsenceReason.notApplicable.rawValue, AbsenceReason.insufficientSample.rawValue)
        let count = rows.count
        let means = ContiguousArray<Double>(unsafeUninitializedCapacity: count) { means, initialised in
            for row in 0..<count { means[row] = points[row] / weight[row] }
            initialised = count
        }
        let absences = ContiguousArray<UInt8>(unsafeUninitializedCapacity: count) { absences, initialised in
            for row in 0..<count { absences[row] = rows[row] == 0 ? absent : weight[row] > 0 ? 0 : unknown }
            initialised = count
        }
        return NumberChunk(values: means, absences: absences)
    }
}
