import Diagnostics
import Testing

@testable import CEL

@Suite struct LexerTests {
    private static let mistakes: [(String, String)] = [
        ("account.name == ⟦'⟧Acme", "the text is never closed (write the same quote at its end, on the same line)"),
        ("account.name == ⟦'⟧Ac\nme'", "the text is never closed (write the same quote at its end, on the same line)"),
        (
            "'a⟦\\q⟧' == ''",
            "'\\q' is not an escape (write '\\\\' for a backslash, or r before the quotes of a text without escapes)"
        ),
        (
            "b'⟦\\u⟧0041' == b''",
            "'\\u' is not an escape in bytes "
                + "(write '\\\\' for a backslash, or r before the quotes of a text without escapes)"
        ),
        ("'⟦\\uD800⟧' == ''", "'\\uD800' is not a code point"),
        ("'⟦\\U00110000⟧' == ''", "'\\U00110000' is not a code point"),
        (
            "mrr < ⟦30d⟧",
            "'30d' is not a number (days are plain numbers, such as 14; a span to look back over stands in quotes: ago(health.score, '30d'))"
        ),
        ("mrr < ⟦12abc⟧", "'12abc' is not a number"),
        ("mrr < ⟦1e400⟧", "the number does not fit into double"),
        ("1u < ⟦18446744073709551616u⟧", "the number does not fit into uint"),
        (
            "account.tags.⟦`a b\"`⟧ == ''",
            "a name in backquotes has letters, digits, '_', '.', '-', '/' and blanks only"
        ),
        ("account.name == ⟦“⟧", "'“' cannot stand in a condition (write straight quotes: ' or \")"),
        ("mrr ⟦§⟧ 1.0", "'§' cannot stand in a condition"),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told at its place`(text: String, words: String) {
        let marked = Marked(text)
        let (_, diagnostics) = Condition.checked(Fragment(marked.text), against: .sample)
        #expect(Marked.described(Array(diagnostics.prefix(1))) == marked.described([words]))
    }

    @Test(arguments: [
        ("1 // one\n + 2", Value.int(3)), ("\t1\r\n+\u{0C}2 // end", .int(3)), ("0xFF", .int(255)),
        ("0xFFu", .uint(255)),
        (".5", .double(0.5)), ("1e3", .double(1000)), ("1E-3", .double(0.001)), ("007", .int(7)),
        ("-9223372036854775808", .int(.min)), ("-0x8000000000000000", .int(.min)), ("[1, 2,].size()", .int(2)),
        ("'''a\n'b'''", .string("a\n'b")), ("R'\\d'", .string("\\d")),
        ("'\\x41\\101\\u0041\\U00000041'", .string("AAAA")),
        ("b'\\xff\\377é'", .bytes([255, 255, 0xC3, 0xA9])), ("bR'\\n'", .bytes([92, 110])), ("{'a': 1,}.a", .int(1)),
        ("{'a-b': 1}.`a-b`", .int(1)), ("'\\a\\?\\`'", .string("\u{07}?`")),
    ])
    func `a literal is worth what it says`(text: String, value: Value) throws {
        #expect(try Condition.sound(text).value() == value)
    }
}
