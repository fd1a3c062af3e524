/// A column of which a row holds any number of elements, kept as one array and where each row's part of it ends.
package struct Ragged<Element: Sendable>: Sendable {
    package private(set) var elements: ContiguousArray<Element>
    /// Row `r` holds the elements from `ends[r - 1]` (0 for the first) up to `ends[r]`.
    package private(set) var ends: ContiguousArray<Int32>

    package init() {
        elements = []
        ends = []
    }

    package init(rows: some Sequence<some Sequence<Element>>) {
        self.init()
        for row in rows { append(row) }
    }

    package var rowCount: Int { ends.count }

    package mutating func append(_ row: some Sequence<Element>) {
        elements.append(contentsOf: row)
        ends.append(Int32(elements.count))
    }

    package subscript(row: Int) -> ArraySlice<Element> {
        elements[range(of: row)]
    }

    /// Where a row's elements stand; empty for a row past the end.
    package func range(of row: Int) -> Range<Int> {
        guard row < ends.count else { return elements.endIndex..<elements.endIndex }
        return (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
    }
}
