import Diagnostics
import Documents
import Foundation
import Testing

/// Files that mean harm, where they lie beside the checkout; skipped where they do not.
@Suite(.enabled(if: SharedFolder.folder("conformance/yaml-hostile") != nil))
struct HostileYAMLTests {
    @Test func `survives every hostile file`() throws {
        let folder = try #require(SharedFolder.folder("conformance/yaml-hostile"))
        let cases = try JSONDecoder().decode(
            [HostileCase].self, from: Data(contentsOf: folder.appending(path: "expected.json")))
        let large = LargeFiles(madeBy: folder.appending(path: "make_large.py"))
        defer { large.remove() }
        var tally = Tally()
        for hostile in cases {
            let file = (hostile.large ? large.folder : folder).appending(path: hostile.file)
            guard let data = FileManager.default.contents(atPath: file.path) else {
                tally.skipped += 1
                continue
            }
            tally.count(hostile.file, hostile.mistakes(reading: [UInt8](data)))
        }
        print(tally.summary(of: "conformance/yaml-hostile"))
        for failure in tally.failures { Issue.record("\(failure)") }
        #expect(tally.passed > 0, "the folder is there, but no case ran")
    }
}

/// The cases that are too big to keep, made in a folder of their own where there is a Python to make them.
private struct LargeFiles {
    let folder: URL

    init(madeBy script: URL) {
        folder = FileManager.default.temporaryDirectory.appending(path: "hostile-yaml-\(UUID().uuidString)")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path, folder.path]
        do {
            try process.run()
            process.waitUntilExit()
        } catch {
            print("the large cases are skipped: \(error)")
        }
    }

    func remove() {
        do { try FileManager.default.removeItem(at: folder) } catch { print("\(folder.path) stays: \(error)") }
    }
}

private struct HostileCase: Decodable {
    let file: String
    let large: Bool
    let expect: String
    let value: TypedValue?
    let at: [Int]?

    func mistakes(reading bytes: [UInt8]) -> [String] {
        let start = ProcessorTime.ofThisThread()
        let document = Document.read(bytes, named: file)
        let took = ProcessorTime.ofThisThread() - start
        let errors = document.diagnostics.filter { $0.severity == .error }
        return outcome(document, errors) + misplaced(errors) + unreadable(errors, in: document.source)
            + (took > ProcessorTime.limit ? ["took \(took) s"] : [])
    }

    private func outcome(_ document: Document, _ errors: [Diagnostic]) -> [String] {
        switch (expect, errors.first) {
        case ("error", nil): ["is not refused"]
        case ("error", _?), ("bounded", _?), ("choice", _?): []
        case ("value", let error?): ["is refused: \(error)"]
        case ("value", nil), ("bounded", nil): isRight(document) ? [] : ["has another value"]
        // `<<` is merged, as YAML 1.1 has it: labels and thresholds are shared that way in other tools' files.
        case ("choice", nil): isRight(document) || isMerged(document) ? [] : ["has another value"]
        default: ["expects '\(expect)', which is unknown"]
        }
    }

    private func isRight(_ document: Document) -> Bool { value?.matches(root(of: document)) ?? true }

    private func isMerged(_ document: Document) -> Bool { value?.merged.matches(root(of: document)) ?? true }

    /// A file without a document means the same as one that says null.
    private func root(of document: Document) -> Node {
        document.root ?? Node(.null, at: Place(file: file, line: 1, column: 1))
    }

    /// One column off is no failure.
    private func misplaced(_ errors: [Diagnostic]) -> [String] {
        guard let at, let place = errors.first?.place else { return [] }
        return place.line == at[0] && abs(place.column - at[1]) <= 1 ? [] : ["points at \(place)"]
    }

    private func unreadable(_ errors: [Diagnostic], in source: SourceText) -> [String] {
        errors.flatMap { error -> [String] in
            let shown = error.rendered(in: source).unicodeScalars
            let isSafe = shown.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
            return (shown.count < 1_000 ? [] : ["has a message of \(shown.count) characters"])
                + (isSafe ? [] : ["shows a control character"])
        }
    }
}
