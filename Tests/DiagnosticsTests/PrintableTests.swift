import Diagnostics
import Testing

@Suite struct PrintableTests {
    @Test(arguments: [
        ("a\tb", "a b"), ("a\nb", "a<U+000A>b"), ("\u{7F}", "<U+007F>"), ("\u{85}", "<U+0085>"),
        ("a\u{A0}b", "a<U+00A0>b"), ("a\u{AD}b", "a<U+00AD>b"), ("\u{200B}", "<U+200B>"), ("\u{202E}x", "<U+202E>x"),
        ("\u{2028}", "<U+2028>"), ("\u{2066}", "<U+2066>"), ("\u{3164}", "<U+3164>"), ("\u{FEFF}", "<U+FEFF>"),
        ("\u{E0041}", "<U+E0041>"), ("\u{FFFE}", "<U+FFFE>"),
    ])
    func `spells out what nobody can see`(text: String, printed: String) {
        #expect(Printable.text(text.unicodeScalars) == printed)
    }

    @Test(arguments: ["plain", "Müller & Söhne", "株式会社", "e\u{301}", "⏳\u{FE0F}😀", "עברית", "'quoted'"])
    func `leaves alone what people can read`(text: String) {
        #expect(Printable.text(text.unicodeScalars).utf8.elementsEqual(text.utf8))
    }

    @Test func `cuts long names short`() {
        let name = String(repeating: "ü", count: 61)
        #expect(Printable.name(name) == String(repeating: "ü", count: 59) + "…")
        #expect(Printable.name(String(name.dropLast())) == String(name.dropLast()))
        #expect(Printable.quoted("a\u{200B}") == "'a<U+200B>'")
    }
}
