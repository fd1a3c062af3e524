import Diagnostics
import Testing

@Suite struct DiagnosticRenderingTests {
    private func rendered(_ text: String, line: Int = 1, column: Int, length: Int = 1) -> String {
        let place = Place(file: "f", line: line, column: column, length: length)
        return Diagnostic.error("wrong", at: place).rendered(in: SourceText(text, name: "f"))
    }

    @Test func `shows the line, the stretch, why and how to fix it`() {
        let place = Place(file: "rules/renewals.yaml", line: 14, column: 11, length: 11)
        var error = Diagnostic.error("unknown function 'days_untill'", at: place)
        error.note = "functions are spelt as in the manual"
        error.help = "did you mean 'days_until'?"
        let text = String(repeating: "\n", count: 13) + "    when: days_untill(contract.renews_on) < 45"
        #expect(
            error.rendered(in: SourceText(text, name: "rules/renewals.yaml")) == """
                rules/renewals.yaml:14:11: error: unknown function 'days_untill'
                   14 |     when: days_untill(contract.renews_on) < 45
                      |           ^~~~~~~~~~~
                  note: functions are spelt as in the manual
                  help: did you mean 'days_until'?
                """)
    }

    @Test func `shows only its message where there is no such line`() {
        #expect(rendered("a", line: 3, column: 1) == "f:3:1: error: wrong")
        #expect(rendered("a", column: 3) == "f:1:3: error: wrong")
        let error = Diagnostic.error("wrong", at: Place(file: "f", line: 1, column: 1))
        #expect(error.rendered(in: nil) == "f:1:1: error: wrong")
    }

    @Test func `points behind the end of a line`() {
        #expect(rendered("abc", column: 4) == "f:1:4: error: wrong\n    1 | abc\n      |    ^")
    }

    @Test func `hides a line with a secret on it`() {
        var error = Diagnostic.error("wrong", at: Place(file: "f", line: 1, column: 1))
        error.showsLine = false
        #expect(error.rendered(in: SourceText("hunter2", name: "f")) == "f:1:1: error: wrong")
    }

    @Test func `underlines no further than the line goes`() {
        #expect(rendered("ab cd", column: 4, length: 99) == "f:1:4: error: wrong\n    1 | ab cd\n      |    ^~")
    }

    @Test func `spells out what cannot be seen, and still points at the right place`() {
        #expect(
            rendered("a\u{200B}\tb", column: 4) == "f:1:4: error: wrong\n    1 | a<U+200B> b\n      |           ^")
        #expect(rendered("a\u{200B}b", column: 2) == "f:1:2: error: wrong\n    1 | a<U+200B>b\n      |  ^~~~~~~~")
    }

    @Test func `shows a long line only around the place`() {
        let line = String(repeating: "x", count: 5_000)
        let lines = rendered(line, column: 2_500, length: 3_000).split(separator: "\n")
        #expect(lines.map(\.count) == [22, 168, 168])
        #expect(lines[2].prefix { $0 != "^" }.count == 88)
    }
}

@Suite struct SourceTextTests {
    @Test(arguments: ["a\nb\n", "a\r\nb\r\n", "a\rb\r"])
    func `ends a line at every kind of line end`(text: String) {
        let source = SourceText(text, name: "f")
        #expect((1...4).map { source.line($0) } == ["a", "b", "", nil])
    }

    @Test(arguments: [0, -1, Int.min + 1])
    func `counts from one`(number: Int) {
        #expect(SourceText("a", name: "f").line(number) == nil)
    }

    @Test func `has one line when it is empty`() {
        #expect(SourceText("", name: "f").line(1) == "")
    }
}
