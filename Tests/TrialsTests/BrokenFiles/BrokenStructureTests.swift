import Diagnostics
import Testing
import Trials

/// What is no YAML at one place is told together with all mistakes of the rules before and behind it.
@Suite struct BrokenStructureTests {
    /// A line that breaks the structure of what it stands in.
    private static let breaks = [
        "    note: { a: 1", "    note: [1, 2", "  \tnote: x", "    note: a: b", "    note: 'x' y", "   - what",
        "    note: @x", "    note: \"open",
    ]
    private static let items = GoodFile.lines.indices.filter { GoodFile.lines[$0].hasPrefix("  - alert: ") }

    private func told(_ lines: [String]) -> [Diagnostic] {
        RuleFolder.read([.init(name: GoodFile.name, bytes: Array(lines.joined(separator: "\n").utf8))]).diagnostics
    }

    /// In place of a rule's `for_each`, `when` or `summary`, so that no line moves.
    private func broken(_ lines: [String], _ item: Int, by text: String) -> [String] {
        var lines = lines
        lines[item + 1] = text
        return lines
    }

    @Test(arguments: breaks, items.indices)
    func `a break is told once, and nothing wrong is said of what is sound`(_ text: String, _ item: Int) {
        let found = told(broken(GoodFile.lines, Self.items[item], by: text))
        #expect(found.count == 1, "\(found)")
        let rule = Self.items[item]..<(Self.items + [GoodFile.lines.count])[item + 1]
        #expect(found.allSatisfy { rule.contains($0.place.line - 1) }, "\(found)")
    }

    /// All but the open quote, which the next quote closes wherever that stands.
    @Test(arguments: breaks.dropLast(), items.indices)
    func `hides nothing of other rules`(_ text: String, _ item: Int) {
        let rule = Self.items[item]..<(Self.items + [GoodFile.lines.count])[item + 1]
        var lines: Set<Int> = []
        let slips = BrokenFile.all.filter { slip in
            slip.line > Self.items[0] && !rule.contains(slip.line - 1) && !slip.words.hasPrefix("unknown key")
                && !GoodFile.lines[slip.line - 1].contains("for_each:")
                && !GoodFile.lines[slip.line - 1].contains("given:")
                && !GoodFile.lines[slip.line - 1].contains("expect:") && lines.insert(slip.line).inserted
        }
        #expect(slips.count > 8)
        let written = BrokenFile.text(with: slips).split(separator: "\n", omittingEmptySubsequences: false)
        let found = told(broken(written.map(String.init), Self.items[item], by: text))
        #expect(found.contains { rule.contains($0.place.line - 1) }, "\(found)")
        let untold = slips.filter { !found.contains(where: $0.isTold) }
        #expect(untold.map(\.testDescription) == [])
    }
}
