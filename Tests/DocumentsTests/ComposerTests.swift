import Diagnostics
import Documents
import Testing

@Suite struct ComposerTests {
    // MARK: Places

    @Test(arguments: [
        ("a: b c", 1, 4, 3), ("a: 'b'", 1, 4, 3), ("a:\n  b\n  c", 2, 3, 1), ("a: |\n  b", 1, 4, 1),
        ("a: [b]", 1, 4, 1), ("a:\n  - b", 2, 3, 1), ("a:\n  b: c", 2, 3, 1), ("a: &x b", 1, 7, 1),
        ("x: &x 1\na: *x", 2, 4, 2), ("a:", 1, 3, 1), ("a: 😀", 1, 4, 1),
    ])
    func `knows where a value is written`(yaml: String, line: Int, column: Int, length: Int) {
        #expect(value("a", in: yaml)?.place == Place(file: "file", line: line, column: column, length: length))
    }

    @Test func `knows a value's text as it is resolved`() {
        #expect(value("a", in: "a: 0x1F")?.written == "0x1F")
        #expect(value("a", in: "a: \"b\\tc\"")?.written == "b\tc")
        #expect(value("a", in: "a: [b]")?.written == nil)
    }

    // MARK: Documents

    @Test(arguments: ["", "\n\n", "# nothing yet\n", "\u{FEFF}"])
    func `finds nothing in a file of nothing`(yaml: String) {
        #expect(document(yaml).root == nil)
        #expect(complaints(about: yaml).isEmpty)
    }

