/// A column of which a row holds any number of elements, kept as one array and where each row's part of it ends.
///
/// All of it can be inlined: whoever has elements gets code made for them, instead of code that asks at every element
/// how one of it is copied.
@frozen
package struct Ragged<Element: Sendable>: Sendable {
    package private(set) var elements: ContiguousArray<Element>
    /// Row `r` holds the elements from `ends[r - 1]` (0 for the first) up to `ends[r]`.
    package private(set) var ends: ContiguousArray<Int32>

    @inlinable package init() {
        elements = []
        ends = []
    }

    @inlinable package init(rows: some Sequence<some Sequence<Element>>) {
        self.init()
        for row in rows { append(row) }
    }

    /// Takes over elements that already stand in the order of their rows.
    @inlinable package init(elements: ContiguousArray<Element>, ends: ContiguousArray<Int32>) {
        precondition(Int(ends.last ?? 0) == elements.count, "the last row ends where the elements do")
        self.elements = elements
        self.ends = ends
    }

    @inlinable package var rowCount: Int { ends.count }

    @inlinable package mutating func append(_ row: some Sequence<Element>) {
        elements.append(contentsOf: row)
        ends.append(Int32(elements.count))
    }

    /// Takes over rows that lie side by side; those past the end are empty.
    @inlinable package mutating func append(rows: Range<Int>, of other: Ragged) {
        let base = Int32(elements.count)
        let first = other.range(of: rows.lowerBound).lowerBound
        let last = rows.isEmpty ? first : other.range(of: rows.upperBound - 1).upperBound
        other.elements.withUnsafeBufferPointer {
            elements.append(contentsOf: UnsafeBufferPointer(rebasing: $0[first..<last]))
        }
        for row in rows { ends.append(base + Int32(other.range(of: row).upperBound - first)) }
    }

    @inlinable package mutating func reserve(rows: Int, elements count: Int) {
        ends.reserveCapacity(rows)
        elements.reserveCapacity(count)
    }

    @inlinable package subscript(row: Int) -> ArraySlice<Element> {
        elements[range(of: row)]
    }

    /// Where a row's elements stand; empty for a row past the end.
    @inlinable package func range(of row: Int) -> Range<Int> {
        guard row < ends.count else { return elements.endIndex..<elements.endIndex }
        return (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
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
