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
        if let left = left as? Operand<Double>, let right = right as? Operand<Double> {
            return fill(marks, left, right, rows: rows)
        }
        switch self {
        case .same: forEachPair(left, right, rows: rows) { marks[$0] = $1 == $2 ? 1 : 0 }
        case .different: forEachPair(left, right, rows: rows) { marks[$0] = $1 != $2 ? 1 : 0 }
        case .less: forEachPair(left, right, rows: rows) { marks[$0] = $1 < $2 ? 1 : 0 }
        case .lessOrSame: forEachPair(left, right, rows: rows) { marks[$0] = $1 <= $2 ? 1 : 0 }
        case .greater: forEachPair(left, right, rows: rows) { marks[$0] = $1 > $2 ? 1 : 0 }
        case .greaterOrSame: forEachPair(left, right, rows: rows) { marks[$0] = $1 >= $2 ? 1 : 0 }
        }
    }

    /// Doubles go sixteen at a time: left to itself, the compiler takes two, since that many fill a register.
    private func fill(_ marks: MarkRow, _ left: Operand<Double>, _ right: Operand<Double>, rows: Int) {
        switch self {
        case .same: DoubleLoops.fill(marks, left, right, rows: rows, { $0 == $1 }, { $0 .== $1 })
        case .different: DoubleLoops.fill(marks, left, right, rows: rows, { $0 != $1 }, { $0 .!= $1 })
        case .less: DoubleLoops.fill(marks, left, right, rows: rows, { $0 < $1 }, { $0 .< $1 })
        case .lessOrSame: DoubleLoops.fill(marks, left, right, rows: rows, { $0 <= $1 }, { $0 .<= $1 })
        case .greater: DoubleLoops.fill(marks, right, left, rows: rows, { $0 < $1 }, { $0 .< $1 })
        case .greaterOrSame: DoubleLoops.fill(marks, right, left, rows: rows, { $0 <= $1 }, { $0 .<= $1 })
        }
    }
}

private enum DoubleLoops {
    typealias Sixteen = SIMD16<Double>

    @inline(__always)
    static func fill(
        _ marks: MarkRow, _ left: Operand<Double>, _ right: Operand<Double>, rows: Int,
        _ one: (Double, Double) -> Bool, _ sixteen: (Sixteen, Sixteen) -> SIMDMask<SIMD16<Int64>>
    ) {
        let (same, other) = (left.constant, right.constant)
        left.withCells { left in
            right.withCells { right in
                let (lefts, rights) = (Sixteen(repeating: left[0]), Sixteen(repeating: right[0]))
                var row = 0
                while row + 16 <= rows {
                    let answers = sixteen(
                        same == nil ? load(left + row) : lefts, other == nil ? load(right + row) : rights)
                    store(answers, marks + row)
                    row += 16
                }
                for row in row..<rows { marks[row] = one(same ?? left[row], other ?? right[row]) ? 1 : 0 }
            }
        }
    }

    @inline(__always)
    private static func load(_ numbers: UnsafePointer<Double>) -> Sixteen {
        UnsafeRawPointer(numbers).loadUnaligned(as: Sixteen.self)
    }

    @inline(__always)
    private static func store(_ answers: SIMDMask<SIMD16<Int64>>, _ marks: MarkRow) {
        let bits = unsafeBitCast(answers, to: SIMD16<Int64>.self)
        let bytes = SIMD16<UInt8>(truncatingIfNeeded: bits) & SIMD16(repeating: 1)
        UnsafeMutableRawPointer(marks).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
    }
}
