import BellwetherCore
import Testing

@testable import BellwetherWeb

@Suite struct PageTurningTests {
    private func links(_ page: Int, of total: Int) -> [String] {
        Page.turning(Leaf(page, of: total), "Pages") { "/list?page=\($0)" }.split(separator: "<a").dropFirst()
            .map { String($0.prefix { $0 != "<" }).trimmingPrefix(" ").description }
    }

    @Test func `one page needs no links`() {
        #expect(Page.turning(Leaf(1, of: 50), "Pages") { "\($0)" }.isEmpty)
    }

    @Test func `links lead to the neighbours and the ends, and each to another page`() {
        #expect(
            links(1, of: 170) == ["rel=\"next\" href=\"/list?page=2\">Next", "href=\"/list?page=4\">Last"])
        #expect(
            links(3, of: 170) == [
                "href=\"/list?page=1\">First", "rel=\"prev\" href=\"/list?page=2\">Previous",
                "rel=\"next\" href=\"/list?page=4\">Next",
            ])
        #expect(links(2, of: 51) == ["rel=\"prev\" href=\"/list?page=1\">Previous"])
    }
}
