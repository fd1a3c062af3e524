import Diagnostics
import Documents
import Testing

@Suite struct SyntaxTests {
    @Test(arguments: [
        (
            "title: Note: this",
            "1:12: a value cannot begin here; ':' and a blank end a key (put a text with ': ' in it in quotes)"
        ),
        ("a: @x", "1:4: '@' cannot begin a value (put the text in quotes)"),
        ("a: 'open\nb: 1\n", "1:4: a quote must be closed"),
        ("a: 'open\n---\n", "2:1: a quote must be closed before the document ends"),
        ("a: 'x' y", "1:8: a line cannot go on behind its value (put all of the text in quotes, or none)"),
        (
            "a: 1\n  b: 2",
            "2:3: a key cannot begin here: indented like this, the line goes on with the text above it "
                + "(indent it like the keys beside it, or put a text with ': ' in it in quotes)"
        ),
        (
            "a: 1\n  when: b > 2",
            "2:3: a key cannot begin here: indented like this, the line goes on with the text above it "
                + "(indent it like the keys beside it, or put a text with ': ' in it in quotes)"
        ),
        (
            "a: 1\n \u{A0}b: 2",
            "2:2: a line must be indented with blanks; U+00A0 only looks like one (put a blank in its place)"
        ),
        ("a: 1\nb:2\nc: 3", "2:3: ':' must be followed by a blank (write 'b: …')"),
        (
            "a: 1\nb:\u{A0}2\nc: 3",
            "2:3: ':' must be followed by a blank; U+00A0 only looks like one (put a blank in its place)"
        ),
        ("a: 1\nb\nc: 3", "2:1: a key must be followed by ':' on its line, within 1,024 characters"),
        (
            String(repeating: "k", count: 1_100) + ": 1",
            "1:1: a key has at most 1,024 characters (give it a shorter name)"
        ),
        ("a:\n    b: 1\n  c: 2", "3:3: a key must stand here, indented like those before it"),
        ("a: - b", "1:4: a list item cannot begin here (begin the list on a line of its own)"),
        ("- a\nb: c", "2:1: a list item must stand here, indented like those before it"),
        ("a:\n\tb: 1", "2:1: a line must be indented with blanks, not with a tab (put blanks in its place)"),
        ("a:\n\twhen: b > 1", "2:1: a line must be indented with blanks, not with a tab (put blanks in its place)"),
        ("a: [1, 2\nb: 3", "2:2: a list in [ ] must go on with ',' or end with ']'"),
        ("a: {b: [}", "1:9: a value must stand here"),
        (
            "a: \"\\q\"",
            "1:5: an escape must be one that YAML knows, such as \\n, \\\" or \\\\ "
                + "(in single quotes, \\ is an ordinary character)"
        ),
        ("a: \"\\xZZ\"", "1:7: \\x, \\u and \\U must be followed by two, four and eight hexadecimal digits"),
        (
            "a: \"\\uD83D\"",
            "1:7: an escape must name a character; halves of a surrogate pair are none, and the last is \\U0010FFFF "
                + "(write what is beyond \\uFFFF as \\U and eight digits)"
        ),
        (
            "a: & b",
            "1:5: '&' and '*' must be followed by the name of an anchor (put a text that begins with one in quotes)"
        ),
        ("a: |x\n  b", "1:5: a block must begin on the line after '|' or '>'"),
        ("a: |0\n  b", "1:5: the indentation of a block must be from 1 to 9"),
        ("%YAML 2.0\n---\na: 1", "1:1: a file must be YAML 1.2, or 1.1 (take the %YAML line out)"),
        ("[a]\nb", "2:1: a file must be one mapping, one list or one text; it ends before here"),
        ("a: !x!y z", "1:4: a tag must be one of YAML's own, such as !!str"),
        ("a: !\"x\"", "1:5: a tag must be followed by a blank (put a text that begins with '!' in quotes)"),
    ])
    func `says what is wrong in its writer's words`(yaml: String, complaint: String) {
        #expect(complaints(about: yaml) == [complaint])
    }

    @Test func `shows a long line only in part`() throws {
        let yaml = "a: \"" + String(repeating: "x", count: 100_000) + "\" y"
        let document = document(yaml)
        let shown = try #require(document.diagnostics.first).rendered(in: document.source)
        #expect(shown.unicodeScalars.count < 500)
    }
}
