import Columns

/// How a condition, or a part of one, is answered for all rows of a batch.
///
/// Answers have three values: a row is marked in `holds`, in `fails`, or in neither. `&&` and `||` need no more than
/// the marks of their operands, and where only one of the questions was asked, only that is found out. `a || b` stands
/// as `!(!a && !b)`.
indirect enum TruthPlan: Sendable {
    case constant(Bool)
    case flag(Int, RowStep)
    /// Whether what a reference stands for is there.
    case presence(Int, RowStep)
    case doubles(Comparison, NumberPlan<Double>, NumberPlan<Double>, RowStep)
    case ints(Comparison, NumberPlan<Int64>, NumberPlan<Int64>, RowStep)
    case uints(Comparison, NumberPlan<UInt64>, NumberPlan<UInt64>, RowStep)
    /// What hangs on one text and nothing else is asked once for each different text.
    case text(Int, RowStep)
    case not(TruthPlan)
    /// The fast operands first.
    case all([TruthPlan])
    case same(TruthPlan, TruthPlan)
    case conditional(TruthPlan, then: TruthPlan, otherwise: TruthPlan)
    /// One by one: what lists, times and dynamic values come to.
    case rows(RowStep)

    func mark(_ marks: Marks, in batch: Batch) {
        guard batch.rows > 0 else { return }
        let level = batch.scratch.level
        defer { batch.scratch.giveBack(to: level) }
        let asked = Asked(marks: marks, batch: batch)
        switch self {
        case .constant(let holds): marks.setAll(holds, rows: batch.rows)
        case .flag(let index, let step): asked.flag(index, step)
        case .presence(let index, let step): asked.presence(index, step)
        case .doubles(let comparison, let left, let right, let step): asked.compare(comparison, left, right, step)
        case .ints(let comparison, let left, let right, let step): asked.compare(comparison, left, right, step)
        case .uints(let comparison, let left, let right, let step): asked.compare(comparison, left, right, step)
        case .text(let index, let step): asked.text(index, step)
        case .not(let plan): plan.mark(marks.swapped, in: batch)
        case .all(let plans): asked.all(plans)
        case .same(let left, let right): asked.same(left, right)
        case .conditional(let condition, let then, let otherwise): asked.choice(condition, then, otherwise)
        case .rows(let step): asked.oneByOne(step)
        }
    }

    /// Whether it does anything row by row.
    var isSlow: Bool {
        switch self {
        case .constant, .flag, .presence, .text: false
        case .doubles(_, let left, let right, _): left.isSlow || right.isSlow
        case .ints(_, let left, let right, _): left.isSlow || right.isSlow
        case .uints(_, let left, let right, _): left.isSlow || right.isSlow
        case .not(let plan): plan.isSlow
        case .all(let plans): plans.contains(where: \.isSlow)
        case .same(let left, let right): left.isSlow || right.isSlow
        case .conditional(let condition, let then, let otherwise):
            condition.isSlow || then.isSlow || otherwise.isSlow
        case .rows: true
        }
    }

    var negated: TruthPlan {
        if case .not(let plan) = self { plan } else { .not(self) }
    }
}
