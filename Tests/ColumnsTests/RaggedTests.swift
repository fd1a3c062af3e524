import Columns
import Testing

@Suite struct RaggedTests {
    private static let rows = [[1, 2], [], [3], [4, 5, 6], []]

    @Test(arguments: [0..<0, 0..<5, 1..<4, 3..<3, 2..<7])
    func `takes over rows that lie side by side, those past the end as empty ones`(rows: Range<Int>) {
        let other = Ragged(rows: Self.rows)
        var ragged = Ragged(rows: [[9]])
        ragged.append(rows: rows, of: other)
        let expected = [[9]] + rows.map { $0 < Self.rows.count ? Self.rows[$0] : [] }
        #expect((0..<ragged.rowCount).map { Array(ragged[$0]) } == expected)
        #expect(ragged.elements == ContiguousArray(expected.joined()))
    }
}
