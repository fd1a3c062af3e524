import Columns

/// A fact of which there is at most one for a day (and feature); kept narrow, because there are millions.
protocol DailyFact: Sendable {
    /// Day and feature in one number, by which a row is ordered and a later fact finds the one it replaces.
    var order: Int64 { get }
    /// Which of two for the same day counts where neither is later: the same one, whichever comes first.
    func outweighs(_ other: Self) -> Bool
}

extension UsageDay: DailyFact {
    var order: Int64 { Int64(day.number) << 32 | Int64(feature) }
    func outweighs(_ other: UsageDay) -> Bool { count > other.count }
}

extension UserDay: DailyFact {
    var order: Int64 { Int64(day.number) << 32 | Int64(user) }
    func outweighs(_ other: UserDay) -> Bool { count > other.count }
}

extension SeatDay: DailyFact {
    var order: Int64 { Int64(day.number) << 32 }
    func outweighs(_ other: SeatDay) -> Bool { (activeUsers, seats) > (other.activeUsers, other.seats) }
}

/// Days of one chunk that change.
struct DailyEdits<Fact: DailyFact>: Sendable {
    private struct Edit {
        let row: Int32
        let fact: Fact
        let isDeleted: Bool
        let observed: Moment

        func supersedes(_ other: Edit) -> Bool {
            if observed != other.observed { return observed > other.observed }
            if isDeleted != other.isDeleted { return !isDeleted }
            return fact.outweighs(other.fact)
        }
    }

    private var edits: ContiguousArray<Edit> = []

    var isEmpty: Bool { edits.isEmpty }

    mutating func add(row: Int, _ fact: Fact, observed: Moment, isDeleted: Bool) {
        edits.append(Edit(row: Int32(row), fact: fact, isDeleted: isDeleted, observed: observed))
    }

    func applied(to column: Ragged<Fact>, rows: Int) -> Ragged<Fact> {
        guard !edits.isEmpty else { return column }
        let byRow = Ragged(grouping: edits, rows: rows) { Int($0.row) }
        let changed = (0..<rows).filter { !byRow[$0].isEmpty }
        let replacements = Ragged(rows: changed.lazy.map { Self.merged(column[$0], with: byRow[$0]) })
        return column.replacing(changed, by: replacements, rowCount: rows)
    }

    private static func merged(_ facts: ArraySlice<Fact>, with edits: ArraySlice<Edit>) -> [Fact] {
        var merged: [Fact] = []
        merged.reserveCapacity(facts.count + edits.count)
        var kept = facts[...]
        for edit in lastWord(of: edits) {
            let before = kept.prefix { $0.order < edit.fact.order }
            merged += before
            kept = kept[before.endIndex...]
            if kept.first?.order == edit.fact.order { kept.removeFirst() }
            if !edit.isDeleted { merged.append(edit.fact) }
        }
        return merged + kept
    }

    private static func lastWord(of edits: ArraySlice<Edit>) -> [Edit] {
        edits.sorted { $0.fact.order < $1.fact.order }.reduce(into: []) { last, edit in
            guard let before = last.last, before.fact.order == edit.fact.order else { return last.append(edit) }
            if edit.supersedes(before) { last[last.count - 1] = edit }
        }
    }
}

/// The days of one chunk on their way into a new column, in any order.
///
/// They wait in blocks, since one array would be copied whole each time it outgrows itself. Whose they are is kept in
/// runs: rows come grouped by account, as the store keeps them, and where they don't, it only costs room.
struct StagedDays<Fact: DailyFact>: Sendable {
    private struct Run {
        let row: Int32
        var count: Int32
    }

    private static var blockSize: Int { 1 << 15 }
    private var blocks: [ContiguousArray<Fact>] = []
    private var runs: ContiguousArray<Run> = []

    mutating func add(row: Int, _ fact: Fact) {
        if blocks.last?.count ?? Self.blockSize == Self.blockSize {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(Self.blockSize)
        }
        blocks[blocks.count - 1].append(fact)
        if runs.last?.row == Int32(row) {
            runs[runs.count - 1].count += 1
        } else {
            runs.append(Run(row: Int32(row), count: 1))
        }
    }

    /// Each fact through `transform`, sorted into its row, one for each day. Blocks are let go of as they are emptied.
    mutating func takeColumn(rows: Int, _ transform: (Fact) -> Fact) -> Ragged<Fact> {
        guard !blocks.isEmpty else { return Ragged() }
        var next = starts(rows: rows)
        var isOrdered = true
        let total = blocks.reduce(0) { $0 + $1.count }
        let elements = ContiguousArray<Fact>(unsafeUninitializedCapacity: total) { buffer, count in
            var (block, offset) = (0, 0)
            for run in runs {
                for _ in 0..<run.count {
                    if offset == blocks[block].count {
                        blocks[block] = []
                        (block, offset) = (block + 1, 0)
                    }
                    buffer.initializeElement(at: Int(next[Int(run.row)]), to: transform(blocks[block][offset]))
                    next[Int(run.row)] += 1
                    offset += 1
                }
            }
            count = total
            isOrdered = Self.isOrdered(UnsafeBufferPointer(buffer), ends: next)
        }
        self = StagedDays()
        let column = Ragged(elements: elements, ends: next)
        return isOrdered ? column : Self.ordered(column)
    }

    /// Where each row's days begin in the column.
    private func starts(rows: Int) -> ContiguousArray<Int32> {
        var starts = ContiguousArray<Int32>(repeating: 0, count: rows)
        for run in runs { starts[Int(run.row)] += run.count }
        var sum: Int32 = 0
        for row in starts.indices {
            let count = starts[row]
            starts[row] = sum
            sum += count
        }
        return starts
    }

    private static func isOrdered(_ facts: UnsafeBufferPointer<Fact>, ends: ContiguousArray<Int32>) -> Bool {
        var start = 0
        for end in ends {
            for index in start..<Int(end) where index > start && facts[index - 1].order >= facts[index].order {
                return false
            }
            start = Int(end)
        }
        return true
    }

    private static func ordered(_ column: Ragged<Fact>) -> Ragged<Fact> {
        var result = Ragged<Fact>()
        result.reserve(rows: column.rowCount, elements: column.elementCount)
        for row in 0..<column.rowCount {
            let days = column[row].sorted { $0.order < $1.order }
            result.append(
                days.reduce(into: [Fact]()) { kept, fact in
                    guard let before = kept.last, before.order == fact.order else { return kept.append(fact) }
                    if fact.outweighs(before) { kept[kept.count - 1] = fact }
                })
        }
        return result
    }
}
