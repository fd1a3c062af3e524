import CEL
import Columns

/// The condition that ends a rule's alerts, over columns: asked of what fires, and of nothing else.
struct ColumnClearing: Sendable {
    private let sight: Sight
    private let book: ColumnBook
    private let appliesTo: ColumnCondition?
    private let clears: ColumnCondition

    /// Nothing where nothing but the rule's own condition ends its alerts.
    init?(_ rule: Rule, in sight: Sight) {
        guard let condition = rule.clearWhen else { return nil }
        self.sight = sight
        var book = ColumnBook(on: sight.asOf.today)
        appliesTo = rule.appliesTo.map { book.bound($0, under: rule.thresholds) }
        clears = book.bound(condition, under: rule.thresholds)
        self.book = book
    }

    /// The accounts among the given ones, in order, that go on for certain: the rule is about them, and its condition
    /// for clearing is known not to hold.
    func steady(accounts slots: [Int]) -> Set<Int> {
        let desk = ColumnDesk(book, in: sight)
        var steady: Set<Int> = []
        var left = slots[...]
        while let first = left.first {
            let base = first / Chunk.size * Chunk.size
            let rows = sight.accounts.chunks[first / Chunk.size].count
            let some = left.prefix { $0 < base + Chunk.size }
            left = left.dropFirst(some.count)
            var asked = ContiguousArray<UInt8>(repeating: 0, count: rows)
            for slot in some { asked[slot - base] = 1 }
            desk.lay(.accounts(chunk: first / Chunk.size, count: rows))
            let marks = marks(among: asked, at: desk)
            steady.formUnion(some.filter { marks[$0 - base] == 1 })
        }
        return steady
    }

    /// The same of other subjects, by their places.
    func steady(objects places: [Int], of rows: [SubjectRow]) -> Set<Int> {
        let desk = ColumnDesk(book, in: sight)
        var steady: Set<Int> = []
        for start in stride(from: 0, to: places.count, by: Chunk.size) {
            let some = places[start..<min(start + Chunk.size, places.count)]
            desk.lay(.objects(some.map { rows[$0] }[...]))
            let marks = marks(among: ContiguousArray(repeating: 1, count: some.count), at: desk)
            steady.formUnion(zip(some, marks).filter { $1 == 1 }.map(\.0))
        }
        return steady
    }

    private func marks(among asked: ContiguousArray<UInt8>, at desk: ColumnDesk) -> ContiguousArray<UInt8> {
        var (marks, applies) = (asked, asked)
        marks.withUnsafeMutableBufferPointer { marks in
            applies.withUnsafeMutableBufferPointer { applies in
                asked.withUnsafeBufferPointer { asked in
                    guard let marks = marks.baseAddress, let applies = applies.baseAddress,
                        let asked = asked.baseAddress
                    else { return }
                    desk.askOnly(asked)
                    desk.goThrough {
                        let (marks, applies, asked) = (marks + desk.from, applies + desk.from, asked + desk.from)
                        clears.mark(holds: nil, fails: marks, among: asked, at: desk)
                        appliesTo?.mark(holds: applies, among: asked, at: desk)
                        for row in 0..<desk.rows { marks[row] &= applies[row] & asked[row] }
                    }
                }
            }
        }
        return marks
    }
}
