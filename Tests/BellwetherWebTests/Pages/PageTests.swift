import BellwetherCore
import Testing

@testable import BellwetherWeb

@Suite struct PageTests {
    private static let hostile = "<script>alert(1)</script>\"'&<b>"

    @Test func `shows names as text, wherever they stand`() {
        let table = HTMLTable(
            caption: Self.hostile, columns: [.text(Self.hostile)], rows: [[Self.hostile.asPathPart]], otherwise: "")
        let html = Page(Self.hostile, in: .accounts, table.html).html(asOf: Self.hostile, troubles: [Self.hostile])
        #expect(!html.contains("<script") && !html.contains("<b>"))
        #expect(html.contains("&lt;script&gt;alert(1)"))
    }

    @Test func `says what is missing in place of an empty table`() {
        let table = HTMLTable(caption: "Sources", columns: [.text("Source")], rows: [], otherwise: "None & nothing.")
        #expect(table.html == "<p class=\"none\">None &amp; nothing.</p>\n")
    }

    @Test func `marks the page that is shown`() {
        let html = Page("Rules", in: .rules, "").html(asOf: "today", troubles: [])
        #expect(html.contains("<a href=\"/rules\" aria-current=\"page\">Rules</a>"))
        #expect(html.ranges(of: "aria-current").count == 1)
        #expect(!html.contains("class=\"troubles\""))
    }

    @Test(arguments: ["acme", "a b/ü", "%2F", "100%", "../x?y#z", "😀"])
    func `brings every id through a path and back`(_ id: String) {
        let part = id.asPathPart
        #expect(part.utf8.allSatisfy { $0 < 128 } && !part.contains("/") && !part.contains("?"))
        #expect(part.fromPathPart == id)
    }

    @Test(arguments: ["%", "%2", "%zz", "%ff"])
    func `takes no path for an id that it is not`(_ part: String) { #expect(part.fromPathPart == nil) }

    @Test func `never lets colour speak alone`() {
        let band = HealthBand(key: "poor", label: "At risk", colour: "red\" onload=\"x", fromTenths: 0, renews: 0.5)
        #expect(Mark.html(band) == "<span class=\"mark grey\">At risk</span>")
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "−1,234,567")])
    func `groups thousands`(_ number: Int, _ text: String) { #expect(number.formatted == text) }
}
