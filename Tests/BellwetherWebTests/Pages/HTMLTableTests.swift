import Testing

@testable import BellwetherWeb

@Suite struct HTMLTableTests {
    @Test func `a table with words says of each part what it is, and of each cell what stands above it`() {
        let table = HTMLTable(
            caption: "Rules", columns: [.text("Rule"), .number("Firing"), .text("What it is for")],
            rows: [["late-invoice", "", "An invoice is late."]], otherwise: "")
        #expect(
            table.html == """
                <div class="scroll" role="region" aria-label="Rules" tabindex="0"><table class="stacked" role="table">
                <caption><span>Rules</span></caption>
                <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Rule</th>\
                <th scope="col" role="columnheader" class="number">Firing</th>\
                <th scope="col" role="columnheader">What it is for</th></tr></thead>
                <tbody role="rowgroup">
                <tr role="row"><th scope="row" role="rowheader" data-label="Rule"><div>late-invoice</div></th>\
                <td role="cell" data-label="Firing" class="number"></td>\
                <td role="cell" data-label="What it is for"><div>An invoice is late.</div></td></tr>
                </tbody></table></div>

                """)
    }

    @Test func `a table of numbers stays one, since they are compared down their columns`() {
        let table = HTMLTable(
            caption: "Bands", columns: [.text("Band"), .number("Accounts"), .number("MRR")],
            rows: [["Good", "128", "261,520 EUR"]], otherwise: "")
        #expect(!table.html.contains("stacked") && !table.html.contains("data-label"))
        #expect(table.html.contains("<tr><th scope=\"row\">Good</th><td class=\"number\">128</td>"))
    }

    @Test(arguments: [(8, ""), (9, " class=\"stacked wide\"")])
    func `a table of many numbers stands closer, and becomes a stack where none are seen beside each other`(
        columns: Int, kind: String
    ) {
        let table = HTMLTable(
            caption: "Months", columns: [.text("Month")] + (2...columns).map { .number("\($0)") },
            rows: [["2026-01"] + (2...columns).map(String.init)], otherwise: "")
        #expect(table.html.contains("<table\(kind)\(kind.isEmpty ? "" : " role=\"table\"")>"))
    }

    private static let link = "<a href=\"/accounts/an-endless_address-of-a-page\">it</a>"

    @Test(arguments: [
        ("An everyday sentence of rather many words", "An everyday sentence of rather many words"),
        ("Donaudampfschifffahrtsges", "Donaudampfschifffahrtsge<wbr>s"),
        ("Donaudampf-schifffahrtsges", "Donaudampf-schifffahrtsges"),
        ("rules/engagement.yaml:33:7", "rules/<wbr>engagement.yaml:33:7"),
        ("dana.whelan@fernhill.example", "dana.whelan@<wbr>fernhill.example"),
        (String(repeating: "&amp;", count: 25), String(repeating: "&amp;", count: 24) + "<wbr>&amp;"),
        (Self.link, Self.link),
        ("\(String(repeating: "ü", count: 49))<br>x", Self.broken("ü") + "<br>x"),
    ])
    func `words of everyday length stay whole, and endless ones may break`(_ html: String, _ broken: String) {
        #expect(html.withLongWordsBroken == broken)
    }

    private static func broken(_ letter: String) -> String {
        let run = String(repeating: letter, count: 24)
        return "\(run)<wbr>\(run)<wbr>\(letter)"
    }
}
