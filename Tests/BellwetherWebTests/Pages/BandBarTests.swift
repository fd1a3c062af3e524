import Testing

@testable import BellwetherWeb

@Suite struct BandBarTests {
    @Test func `says in words what it shows, and names only what has room`() {
        let bar = BandBar(
            caption: "Accounts by band",
            parts: [
                .init(label: "At risk", colour: "red", accounts: 5),
                .init(label: "<Good>", colour: "pink", accounts: 95),
                .init(label: "Unknown", colour: "grey", accounts: 0),
            ])
        #expect(bar.words == "Accounts by band: At risk 5, <Good> 95, Unknown 0")
        #expect(bar.html.contains("aria-label=\"Accounts by band: At risk 5, &lt;Good&gt; 95, Unknown 0\""))
        #expect(bar.html.contains("<g class=\"part red\"><title>At risk: 5</title>"))
        #expect(bar.html.contains("<g class=\"part grey\"><title>&lt;Good&gt;: 95</title>"))
        #expect(bar.html.contains(">5</text>"), "the number has room where the name has not")
        #expect(!bar.html.contains(">At risk: 5</text>") && bar.html.contains(">&lt;Good&gt;: 95</text>"))
    }
}
