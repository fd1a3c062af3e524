import Diagnostics
import Documents
import Testing

/// Where a word inside a scalar is shown, whatever the scalar's style.
@Suite struct ScalarTraceTests {
    @Test(arguments: [
        // Plain.
        ("when: a < wrong", 1, 11),
        ("when: a\n   <\n  wrong", 3, 3),
        ("when: a\n\n\n  <  wrong", 4, 6),
        ("{ when: ü < wrong }", 1, 13),
        ("when: &x !!str wrong", 1, 16),
        ("when: !!str # why\n  # because\n  &x wrong", 3, 6),
        // Single quotes.
        ("when: 'a < wrong'", 1, 12),
        ("when: 'it''s < wrong'", 1, 16),
        ("when: 'a <\n  it''s  \n\n  wrong'", 4, 3),
        // Double quotes.
        (#"when: "a < wrong""#, 1, 12),
        (#"when: "\"a\" < wrong""#, 1, 16),
        (#"when: "\x41\u00e9\U0001F600\t\n\L\P\N\_\e < wrong""#, 1, 45),
        ("when: \"a <\\\n    wrong\"", 2, 5),
        ("when: \"a < \\\n\n  \\  wrong\"", 3, 6),
        ("when: \"a\n\n  < wrong\"", 3, 5),
        // Literal.
        ("when: |\n  a <\n    wrong\n", 3, 5),
        ("when: |2-\n    a\n\n  wrong\n", 4, 3),
        ("when: | # why\n\n\n      a\n      wrong", 5, 7),
        ("- - when: |+\n      a\n      ü wrong\n\n", 3, 9),
        ("when: |\r\n  a\r\n  wrong\r\n", 3, 3),
        // Folded.
        ("when: >\n  a <\n  wrong\n", 3, 3),
        ("when: >-\n  a\n\n\n    b\n\n  c wrong\n", 7, 5),
        ("when: >\n\n   a\n   b\n     c\n   d wrong\n", 6, 6),
        ("when: >1\n   a\n  b wrong\n", 3, 5),
    ])
    func `follows a word back to where it is written`(yaml: String, line: Int, column: Int) throws {
        let fragment = try #require(scalar(in: yaml)?.fragment)
        let text = Array(fragment.text.utf8)
        let start = try #require(text.indices.first { text[$0...].starts(with: "wrong".utf8) })
        let expected = Place(file: "file", line: line, column: column, length: 5)
        #expect(fragment.place(from: start, to: start + 5) == expected)
    }

    @Test(arguments: [
        "a", "a\u{85} b", "'a\u{2028} b'", "\"a\u{2029}\n b\"", "|\n  a\n  b", ">\n  a\n  b", "\"\\x41 \\/ \\ \\\t\"",
    ])
    func `resolves a scalar as libyaml does`(yaml: String) {
        #expect(ScalarSurvey.lost(in: yaml).isEmpty)
    }

    @Test func `shows what is missing at the end of a block behind its last word`() throws {
        let fragment = try #require(scalar(in: "when: |\n  a <\n\n")?.fragment)
        let end = fragment.text.utf8.count
        #expect(fragment.place(from: end, to: end) == Place(file: "file", line: 2, column: 6))
    }

    /// The text behind `when`, wherever that is.
    private func scalar(in yaml: String) -> Node? { document(yaml).root.flatMap(find) }

    private func find(in node: Node) -> Node? {
        switch node.content {
        case .sequence(let items): items.lazy.compactMap(find).first
        case .mapping(let entries): entries.first { $0.name == "when" }?.value
        case .null, .bool, .integer, .real, .text: nil
        }
    }
}
