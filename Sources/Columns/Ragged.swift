/// A column of which a row holds any number of elements.
///
/// Its elements stand in one array, in the order of their rows. Rows that are replaced later stand in a second one, so
/// that whoever holds the column of before goes on sharing the first; once the second is no longer small, all elements
/// are put down anew.
///
/// All of it can be inlined: whoever has elements gets code made for them, instead of code that asks at every element
/// how one of it is copied.
@frozen
package struct Ragged<Element: Sendable>: Sendable {
    package private(set) var base: ContiguousArray<Element>
    /// The elements of the rows replaced since.
    package private(set) var patch: ContiguousArray<Element>
    package private(set) var spans: ContiguousArray<RaggedSpan>

    @inlinable package init() {
        base = []
        patch = []
        spans = []
    }

    @inlinable package init(rows: some Sequence<some Sequence<Element>>) {
        self.init()
        for row in rows { append(row) }
    }

    /// Takes over elements that already stand in the order of their rows.
    ///
    /// - Parameter ends: row `r` holds the elements from `ends[r - 1]` (0 for the first) up to `ends[r]`.
    @inlinable package init(elements: ContiguousArray<Element>, ends: ContiguousArray<Int32>) {
        precondition(Int(ends.last ?? 0) == elements.count, "the last row ends where the elements do")
        base = elements
        patch = []
        spans = []
        spans.reserveCapacity(ends.count)
        var start: Int32 = 0
        for end in ends {
            spans.append(RaggedSpan(start: start, count: end - start))
            start = end
        }
    }

    @inlinable package var rowCount: Int { spans.count }

    /// Of all rows together.
    @inlinable package var elementCount: Int { spans.reduce(0) { $0 + Int($1.count) } }

    /// Whether no row holds anything.
    @inlinable package var isEmpty: Bool { base.isEmpty }

    /// Whether it holds for any element of any row.
    @inlinable package func contains(where holds: (Element) -> Bool) -> Bool {
        (0..<rowCount).contains { self[$0].contains(where: holds) }
    }

    @inlinable package mutating func append(_ row: some Sequence<Element>) {
        let start = base.count
        base.append(contentsOf: row)
        spans.append(RaggedSpan(start: Int32(start), count: Int32(base.count - start)))
    }

    @inlinable package mutating func reserve(rows: Int, elements count: Int) {
        spans.reserveCapacity(rows)
        base.reserveCapacity(count)
    }

    /// Nothing for a row past the end.
    @inlinable package subscript(row: Int) -> ArraySlice<Element> {
        guard row < spans.count else { return [] }
        let span = spans[row]
        return span.isReplaced ? patch[span.range] : base[span.range]
    }

    /// The same column but for some rows.
    ///
    /// - Parameters:
    ///   - rows: those that change, in order; there may be some past the end.
    ///   - replacements: what each of them holds from now on, row by row.
    ///   - rowCount: how many rows there are from now on; no fewer than before.
    @inlinable package func replacing(_ rows: [Int], by replacements: Ragged, rowCount: Int) -> Ragged {
        var result = Ragged()
        result.spans.reserveCapacity(rowCount)
        if isEmpty {
            result.spread(replacements, over: rows, rowCount: rowCount)
        } else if rows.isEmpty || isPatchSmall(replacing: rows, by: replacements) {
            result.base = base
            result.fill(with: self, but: rows, of: replacements, rowCount: rowCount, keepsBase: true)
        } else {
            result.base.reserveCapacity(elementCount + replacements.elementCount)
            result.fill(with: self, but: rows, of: replacements, rowCount: rowCount, keepsBase: false)
        }
        return result
    }

    /// Whether what is replaced by now, and what of the first array nobody reads any more, is little beside it.
    @inlinable func isPatchSmall(replacing rows: [Int], by replacements: Ragged) -> Bool {
        let gone = rows.reduce(0) { gone, row in
            guard row < spans.count, !spans[row].isReplaced else { return gone }
            return gone + Int(spans[row].count)
        }
        let unread = base.count - (elementCount - patch.count)
        return patch.count + replacements.elementCount + unread + gone <= base.count / 4
    }

    /// Takes over all elements of a column as they stand: between its rows come empty ones.
    @inlinable mutating func spread(_ column: Ragged, over rows: [Int], rowCount: Int) {
        base = column.base
        patch = column.patch
        for (row, span) in zip(rows, column.spans) {
            spans.append(contentsOf: repeatElement(.empty, count: row - spans.count))
            spans.append(span)
        }
        spans.append(contentsOf: repeatElement(.empty, count: rowCount - spans.count))
    }

    @inlinable mutating func fill(
        with before: Ragged, but rows: [Int], of replacements: Ragged, rowCount: Int, keepsBase: Bool
    ) {
        var next = 0
        for row in 0..<rowCount {
            if next < rows.count, rows[next] == row {
                put(replacements[next], intoPatch: keepsBase)
                next += 1
            } else if row >= before.rowCount {
                spans.append(.empty)
            } else if keepsBase, !before.spans[row].isReplaced {
                spans.append(before.spans[row])
            } else {
                put(before[row], intoPatch: keepsBase)
            }
        }
    }

    @inlinable mutating func put(_ row: ArraySlice<Element>, intoPatch: Bool) {
        guard intoPatch else { return append(row) }
        spans.append(RaggedSpan(replacedAt: Int32(patch.count), count: Int32(row.count)))
        patch.append(contentsOf: row)
    }
}

/// Where a row's elements stand.
@frozen
package struct RaggedSpan: Sendable {
    /// Among the elements put down first; of a row replaced since, one's complement of the place among those.
    package let start: Int32
    package let count: Int32

    @inlinable init(start: Int32, count: Int32) {
        self.start = start
        self.count = count
    }

    @inlinable init(replacedAt place: Int32, count: Int32) { self.init(start: ~place, count: count) }

    @inlinable static var empty: RaggedSpan { RaggedSpan(start: 0, count: 0) }

    @inlinable var isReplaced: Bool { start < 0 }

    @inlinable var range: Range<Int> {
        let first = Int(isReplaced ? ~start : start)
        return first..<(first + Int(count))
    }
}

extension Ragged {
    /// Sorts elements into their rows by counting; within a row they keep their order.
    @inlinable package init(grouping unordered: some Collection<Element>, rows: Int, by row: (Element) -> Int) {
        var next = ContiguousArray<Int32>(repeating: 0, count: rows)
        for element in unordered { next[row(element)] += 1 }
        var sum: Int32 = 0
        for index in next.indices {
            let count = next[index]
            next[index] = sum
            sum += count
        }
        var places = ContiguousArray<Int32>(repeating: 0, count: unordered.count)
        for (index, element) in unordered.enumerated() {
            let target = row(element)
            places[Int(next[target])] = Int32(index)
            next[target] += 1
        }
        let start = unordered.startIndex
        let elements = ContiguousArray(places.map { unordered[unordered.index(start, offsetBy: Int($0))] })
        self.init(elements: elements, ends: next)
    }
}
