/// One page of a long list: which part of it is shown, and how many pages there are.
package struct Leaf: Sendable, Hashable {
    package static let size = 50

    /// From 1 on.
    package let page: Int
    package let pages: Int
    package let total: Int

    /// Whoever asks for a page that is not there is shown the nearest that is.
    package init(_ page: Int, of total: Int) {
        self.total = total
        pages = max(1, (total + Self.size - 1) / Self.size)
        self.page = min(max(1, page), pages)
    }

    package var isWhole: Bool { pages == 1 }

    /// The places of what is shown, among all.
    package var range: Range<Int> {
        let first = (page - 1) * Self.size
        return first..<min(total, first + Self.size)
    }
}