    @Test func `takes one document, and sees the end of it`() {
        let help = "(put it in a file of its own)"
        #expect(
            complaints(about: "a: 1\n---\nb: 2\n---\nc: 3\n")
                == ["2:1: a file must be one document; a second one begins here \(help)"])
        #expect(complaints(about: "---\na: 1\n...\n").isEmpty)
    }

    // MARK: Keys

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3", "3:1: key 'a' must be given once; the first is at line 1, column 1"),
        ("{a: 1, 'a': 2}", "1:8: key 'a' must be given once; the first is at line 1, column 2"),
        ("1: a\n0x1: b", "2:1: key '0x1' must be given once; the first is at line 1, column 1"),
        ("1: a\n\"1\": b", "2:1: key '1' must be given once; the first is at line 1, column 1"),
        ("true: a\nTrue: b", "2:1: key 'True' must be given once; the first is at line 1, column 1"),
        (".nan: a\n.NaN: b", "2:1: key '.NaN' must be given once; the first is at line 1, column 1"),
        ("&x a: 1\n*x : 2", "2:1: key 'a' must be given once; the first is at line 1, column 4"),
    ])
    func `takes a key once`(yaml: String, complaint: String) {
        #expect(complaints(about: yaml) == [complaint + " (keep one of them)"])
    }

    @Test func `takes keys for the same only where every byte is`() {
        #expect(complaints(about: "caf\u{E9}: 1\ncafe\u{301}: 2").isEmpty)
    }

    @Test func `keeps the first of two values`() {
        #expect(value("a", in: "a: 1\na: 2")?.content == .integer(1))
    }

    @Test(arguments: [
        ("? [a]\n: b", "1:3: a key must be a single value, not a list"),
        ("? {a: 1}\n: b", "1:3: a key must be a single value, not a mapping"),
        ("?\n: b", "1:2: a key must stand before ':'"),
        (
            "title: {{ a }}",
            "1:9: a key must be a single value, not a mapping (put a text that begins with {{ in quotes)"
        ),
    ])
    func `takes single values for keys`(yaml: String, complaint: String) {
        #expect(complaints(about: yaml) == [complaint])
    }

    @Test func `tells long and invisible keys apart without printing them whole`() {
        let key = String(repeating: "k", count: 500)
        let cut = String(repeating: "k", count: 59) + "…"
        #expect(
            complaints(about: "? \(key)\n: 1\n? \(key)\n: 2") == [
                "3:3: key '\(cut)' must be given once; the first is at line 1, column 3 (keep one of them)"
            ])
        #expect(
            complaints(about: "na\u{200B}me: 1\nna\u{200B}me: 2") == [
                "2:1: key 'na<U+200B>me' must be given once; the first is at line 1, column 1 (keep one of them)"
            ])
    }

    // MARK: Tags and numbers

    @Test(arguments: [
        ("!!str 5", Node.Content.text("5")), ("!!int \"5\"", .integer(5)), ("!!float 5", .real(5)),
        ("!!bool 'true'", .bool(true)), ("!!null ''", .null), ("! 5", .text("5")), ("!!seq []", .sequence([])),
        ("!!map {}", .mapping([])), ("!<tag:yaml.org,2002:str> 5", .text("5")), ("!!str", .text("")),
    ])
    func `does what a core tag says`(written: String, content: Node.Content) {
        #expect(value("a", in: "a: \(written)")?.content == content)
        #expect(complaints(about: "a: \(written)").isEmpty)
    }

    @Test(arguments: [
        ("!!int five", "tag '!!int' must stand before an integer, not 'five'"),
        ("!!int 1.5", "tag '!!int' must stand before an integer, not '1.5'"),
        ("!!float x", "tag '!!float' must stand before a number, not 'x'"),
        ("!!bool yes", "tag '!!bool' must stand before true or false, not 'yes'"),
        ("!!null x", "tag '!!null' must stand before null, not 'x'"),
        ("!!map []", "tag '!!map' must stand before a mapping, not a list"),
        ("!!seq {}", "tag '!!seq' must stand before a list, not a mapping"),
        ("!!str []", "tag '!!str' must stand before a text, not a list"),
        ("!!seq x", "tag '!!seq' must stand before a list, not 'x'"),
        ("!!binary x", "a value must not begin with the tag '!!binary'"),
        ("!x y", "a value must not begin with the tag '!x' (put a text that begins with '!' in quotes)"),
        ("!x [y]", "a value must not begin with the tag '!x' (put a text that begins with '!' in quotes)"),
    ])
    func `refuses a tag that does not fit`(written: String, complaint: String) {
        #expect(complaints(about: "a: \(written)") == ["1:4: \(complaint)"])
    }

    @Test func `refuses a tag that only looks like one of the core's`() {
        #expect(
            complaints(about: "%TAG !! tag:evil.example,2024:\n---\na: !!int 5") == [
                "3:4: a value must not begin with the tag 'tag:evil.example,2024:int'"
            ])
    }

    @Test(arguments: ["9223372036854775808", "1e999", "!!int 9223372036854775808"])
    func `refuses numbers that do not fit`(written: String) throws {
        let number = try #require(written.split(separator: " ").last)
        let complaint = "a number must fit into 64 bits, unlike '\(number)' (put it in quotes if it is a text)"
        #expect(complaints(about: "a: \(written)").map { String($0.drop { $0 != " " }.dropFirst()) } == [complaint])
    }

    @Test func `goes on behind a mistake, and says no more about it`() {
        let told = complaints(about: "a: !x 1\nb: *none\nc: 1e999\nd: 2 days\n") { settings in
            for key in ["a", "b", "c", "d"] { _ = settings.optional(key, .duration) }
        }
        #expect(told.map { $0.prefix(4) } == ["1:4:", "2:4:", "3:4:", "4:4:"])
    }

    // MARK: Limits

    @Test func `is nested only so deep`() {
        let levels = { (count: Int) in String(repeating: "[", count: count) + String(repeating: "]", count: count) }
        #expect(complaints(about: levels(100)).isEmpty)
        #expect(complaints(about: levels(101)) == ["1:101: lists and mappings must be nested at most 100 deep"])
    }

    @Test func `is nested only so deep through aliases either`() {
        let half = String(repeating: "[", count: 60)
        let yaml = "- &a \(half)x\(String(repeating: "]", count: 60))\n- \(half)*a\(String(repeating: "]", count: 60))"
        #expect(complaints(about: yaml) == ["2:63: lists and mappings must be nested at most 100 deep"])
    }

    @Test func `repeats only so much`() {
        var limits = Limits()
        limits.repeatedNodes = 5
        let fitting = Document.read(Array("[&a [1, 2], *a, &b 3, *b, *b]".utf8), named: "file", limits: limits)
        #expect(fitting.diagnostics.isEmpty)
        let tooMuch = Document.read(Array("[&a [1, 2], *a, *a]".utf8), named: "file", limits: limits)
        #expect(tooMuch.diagnostics.map(\.message) == ["aliases must repeat at most 5 values in a file"])
        #expect(tooMuch.diagnostics.map(\.place.column) == [17])
    }

    @Test func `is only so large`() {
        var limits = Limits()
        limits.bytes = 8
        #expect(Document.read(Array("a: 12345".utf8), named: "file", limits: limits).diagnostics.isEmpty)
        let tooLarge = Document.read(Array("a: 123456".utf8), named: "file", limits: limits)
        #expect(
            tooLarge.diagnostics.map(\.description) == ["file:1:1: error: a file must be at most 8 bytes long, not 9"])
    }
}
