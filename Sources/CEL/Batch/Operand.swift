import Columns

/// A column of numbers on its way through arithmetic and comparisons: shared, made on the way, or one number for all.
struct Operand<Number: VectorNumber> {
    enum Cells {
        case constant(Number)
        case stored(ContiguousArray<Number>, from: Int)
        case made(UnsafeMutablePointer<Number>)
    }

    /// Which rows are not known: an absence, or an arithmetic that failed.
    enum Absences {
        case none
        case everywhere
        case stored(ContiguousArray<UInt8>, from: Int)
        case made(MarkRow)

        init(_ codes: ContiguousArray<UInt8>?, from: Int) {
            self = codes.map { .stored($0, from: from) } ?? .none
        }
    }

    let cells: Cells
    let absences: Absences

    init(_ cells: Cells, _ absences: Absences = .none) {
        self.cells = cells
        self.absences = absences
    }

    static var unknown: Operand { Operand(.constant(.zero), .everywhere) }

    var constant: Number? {
        if case .constant(let number) = cells { number } else { nil }
    }

    func withCells(_ body: (UnsafePointer<Number>) -> Void) {
        switch cells {
        case .constant(let number): withUnsafePointer(to: number) { body($0) }
        case .made(let start): body(start)
        case .stored(let numbers, from: let start):
            numbers.withUnsafeBufferPointer { numbers in
                guard let base = numbers.baseAddress else { return }
                body(base + start)
            }
        }
    }

    /// Takes away the marks of rows in which this is not known.
    func clearAbsent(_ marks: MarkRow, rows: Int) {
        switch absences {
        case .none: break
        case .everywhere: marks.update(repeating: 0, count: rows)
        case .made(let absent): MarkLoops.clear(marks, where: absent, rows: rows)
        case .stored(let codes, from: let start):
            codes.withUnsafeBufferPointer { codes in
                guard let base = codes.baseAddress else { return }
                MarkLoops.clear(marks, where: base + start, rows: rows)
            }
        }
    }

    /// Marks the rows in which this is known.
    func markKnown(_ marks: MarkRow, rows: Int) {
        marks.update(repeating: 1, count: rows)
        clearAbsent(marks, rows: rows)
    }

    /// The rows in which either is absent.
    func joinedAbsences<Other>(with other: Operand<Other>, in batch: Batch) -> Absences {
        if case .none = absences, case .none = other.absences { return .none }
        let known = batch.scratch.takeMarks()
        markKnown(known, rows: batch.rows)
        other.clearAbsent(known, rows: batch.rows)
        MarkLoops.flip(known, from: known, rows: batch.rows)
        return .made(known)
    }
}

/// Calls the body for each row with both numbers; the loop knows which of them is one number for all.
@inline(__always)
func forEachPair<Number>(
    _ left: Operand<Number>, _ right: Operand<Number>, rows: Int, _ body: (Int, Number, Number) -> Void
) {
    switch (left.constant, right.constant) {
    case (let left?, let right?): for row in 0..<rows { body(row, left, right) }
    case (let left?, nil):
        right.withCells { right in for row in 0..<rows { body(row, left, right[row]) } }
    case (nil, let right?):
        left.withCells { left in for row in 0..<rows { body(row, left[row], right) } }
    case (nil, nil):
        left.withCells { left in
            right.withCells { right in for row in 0..<rows { body(row, left[row], right[row]) } }
        }
    }
}

/// A number that columns hold.
protocol VectorNumber: Comparable, BitwiseCopyable, Sendable {
    static var zero: Self { get }
    static var type: ValueType { get }
    /// Nothing for a value of another type.
    init?(_ value: Value)
    var value: Value { get }
    /// The column as an operand, if it holds such numbers.
    static func operand(_ column: BatchColumn) -> Operand<Self>?
    /// The result, and whether it failed.
    static func result(of operation: Arithmetic, _ left: Self, _ right: Self) -> (Self, failed: Bool)
    static var canFail: Bool { get }
}

enum Arithmetic: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case remainder = "%"
}

extension VectorNumber {
    static func operand(ofConstant value: Value) -> Operand<Self>? {
        if value.isAbsent { return .unknown }
        return Self(value).map { Operand(.constant($0)) }
    }
}

extension Double: VectorNumber {
    static var type: ValueType { .double }
    static var canFail: Bool { false }
    var value: Value { .double(self) }

    init?(_ value: Value) {
        guard case .double(let number) = value else { return nil }
        self = number
    }

    static func operand(_ column: BatchColumn) -> Operand<Double>? {
        switch column {
        case .doubles(let numbers, let absences, let from):
            Operand(.stored(numbers, from: from), .init(absences, from: from))
        case .constant(let value): operand(ofConstant: value)
        case .ints, .uints, .flags, .texts, .rows: nil
        }
    }

    @inline(__always)
    static func result(of operation: Arithmetic, _ left: Double, _ right: Double) -> (Double, failed: Bool) {
        switch operation {
        case .plus: (left + right, false)
        case .minus: (left - right, false)
        case .times: (left * right, false)
        case .divided: (left / right, false)
        case .remainder: (left, true)
        }
    }
}

extension Int64: VectorNumber {
    static var type: ValueType { .int }
    static var canFail: Bool { true }
    var value: Value { .int(self) }

    init?(_ value: Value) {
        guard case .int(let number) = value else { return nil }
        self = number
    }

    static func operand(_ column: BatchColumn) -> Operand<Int64>? {
        switch column {
        case .ints(let numbers, let absences, let from):
            Operand(.stored(numbers, from: from), .init(absences, from: from))
        case .constant(let value): operand(ofConstant: value)
        case .doubles, .uints, .flags, .texts, .rows: nil
        }
    }

    @inline(__always)
    static func result(of operation: Arithmetic, _ left: Int64, _ right: Int64) -> (Int64, failed: Bool) {
        integerResult(of: operation, left, right)
    }
}

extension UInt64: VectorNumber {
    static var type: ValueType { .uint }
    static var canFail: Bool { true }
    var value: Value { .uint(self) }

    init?(_ value: Value) {
        guard case .uint(let number) = value else { return nil }
        self = number
    }

    static func operand(_ column: BatchColumn) -> Operand<UInt64>? {
        switch column {
        case .uints(let numbers, let absences, let from):
            Operand(.stored(numbers, from: from), .init(absences, from: from))
        case .constant(let value): operand(ofConstant: value)
        case .doubles, .ints, .flags, .texts, .rows: nil
        }
    }

    @inline(__always)
    static func result(of operation: Arithmetic, _ left: UInt64, _ right: UInt64) -> (UInt64, failed: Bool) {
        integerResult(of: operation, left, right)
    }
}

extension FixedWidthInteger {
    /// What does not fit, or has no result, failed.
    @inline(__always)
    fileprivate static func integerResult(of operation: Arithmetic, _ left: Self, _ right: Self) -> (Self, failed: Bool)
    {
        let (number, isOver) =
            switch operation {
            case .plus: left.addingReportingOverflow(right)
            case .minus: left.subtractingReportingOverflow(right)
            case .times: left.multipliedReportingOverflow(by: right)
            case .divided: left.dividedReportingOverflow(by: right)
            case .remainder: left.remainderReportingOverflow(dividingBy: right)
            }
        return (number, isOver)
    }
}
