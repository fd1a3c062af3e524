import Diagnostics
import Testing

@testable import CEL

@Suite struct TemplateTests {
    private func rendered(_ text: String) throws -> String {
        let (template, diagnostics) = Template.checked(Fragment(text), against: .sample)
        guard let template else { throw Unsound(diagnostics: diagnostics) }
        return template.rendered(reading: Facts().reading(template.references)) { value, reference in
            let unit = reference?.unit.map { ":\($0)" } ?? ""
            if case .string(let text) = value { return text }
            return value.text + unit
        }
    }

    @Test(arguments: [
        ("{{ account.name }} is {{health.band}}", "Acme GmbH is poor"),
        ("{{ health.score }}, was {{ ago(health.score, '30d') }}", "48.2:score, was 71:score"),
        ("{{ health.score + 1 }}", "49.2"),
        ("NPS: {{ nps.latest }}", "NPS: no data"),
        // What is not known for the same reason is said once.
        ("NPS {{ nps.latest }}, {{ nps.latest }}", "NPS no data"),
        ("{{ nps.latest }}: {{ nps.latest }}; {{ nps.latest }}.", "no data."),
        ("NPS {{ nps.latest }}, was {{ nps.latest }}", "NPS no data, was no data"),
        ("NPS {{ nps.latest }} ({{ nps.latest }})", "NPS no data (no data)"),
        (
            "{{ health.score }}, {{ nps.latest }}, {{ nps.latest }}, {{ account.name }}",
            "48.2:score, no data, Acme GmbH"
        ),
        ("{{ account.name }}, {{ account.name }}", "Acme GmbH, Acme GmbH"),
        ("{{ {'a': {'b': 'x'}}.a.b }} { } }}", "x { } }}"),
        ("{{ '}}' }}{{ \"{{\" }}", "}}{{"),
        ("{{ r'\\' }}", "\\"),
        ("{{ string(ago(health.score, '30d')) }}", "71:score"),
        ("{{ 'was ' + string(ago(health.score, '30d')) + ', ' + account.name }}", "was 71:score, Acme GmbH"),
        ("plain", "plain"), ("", ""), ("a {b} c", "a {b} c"),
        ("{{ account.name }}{{ account.name }}", "Acme GmbHAcme GmbH"),
    ])
    func `each expression is replaced by its value`(text: String, result: String) throws {
        #expect(try rendered(text) == result)
    }

    private static let mistakes: [(String, [String])] = [
        ("Score ⟦{{⟧ health.score", ["'{{' is not closed (write '}}' behind the expression)"]),
        (
            "A {{ ⟦health.scor⟧ }} and {{ ⟦acount.name⟧ }}",
            [
                "unknown name 'health.scor' (did you mean 'health.score'?)",
                "unknown name 'acount.name' (did you mean 'account.name'?)",
            ]
        ),
        (
            "{{ account.name ⟦'⟧s }} of",
            [
                "the text is never closed (write the same quote at its end, on the same line)"
            ]
        ),
        ("one\ntwo {{ ⟦mrrr⟧ }}", ["unknown name 'mrrr' (did you mean 'mrr'?)"]),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told where it stands in the text`(text: String, words: [String]) {
        let marked = Marked(text)
        let (template, diagnostics) = Template.checked(Fragment(marked.text), against: .sample)
        #expect(template == nil)
        #expect(Marked.described(diagnostics) == marked.described(words))
    }

    @Test func `places are those of the file, whatever quotes the text stood in`() {
        let source = Fragment(
            "a \"b\" {{ mr }}", file: "rules/health.yaml",
            runs: [.init(offset: 0, line: 7, column: 13), .init(offset: 3, line: 7, column: 17)])
        let (_, diagnostics) = Template.checked(source, against: .sample)
        #expect(diagnostics.map(\.description) == ["rules/health.yaml:7:23: error: unknown name 'mr'"])
    }

    /// Of a text on several lines, each of which goes through columns and code points of its own.
    @Test func `each of thousands of conditions knows where it stands`() throws {
        let line = String(repeating: "ä {{ mrr }} ", count: 40)
        let text = String(repeating: line + "\n", count: 200) + "ö {{ mrr }} {{ mr }}"
        let (_, diagnostics) = Template.checked(Fragment(text, file: "a.yaml"), against: .sample)
        #expect(diagnostics.map(\.description) == ["a.yaml:201:16: error: unknown name 'mr'"])
        let (template, _) = Template.checked(Fragment(text.replacing("{{ mr }}", with: "")), against: .sample)
        #expect(try #require(template).references.map(\.name) == ["mrr"])
    }

    @Test(arguments: ["{{ '", "{{ {", "{{ ' }} {{ \" "]) func `what is not closed is told once`(_ text: String) {
        let (template, diagnostics) = Template.checked(
            Fragment(String(repeating: text, count: 2_000)), against: .sample)
        #expect(template == nil && !diagnostics.isEmpty)
    }

    @Test func `a text of more than 200,000 bytes is refused`() {
        let (template, diagnostics) = Template.checked(
            Fragment(String(repeating: "a", count: 200_001)), against: .sample)
        #expect(template == nil)
        #expect(diagnostics.map(\.message) == ["a text with conditions in it has at most 200000 bytes"])
    }
}
