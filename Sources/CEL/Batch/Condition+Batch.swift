/// The second evaluator: the same checked tree over columns, a batch of rows at a time.
///
/// It answers what `truth` answers, row for row. Why something is not known is for `truth` to say: that is asked of
/// few rows.
extension Condition {
    /// The most rows that are evaluated together.
    package static let batchSize = Batch.size

    /// Marks with 1 the rows for which it holds, and those for which it does not, where either is wanted; the others
    /// with 0. A row marked in neither is not known. The marks have room for as many rows as the source has.
    package func mark(
        holds: UnsafeMutablePointer<UInt8>?, fails: UnsafeMutablePointer<UInt8>? = nil,
        among: UnsafePointer<UInt8>? = nil, over source: some BatchSource, with scratch: Scratch
    ) {
        plan.mark(Marks(holds: holds, fails: fails, among: among), in: Batch(source, scratch))
    }

    /// What it comes to in each row, told by columns where the type has any; absences and failures with their reasons.
    package func values(over source: some BatchSource) -> [Value] {
        vectorised(over: source).enumerated().map { row, value in
            value ?? self.value { source.value($0, row: row) }
        }
    }

    /// Nothing where it is not known.
    func vectorised(over source: some BatchSource) -> [Value?] {
        let batch = Batch(source, Scratch())
        switch type {
        case .bool: return answers(in: batch)
        case .double:
            return numbers(BatchPlanner(slots: expression.slots).number(expression.root), in: batch, Double.self)
        case .int: return numbers(BatchPlanner(slots: expression.slots).number(expression.root), in: batch, Int64.self)
        case .uint:
            return numbers(BatchPlanner(slots: expression.slots).number(expression.root), in: batch, UInt64.self)
        default: return oneByOne(in: batch)
        }
    }

    private func answers(in batch: Batch) -> [Value?] {
        let marks = Marks.both(in: batch.scratch, among: nil)
        plan.mark(marks, in: batch)
        guard let holds = marks.holds, let fails = marks.fails else { return [] }
        return (0..<batch.rows).map { row in
            holds[row] == 1 ? .bool(true) : fails[row] == 1 ? .bool(false) : nil
        }
    }

    private func numbers<Number>(
        _ plan: NumberPlan<Number>, in batch: Batch, _ type: Number.Type
    ) -> [Value?] {
        guard let operand = plan.operand(in: batch, among: nil) else { return oneByOne(in: batch) }
        let known = batch.scratch.takeMarks()
        operand.markKnown(known, rows: batch.rows)
        var numbers: [Value?] = []
        forEachPair(operand, operand, rows: batch.rows) { row, number, _ in
            numbers.append(known[row] == 1 ? number.value : nil)
        }
        return numbers
    }

    private func oneByOne(in batch: Batch) -> [Value?] {
        (0..<batch.rows).map { row in
            let value = value { batch.source.value($0, row: row) }
            return value.isAbsent ? nil : value
        }
    }
}
