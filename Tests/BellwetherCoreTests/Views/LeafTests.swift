import Testing

@testable import BellwetherCore

@Suite struct LeafTests {
    @Test(arguments: [
        (1, 0, 1, 1, 0..<0), (1, 50, 1, 1, 0..<50), (1, 51, 1, 2, 0..<50), (2, 51, 2, 2, 50..<51),
        (99, 120, 3, 3, 100..<120), (-4, 120, 1, 3, 0..<50), (.max, 120, 3, 3, 100..<120),
    ])
    func `shows the page that is asked for, or the nearest there is`(
        _ asked: Int, _ total: Int, _ page: Int, _ pages: Int, _ range: Range<Int>
    ) {
        let leaf = Leaf(asked, of: total)
        #expect(leaf.page == page && leaf.pages == pages && leaf.range == range && leaf.isWhole == (pages == 1))
    }
}
