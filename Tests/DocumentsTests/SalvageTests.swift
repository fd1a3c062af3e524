import Diagnostics
import Testing

@testable import Documents

@Suite struct SalvageTests {
    private static let rules = """
        health_models:
          - name: standard
            bands: [{ name: poor, from: 0 }]
        rules:
          - alert: first
            when: |
              health.score < 60
          - alert: second
            when: @tier
            for: 2d
          - alert: third
            when: health.score < 1
          - alert: fourth
            labels: { severity: warning
            for: 1d
        overrides:
          - rule: third
        """

    private func alerts(_ document: Document) -> [String] {
        document.salvage?.root["rules"]?.value.items.compactMap { $0["alert"]?.value.written } ?? []
    }

    @Test func `leaves out the items that are broken, and keeps all others at their places`() throws {
        let document = document(Self.rules)
        #expect(document.root == nil)
        #expect(document.diagnostics.map(\.place.line) == [9])
        let salvage = try #require(document.salvage)
        #expect(alerts(document) == ["first", "third"])
        #expect(salvage.diagnostics.map(\.place.line) == [15])
        #expect(salvage.root["rules"]?.value.items.last?.place.line == 11)
        #expect(salvage.root["overrides"]?.value.items.count == 1)
    }

    @Test(arguments: [
        ("'second' is not a rule", true),
        ("'third' is not a rule", false),
        ("'when' must be a text", false),
        ("a key must stand here", false),
    ])
    func `explains what is missing since it was left out, and nothing else`(_ message: String, _ explains: Bool) throws
    {
        let salvage = try #require(document(Self.rules).salvage)
        let place = Place(file: "file", line: 1, column: 1)
        #expect(salvage.explains(.error(message, at: place)) == explains)
    }

    /// Models hang on each other, by their order and their names: none of them is looked at alone.
    @Test func `leaves out all health models where one is broken`() throws {
        let broken = Self.rules.replacing("from: 0 }]", with: "from: 0 ]")
        let document = document(broken)
        let salvage = try #require(document.salvage)
        #expect(salvage.root["health_models"] == nil)
        #expect(alerts(document) == ["first", "third"])
        #expect(salvage.explains(.error("'poor' is no band", at: Place(file: "file", line: 1, column: 1))))
    }

    @Test(arguments: [
        // The quote is closed by the next one, in an item that has nothing wrong.
        "rules:\n  - alert: a\n    summary: 'open\n  - alert: b\n    summary: 'x'\n  - alert: c\n",
        // Nothing is ever the same as before it.
        "{ a: [",
        "a: |0\n  b",
        "",
    ])
    func `says nothing more where it cannot tell what is broken`(_ yaml: String) {
        #expect((document(yaml).salvage?.diagnostics ?? []) == [])
    }

    @Test func `an open quote takes its own item only`() throws {
        let document = document(
            "rules:\n  - alert: a\n    summary: \"open\n  - alert: b\n    summary: plain\n  - alert: c\n")
        #expect(alerts(document) == ["b", "c"])
    }
}
