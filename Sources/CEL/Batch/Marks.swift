/// A byte for each row of a batch, 0 or 1.
typealias MarkRow = UnsafeMutablePointer<UInt8>

/// What is to be found out about a condition: the rows for which it holds, those for which it does not, or both. A row
/// that is marked in neither is not known.
struct Marks {
    let holds: MarkRow?
    let fails: MarkRow?
    /// The rows of interest, where not all are. What is slow looks at these only and marks none of the others; of
    /// what is fast the others may be marked anyhow.
    let among: UnsafePointer<UInt8>?

    init(holds: MarkRow?, fails: MarkRow?, among: UnsafePointer<UInt8>? = nil) {
        self.holds = holds
        self.fails = fails
        self.among = among
    }

    /// For the opposite condition.
    var swapped: Marks { Marks(holds: fails, fails: holds, among: among) }

    /// The same questions with room of their own for the answers.
    func another(in scratch: Scratch, among rows: UnsafePointer<UInt8>?) -> Marks {
        Marks(
            holds: holds.map { _ in scratch.takeMarks() }, fails: fails.map { _ in scratch.takeMarks() }, among: rows)
    }

    /// Both questions, with room for the answers.
    static func both(in scratch: Scratch, among rows: UnsafePointer<UInt8>?) -> Marks {
        Marks(holds: scratch.takeMarks(), fails: scratch.takeMarks(), among: rows)
    }

    func set(_ row: Int, _ answer: Bool?) {
        holds?[row] = answer == true ? 1 : 0
        fails?[row] = answer == false ? 1 : 0
    }

    func setAll(_ answer: Bool?, rows: Int) {
        holds?.update(repeating: answer == true ? 1 : 0, count: rows)
        fails?.update(repeating: answer == false ? 1 : 0, count: rows)
    }
}

/// Loops along marks, without branches, so that the compiler makes vector instructions of them.
enum MarkLoops {
    @inline(__always)
    static func and(_ into: MarkRow, _ other: UnsafePointer<UInt8>, rows: Int) {
        for row in 0..<rows { into[row] &= other[row] }
    }

    @inline(__always)
    static func or(_ into: MarkRow, _ other: UnsafePointer<UInt8>, rows: Int) {
        for row in 0..<rows { into[row] |= other[row] }
    }

    /// The opposite of each.
    static func flip(_ into: MarkRow, from other: UnsafePointer<UInt8>, rows: Int) {
        for row in 0..<rows { into[row] = other[row] ^ 1 }
    }

    /// Takes away the marks of rows that are absent; what is not 0 is absent.
    static func clear(_ into: MarkRow, where absences: UnsafePointer<UInt8>, rows: Int) {
        for row in 0..<rows { into[row] &= absences[row] == 0 ? 1 : 0 }
    }

    /// Of each row one of two, by a third.
    static func choose(
        _ into: MarkRow, _ first: UnsafePointer<UInt8>, where condition: UnsafePointer<UInt8>,
        _ second: UnsafePointer<UInt8>, where other: UnsafePointer<UInt8>, rows: Int
    ) {
        for row in 0..<rows { into[row] = first[row] & condition[row] | second[row] & other[row] }
    }

    static func isEmpty(_ marks: UnsafePointer<UInt8>, rows: Int) -> Bool {
        var any: UInt8 = 0
        for row in 0..<rows { any |= marks[row] }
        return any == 0
    }
}
