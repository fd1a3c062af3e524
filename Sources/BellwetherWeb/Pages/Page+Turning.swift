import BellwetherCore

extension Page {
    /// Links from one page of a list to the others; nothing where there is one. `path` is HTML already.
    static func turning(_ leaf: Leaf, _ label: String, to path: (Int) -> String) -> String {
        guard !leaf.isWhole else { return "" }
        func link(_ page: Int, _ words: String, _ relation: String) -> String {
            guard page != leaf.page, (1...leaf.pages).contains(page) else { return "" }
            return "<a\(relation) href=\"\(path(page))\">\(words)</a> "
        }
        return """
            <nav class="turning" aria-label="\(label)">\
            \(leaf.page > 2 ? link(1, "First", "") : "")\(link(leaf.page - 1, "Previous", " rel=\"prev\""))\
            <span>Page \(leaf.page.formatted) of \(leaf.pages.formatted)</span> \
            \(link(leaf.page + 1, "Next", " rel=\"next\""))\
            \(leaf.page < leaf.pages - 1 ? link(leaf.pages, "Last", "") : "")</nav>

            """
    }
}
