import Columns

/// One row to take over or, where there is no fact, to forget.
struct FactEdit<Fact: KeyedFact>: Sendable {
    /// Of the account within its chunk.
    let row: Int32
    let identity: FactIdentity
    let fact: Fact?
    let observed: Moment

    /// Whether this one counts where two speak of the same row: the later seen; if in doubt, the row is there.
    func supersedes(_ other: FactEdit) -> Bool {
        observed == other.observed ? fact != nil : observed > other.observed
    }
}

/// Everything that changes in one column of one chunk, in whatever order it comes in.
struct FactEdits<Fact: KeyedFact>: Sendable {
    private var edits: ContiguousArray<FactEdit<Fact>> = []

    var isEmpty: Bool { edits.isEmpty }

    mutating func add(row: Int, source: String, _ record: FactRow, kind: FactKind, isDeleted: Bool) {
        let identity = FactIdentity(source: source, key: record.key)
        let fact = isDeleted ? nil : Fact(FactReader(kind: kind, source: source, row: record))
        edits.append(FactEdit(row: Int32(row), identity: identity, fact: fact, observed: record.observed))
    }

    /// Makes the edits, which are forgotten by that. A row's facts stand in the order of their identities, so that it
    /// does not matter in which order they came. Gives back the rows that it changed, in order.
    @discardableResult
    mutating func apply(to column: inout Ragged<Fact>, rows: Int) -> [Int] {
        guard !edits.isEmpty else { return [] }
        let byRow = Ragged(grouping: edits, rows: rows) { Int($0.row) }
        edits = []
        let changed = (0..<rows).filter { !byRow[$0].isEmpty }
        // Put down one by one: a sequence of them costs more than the facts do.
        var facts: ContiguousArray<Fact> = []
        facts.reserveCapacity(byRow.elementCount)
        var ends: ContiguousArray<Int32> = []
        ends.reserveCapacity(changed.count)
        for row in changed {
            Self.merge(column[row], with: Self.lastWord(of: byRow[row]), into: &facts)
            ends.append(Int32(facts.count))
        }
        column = column.replacing(changed, by: Ragged(elements: facts, ends: ends), rowCount: rows)
        return changed
    }

    private static func merge(
        _ facts: ArraySlice<Fact>, with edits: ArraySlice<FactEdit<Fact>>, into merged: inout ContiguousArray<Fact>
    ) {
        var next = facts.startIndex
        for edit in edits {
            while next < facts.endIndex, facts[next].identity < edit.identity {
                merged.append(facts[next])
                next += 1
            }
            if next < facts.endIndex, facts[next].identity == edit.identity { next += 1 }
            if let fact = edit.fact { merged.append(fact) }
        }
        while next < facts.endIndex {
            merged.append(facts[next])
            next += 1
        }
    }

    /// One edit for each identity, in their order: the one in which a store hands them over.
    private static func lastWord(of edits: ArraySlice<FactEdit<Fact>>) -> ArraySlice<FactEdit<Fact>> {
        for place in edits.indices.dropFirst() where !(edits[place - 1].identity < edits[place].identity) {
            return sorted(edits)[...]
        }
        return edits
    }

    private static func sorted(_ edits: ArraySlice<FactEdit<Fact>>) -> [FactEdit<Fact>] {
        edits.sorted { $0.identity < $1.identity }.reduce(into: []) { last, edit in
            guard let before = last.last, before.identity == edit.identity else { return last.append(edit) }
            if edit.supersedes(before) { last[last.count - 1] = edit }
        }
    }
}
