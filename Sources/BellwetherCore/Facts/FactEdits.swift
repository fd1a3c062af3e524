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
        var replacements = Ragged<Fact>()
        replacements.reserve(rows: changed.count, elements: byRow.elementCount)
        for row in changed {
            let facts = column[row]
            if facts.isEmpty {
                replacements.append(Self.lastWord(of: byRow[row]).lazy.compactMap(\.fact))
            } else {
                replacements.append(Self.merged(facts, with: byRow[row]))
            }
        }
        column = column.replacing(changed, by: replacements, rowCount: rows)
        return changed
    }

    private static func merged(_ facts: ArraySlice<Fact>, with edits: ArraySlice<FactEdit<Fact>>) -> [Fact] {
        let last = lastWord(of: edits)
        var merged: [Fact] = []
        merged.reserveCapacity(facts.count + last.count)
        var kept = facts.makeIterator()
        var next = kept.next()
        for edit in last {
            while let fact = next, fact.identity < edit.identity {
                merged.append(fact)
                next = kept.next()
            }
            if let fact = next, fact.identity == edit.identity { next = kept.next() }
            if let fact = edit.fact { merged.append(fact) }
        }
        while let fact = next {
            merged.append(fact)
            next = kept.next()
        }
        return merged
    }

    /// One edit for each identity, in their order: the one in which a store hands them over.
    private static func lastWord(of edits: ArraySlice<FactEdit<Fact>>) -> ArraySlice<FactEdit<Fact>> {
        let isOrdered = zip(edits, edits.dropFirst()).allSatisfy { $0.identity < $1.identity }
        return isOrdered ? edits : sorted(edits)[...]
    }

    private static func sorted(_ edits: ArraySlice<FactEdit<Fact>>) -> [FactEdit<Fact>] {
        edits.sorted { $0.identity < $1.identity }.reduce(into: []) { last, edit in
            guard let before = last.last, before.identity == edit.identity else { return last.append(edit) }
            if edit.supersedes(before) { last[last.count - 1] = edit }
        }
    }
}
