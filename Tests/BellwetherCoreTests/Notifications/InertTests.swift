import Testing

@testable import BellwetherCore

@Suite struct InertTests {
    static let hostile =
        "<!channel> <@U1> <https://evil.example|x> @everyone @here @all @**all** *b* [x](https://evil.example) "
        + "<b>h</b> <img src=x> <at user_id=\"all\">a</at> [URL=https://evil.example]u[/URL] [USER=1]u[/USER] "
        + "<font color=\"warning\">w</font>\u{202E}\r\nBcc: evil@example.com"

    @Test func `leaves listings set in`() {
        #expect(Inert.indented("    9 |   when\t") == "    9 |   when")
        #expect(Inert.indented(String(repeating: " ", count: 90)) == String(repeating: " ", count: 20))
    }

    @Test(arguments: [
        ("  a\r\nb\t c ", "a b  c"), ("x\u{202E}y\u{200B}\u{200B}z", "x y z"), ("\u{0}\u{FEFF}", ""), ("ok", "ok"),
    ])
    func `makes one line of anything`(text: String, line: String) {
        #expect(Inert.line(text) == line)
    }

    @Test func `leaves a text its lines, and takes whatever moves a terminal`() {
        let hostile = "a\u{1B}[31mb\u{7}\r\nc\td\u{202E}e\u{9B}f"
        #expect(Inert.text(hostile) == "a [31mb  \nc\td e f")
        #expect(Inert.row(hostile) == "a [31mb   c d e f")
        #expect(Inert.row("Größe 漢字") == "Größe 漢字")
    }

    @Test func `cuts a long name by code points, and marks the cut`() {
        let name = Inert.name(String(repeating: "🇩🇪", count: 100))
        #expect(name.unicodeScalars.count == 120)
        #expect(name.hasSuffix("…"))
    }

    @Test func `leaves one line of the worst name there is`() {
        let line = Inert.line(Self.hostile, atMost: 1_000)
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
        #expect(line.hasSuffix("</font> Bcc: evil@example.com"))
    }

    @Test(arguments: [
        ("https://app.example.com/a?b=c&d=1", "https://app.example.com/a?b=c&d=1"),
        ("https://app.example.com/Müller \"x\"<y>|z", "https://app.example.com/M%C3%BCller%20%22x%22%3Cy%3E%7Cz"),
        ("javascript:alert(1)", nil), ("https://", nil), ("//evil.example", nil), ("data:text/html,x", nil),
        ("HTTPS://x", nil), ("https:// x", nil),
    ])
    func `follows only links that lead somewhere plain`(url: String, safe: String?) {
        #expect(Story.Link(label: "x", url: url).safe?.url == safe)
    }
}
