import Diagnostics
import Testing
import Trials

/// Rule files with a mistake in them are refused, at the right place and with a sentence that helps; all mistakes of a
/// file in one run.
@Suite struct BrokenFilesTests {
    private func diagnostics(of text: String) -> [Diagnostic] {
        RuleFolder.read([.init(name: GoodFile.name, bytes: Array(text.utf8))]).diagnostics
    }

    @Test func `the good file is sound`() {
        #expect(diagnostics(of: GoodFile.text).map(\.description) == [])
    }

    @Test func `there are more than three hundred broken ones`() {
        let count = BrokenFile.all.count + BrokenEdit.all.count
        print("broken rule files: \(BrokenFile.all.count) slips, \(BrokenEdit.all.count) edits")
        #expect(count >= 300)
        #expect(Set(BrokenFile.all.map(\.text) + BrokenEdit.all.compactMap(\.text)).count == count)
    }

    @Test(arguments: BrokenFile.all) func `a slip is told at its place, with what was meant`(_ broken: BrokenFile) {
        let found = diagnostics(of: broken.text)
        #expect(found.contains(where: broken.isTold), "\(found.map(\.words))")
    }

    @Test(arguments: BrokenEdit.all) func `a mistake is told in full`(_ broken: BrokenEdit) throws {
        let text = try #require(broken.text, "'\(broken.old)' is not in the good file")
        let found = diagnostics(of: text).map(\.words)
        #expect(zip(found, broken.told).allSatisfy { $0.hasPrefix($1) }, "\(found)")
        #expect(found.count >= broken.told.count, "\(found)")
    }

    /// A slip in each line that can take one, all in one file: nothing hides behind anything else.
    @Test func `all mistakes are told in one run`() {
        let slips = BrokenFile.all.filter(\.hidesNothing)
        for round in 0..<4 {
            var lines: Set<Int> = []
            let chosen = slips.dropFirst(round * 7).filter { lines.insert($0.line).inserted }
            let found = diagnostics(of: BrokenFile.text(with: Array(chosen)))
            #expect(chosen.count > 25)
            let untold = chosen.filter { !found.contains(where: $0.isTold) }
            #expect(untold.map(\.testDescription) == [])
            #expect(found.map(\.place) == found.map(\.place).sorted())
        }
    }

    /// One lower-case phrase without a full stop; nothing of Swift shines through.
    @Test func `every sentence is one that a person would write`() {
        for text in BrokenFile.all.map(\.text) + BrokenEdit.all.compactMap(\.text) {
            for diagnostic in diagnostics(of: text) {
                let message = diagnostic.message
                #expect(!message.hasSuffix("."), "\(message)")
                #expect(message.first.map { $0.isLowercase || "'(<>{".contains($0) } ?? false, "\(message)")
                for foreign in ["Optional", "nil", "_&&_", "BellwetherCore", "Swift"] {
                    #expect(!message.contains(foreign), "\(message)")
                }
            }
        }
    }
}

extension BrokenFile {
    func isTold(by diagnostic: Diagnostic) -> Bool {
        diagnostic.severity == .error && (diagnostic.place.line, diagnostic.place.column) == said
            && diagnostic.message.contains(words) && (help.map { diagnostic.help == $0 } ?? true)
    }

    /// Under a key that nobody knows nothing is read; a rule that goes over nothing known has no names; caps need sound bands; and tests are
    /// read against a sound rule.
    fileprivate var hidesNothing: Bool {
        let written = GoodFile.lines[line - 1]
        let isOfTests = written.contains("given:") || written.contains("expect:")
        return !words.hasPrefix("unknown key") && !written.contains("band_at_most:")
            && !written.contains("for_each:") && !isOfTests
    }
}

extension Diagnostic {
    /// With note and help, as tests write it down.
    fileprivate var words: String {
        let place = "\(place.line):\(place.column): \(severity.rawValue): \(message)"
        return ([place, note.map { "note: \($0)" }, help.map { "help: \($0)" }] as [String?]).compactMap(\.self)
            .joined(separator: " | ")
    }
}
