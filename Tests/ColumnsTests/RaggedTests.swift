import Columns
import Testing

@Suite struct RaggedTests {
    private static let rows = [[1, 2], [], [3], [4, 5, 6], []]

    @Test func `a row past the end is empty`() {
        let column = Ragged(rows: Self.rows)
        #expect((0..<7).map { Array(column[$0]) } == Self.rows + [[], []])
        #expect(column.elementCount == 6)
    }

    @Test func `rows of an empty column stand where they are put, between empty ones`() {
        let column = Ragged<Int>().replacing([1, 3], by: Ragged(rows: [[7], [8, 9]]), rowCount: 5)
        #expect(column.contents == [[], [7], [], [8, 9], []])
    }

    @Test func `a column of which one row is replaced shares the rest with the one before`() {
        let column = Ragged(rows: (0..<100).map { [$0, $0] })
        let changed = column.replacing([40], by: Ragged(rows: [[1, 2, 3]]), rowCount: 100)
        #expect(changed.contents[40] == [1, 2, 3])
        #expect(column.contents[40] == [40, 40])
        let address = column.base.withUnsafeBufferPointer(\.baseAddress)
        #expect(changed.base.withUnsafeBufferPointer(\.baseAddress) == address)
        #expect(changed.patch == [1, 2, 3])
    }

    @Test(arguments: 1...20)
    func `whatever is replaced in whatever steps, every row holds what it was last given`(seed: UInt64) {
        var chance = Chance(seed: seed)
        var expected = (0..<chance.below(60)).map { _ in chance.row() }
        var column = Ragged(rows: expected)
        for _ in 0..<60 {
            let count = expected.count + chance.below(3)
            let share = [2, 10, 50][chance.below(3)]
            let changed = (0..<count).filter { _ in chance.below(share) == 0 }
            let rows = changed.map { _ in chance.row() }
            expected += repeatElement([], count: count - expected.count)
            for (row, elements) in zip(changed, rows) { expected[row] = elements }
            column = column.replacing(changed, by: Ragged(rows: rows), rowCount: count)
            #expect(column.contents == expected)
            #expect(column.elementCount == expected.joined().count)
            #expect(column.isEmpty == expected.joined().isEmpty)
            let held = column.base.count + column.patch.count
            #expect(held <= column.elementCount * 2, "what nobody reads any more is let go of")
        }
    }
}

extension Ragged {
    fileprivate var contents: [[Element]] { (0..<rowCount).map { Array(self[$0]) } }
}

/// Numbers by chance, the same ones for the same seed.
private struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    mutating func row() -> [Int] { (0..<below(5)).map { _ in below(1000) } }
}
