/// How a number comes about for all rows of a batch.
indirect enum NumberPlan<Number: VectorNumber>: Sendable {
    case constant(Number)
    case reference(Int)
    case operation(Arithmetic, NumberPlan, NumberPlan)
    case negative(NumberPlan)
    case conditional(TruthPlan, then: NumberPlan, otherwise: NumberPlan)
    /// One by one: what lists, texts and times come to.
    case rows(RowStep)

    /// The numbers, or nothing where a column is not of this type: then all of the condition goes row by row.
    func operand(in batch: Batch, among rows: UnsafePointer<UInt8>?) -> Operand<Number>? {
        switch self {
        case .constant(let number): return Operand(.constant(number))
        case .reference(let index): return Number.operand(batch.source.column(index))
        case .negative(let plan):
            guard let operand = plan.operand(in: batch, among: rows) else { return nil }
            return Self.negated(operand, in: batch)
        case .operation(let operation, let left, let right):
            guard let left = left.operand(in: batch, among: rows), let right = right.operand(in: batch, among: rows)
            else { return nil }
            return Self.combined(operation, left, right, in: batch)
        case .conditional(let condition, let then, let otherwise):
            return Self.chosen(by: condition, then, otherwise, in: batch, among: rows)
        case .rows(let step): return Self.oneByOne(step, in: batch, among: rows)
        }
    }

    var isSlow: Bool {
        switch self {
        case .constant, .reference: false
        case .negative(let plan): plan.isSlow
        case .operation(_, let left, let right): left.isSlow || right.isSlow
        case .conditional(let condition, let then, let otherwise):
            condition.isSlow || then.isSlow || otherwise.isSlow
        case .rows: true
        }
    }

    // MARK: Loops

    private static func combined(
        _ operation: Arithmetic, _ left: Operand<Number>, _ right: Operand<Number>, in batch: Batch
    ) -> Operand<Number> {
        let cells = batch.scratch.takeNumbers(of: Number.self)
        let absences = left.joinedAbsences(with: right, in: batch)
        guard Number.canFail else {
            fill(cells, operation, left, right, rows: batch.rows)
            return Operand(.made(cells), absences)
        }
        let failures = batch.scratch.takeMarks()
        forEachPair(left, right, rows: batch.rows) { row, left, right in
            let (number, failed) = Number.result(of: operation, left, right)
            cells[row] = number
            failures[row] = failed ? 1 : 0
        }
        if case .made(let absent) = absences { MarkLoops.or(failures, absent, rows: batch.rows) }
        return Operand(.made(cells), .made(failures))
    }

    /// The operation is chosen outside of the loop.
    private static func fill(
        _ cells: UnsafeMutablePointer<Number>, _ operation: Arithmetic, _ left: Operand<Number>,
        _ right: Operand<Number>, rows: Int
    ) {
        switch operation {
        case .plus: forEachPair(left, right, rows: rows) { cells[$0] = Number.result(of: .plus, $1, $2).0 }
        case .minus: forEachPair(left, right, rows: rows) { cells[$0] = Number.result(of: .minus, $1, $2).0 }
        case .times: forEachPair(left, right, rows: rows) { cells[$0] = Number.result(of: .times, $1, $2).0 }
        case .divided: forEachPair(left, right, rows: rows) { cells[$0] = Number.result(of: .divided, $1, $2).0 }
        case .remainder: preconditionFailure("doubles have no remainder")
        }
    }

    /// Of an integer 0 less it, which fails for the least; of a double its sign is turned, so that 0 becomes -0.
    private static func negated(_ operand: Operand<Number>, in batch: Batch) -> Operand<Number> {
        if let operand = operand as? Operand<Double> {
            let cells = batch.scratch.takeNumbers(of: Double.self)
            forEachPair(operand, Operand(.constant(0)), rows: batch.rows) { row, number, _ in cells[row] = -number }
            if let negated = Operand<Double>(.made(cells), operand.absences) as? Operand<Number> { return negated }
        }
        return combined(.minus, Operand(.constant(.zero)), operand, in: batch)
    }

    private static func chosen(
        by condition: TruthPlan, _ then: NumberPlan, _ otherwise: NumberPlan, in batch: Batch,
        among rows: UnsafePointer<UInt8>?
    ) -> Operand<Number>? {
        let chosen = Marks.both(in: batch.scratch, among: rows)
        condition.mark(chosen, in: batch)
        guard let holds = chosen.holds, let fails = chosen.fails,
            let then = then.operand(in: batch, among: holds),
            let otherwise = otherwise.operand(in: batch, among: fails)
        else { return nil }
        let cells = batch.scratch.takeNumbers(of: Number.self)
        forEachPair(then, otherwise, rows: batch.rows) { row, then, otherwise in
            cells[row] = holds[row] == 1 ? then : otherwise
        }
        then.clearAbsent(holds, rows: batch.rows)
        otherwise.clearAbsent(fails, rows: batch.rows)
        MarkLoops.or(holds, fails, rows: batch.rows)
        MarkLoops.flip(holds, from: holds, rows: batch.rows)
        return Operand(.made(cells), .made(holds))
    }

    private static func oneByOne(
        _ step: RowStep, in batch: Batch, among rows: UnsafePointer<UInt8>?
    ) -> Operand<Number>? {
        let cells = batch.scratch.takeNumbers(of: Number.self)
        let absences = batch.scratch.takeMarks()
        absences.update(repeating: 1, count: batch.rows)
        for row in 0..<batch.rows {
            cells[row] = .zero
            guard rows.map({ $0[row] == 1 }) ?? true else { continue }
            let value = step.value(of: row, in: batch)
            guard !value.isAbsent else { continue }
            guard let number = Number(value) else { return nil }
            cells[row] = number
            absences[row] = 0
        }
        return Operand(.made(cells), .made(absences))
    }
}

/// A part of a condition that the one-value evaluator does, row by row.
struct RowStep: Sendable {
    let step: Step
    let slots: Int

    func value(of row: Int, in batch: Batch) -> Value {
        let source = batch.source
        return value { source.value($0, row: row) }
    }

    func value(reading read: (Int) -> Value) -> Value {
        var frame = Frame(slots: slots)
        return step(read, &frame)
    }

    func answer(of row: Int, in batch: Batch) -> Bool? { value(of: row, in: batch).answer }
}

extension Value {
    /// Nothing where it is not known.
    var answer: Bool? {
        if case .bool(let holds) = self { holds } else { nil }
    }
}
