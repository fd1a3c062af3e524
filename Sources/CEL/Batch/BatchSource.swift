package import Columns

/// Up to `Batch.size` rows over which a condition is evaluated at once.
package protocol BatchSource {
    var rows: Int { get }
    /// What a reference of the condition, by its place, is worth in these rows.
    func column(_ reference: Int) -> BatchColumn
    /// The same for one row, with the reason where it is absent: for what cannot go in batches.
    func value(_ reference: Int, row: Int) -> Value
}

/// One reference over the rows of a batch.
///
/// A column that many batches share is handed over whole, with the row at which this batch begins. In absences, 0 is
/// known; no absences at all means that every row is.
package enum BatchColumn: Sendable {
    /// The same for every row; an absence too.
    case constant(Value)
    case doubles(ContiguousArray<Double>, absences: ContiguousArray<UInt8>?, from: Int = 0)
    case ints(ContiguousArray<Int64>, absences: ContiguousArray<UInt8>?, from: Int = 0)
    case uints(ContiguousArray<UInt64>, absences: ContiguousArray<UInt8>?, from: Int = 0)
    /// 0 or 1.
    case flags(ContiguousArray<UInt8>, absences: ContiguousArray<UInt8>?, from: Int = 0)
    case texts(TextChunk, from: Int = 0)
    /// Only to be had row by row.
    case rows

    /// The same column for a batch that begins so many rows later.
    package func advanced(by rows: Int) -> BatchColumn {
        switch self {
        case .constant, .rows: self
        case .doubles(let numbers, let absences, let from):
            .doubles(numbers, absences: absences, from: from + rows)
        case .ints(let numbers, let absences, let from): .ints(numbers, absences: absences, from: from + rows)
        case .uints(let numbers, let absences, let from): .uints(numbers, absences: absences, from: from + rows)
        case .flags(let flags, let absences, let from): .flags(flags, absences: absences, from: from + rows)
        case .texts(let chunk, let from): .texts(chunk, from: from + rows)
        }
    }
}

/// The rows, and room for what comes up on the way.
struct Batch {
    static let size = 2048

    let source: any BatchSource
    let scratch: Scratch
    let rows: Int

    init(_ source: any BatchSource, _ scratch: Scratch) {
        precondition(source.rows <= Self.size, "a batch has at most \(Self.size) rows")
        self.source = source
        self.scratch = scratch
        rows = source.rows
    }
}

/// Room for intermediate columns, reused from condition to condition so that it stays in the cache.
///
/// Taken and given back in the manner of a stack: whoever notes `level` first gives back all that was taken since.
package final class Scratch {
    typealias Marks = UnsafeMutablePointer<UInt8>

    struct Level {
        fileprivate let numbers: Int
        fileprivate let marks: Int
    }

    private var numbers: [UnsafeMutableRawPointer] = []
    private var marks: [Marks] = []
    private var taken = Level(numbers: 0, marks: 0)

    package init() {}

    deinit {
        for block in numbers { block.deallocate() }
        for block in marks { block.deallocate() }
    }

    var level: Level { taken }

    func giveBack(to level: Level) { taken = level }

    func takeNumbers<Number: BitwiseCopyable>(of type: Number.Type) -> UnsafeMutablePointer<Number> {
        precondition(MemoryLayout<Number>.size <= 8, "a number takes eight bytes")
        if taken.numbers == numbers.count {
            numbers.append(UnsafeMutableRawPointer.allocate(byteCount: Batch.size * 8, alignment: 64))
        }
        taken = Level(numbers: taken.numbers + 1, marks: taken.marks)
        return numbers[taken.numbers - 1].bindMemory(to: Number.self, capacity: Batch.size)
    }

    func takeMarks() -> Marks {
        if taken.marks == marks.count {
            let block = Marks.allocate(capacity: Batch.size)
            block.initialize(repeating: 0, count: Batch.size)
            marks.append(block)
        }
        taken = Level(numbers: taken.numbers, marks: taken.marks + 1)
        return marks[taken.marks - 1]
    }
}
