/// A comparison of two columns of numbers.
enum Comparison: String, Sendable {
    case same = "=="
    case different = "!="
    case less = "<"
    case lessOrSame = "<="
    case greater = ">"
    case greaterOrSame = ">="

    /// Comparisons with NaN do not hold, but for `!=`; that is known, and so they fail.
    func mark<Number>(_ left: Operand<Number>, _ right: Operand<Number>, _ marks: Marks, rows: Int) {
        if let holds = marks.holds {
            fill(holds, left, right, rows: rows)
            if let fails = marks.fails { MarkLoops.flip(fails, from: holds, rows: rows) }
        } else if let fails = marks.fails {
            fill(fails, left, right, rows: rows)
            MarkLoops.flip(fails, from: fails, rows: rows)
        }
        for row in [marks.holds, marks.fails] {
            guard let row else { continue }
            left.clearAbsent(row, rows: rows)
            right.clearAbsent(row, rows: rows)
        }
    }

    /// The comparison is chosen outside of the loop, which has no branch in it.
    private func fill<Number>(_ marks: MarkRow, _ left: Operand<Number>, _ right: Operand<Number>, rows: Int) {
        switch self {
        case .same: forEachPair(left, right, rows: rows) { marks[$0] = $1 == $2 ? 1 : 0 }
        case .different: forEachPair(left, right, rows: rows) { marks[$0] = $1 != $2 ? 1 : 0 }
        case .less: forEachPair(left, right, rows: rows) { marks[$0] = $1 < $2 ? 1 : 0 }
        case .lessOrSame: forEachPair(left, right, rows: rows) { marks[$0] = $1 <= $2 ? 1 : 0 }
        case .greater: forEachPair(left, right, rows: rows) { marks[$0] = $1 > $2 ? 1 : 0 }
        case .greaterOrSame: forEachPair(left, right, rows: rows) { marks[$0] = $1 >= $2 ? 1 : 0 }
        }
    }
}
