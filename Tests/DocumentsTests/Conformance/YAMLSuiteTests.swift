import Diagnostics
import Documents
import Foundation
import Testing

/// The YAML test suite, where its cases lie beside the checkout; skipped where they do not.
@Suite(.enabled(if: SharedFolder.folder("conformance/yaml") != nil))
struct YAMLSuiteTests {
    @Test func `reads what libyaml can read, and refuses what it refuses`() throws {
        let folder = try #require(SharedFolder.folder("conformance/yaml"))
        var tally = Tally()
        for test in try SuiteCase.all(in: folder) {
            tally.count("\(test.id) \(test.name)", test.mistakes())
        }
        print(tally.summary(of: "conformance/yaml"))
        for failure in tally.failures { Issue.record("\(failure)") }
        #expect(tally.passed > 0, "the folder is there, but no case ran")
    }

    @Test func `follows every scalar of the suite back to where it is written`() throws {
        let folder = try #require(SharedFolder.folder("conformance/yaml"))
        for test in try SuiteCase.all(in: folder) where test.class != "rejects" && test.class != "error" {
            let lost = ScalarSurvey.lost(in: test.yaml)
            #expect(lost.isEmpty, "\(test.id) \(test.name)")
        }
    }
}

/// One line of the suite.
private struct SuiteCase: Decodable {
    let id: String
    let name: String
    let yaml: String
    let events: [String]
    let json: [JSONValue]?
    let `class`: String

    static func all(in folder: URL) throws -> [SuiteCase] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }.flatMap { file in
            try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
                try JSONDecoder().decode(SuiteCase.self, from: Data($0))
            }
        }
    }

    /// What is wrong with what we make of it.
    func mistakes() -> [String] {
        let stream = DocumentStream.read(Array(yaml.utf8), named: id, limits: .standard, dialect: .suite)
        let isRefused = stream.diagnostics.hasErrors
        switch `class` {
        case "value": return isRefused ? refusal(stream) : wrongEvents() + wrongValues(stream)
        case "events": return isRefused ? refusal(stream) : wrongEvents()
        case "error", "rejects": return isRefused ? [] : ["is not refused"]
        // Both reading and refusing them is right; they are run to see that they end.
        case "lenient", "differs": return []
        default: return ["has the unknown class '\(`class`)'"]
        }
    }

    private func refusal(_ stream: DocumentStream) -> [String] {
        ["is refused: " + stream.diagnostics.map(\.description).joined(separator: ", ")]
    }

    private func wrongEvents() -> [String] {
        do {
            let found = try EventNotation.lines(yaml)
            return found == events ? [] : ["has the events \(found)"]
        } catch {
            return ["has no events: \(error)"]
        }
    }

    private func wrongValues(_ stream: DocumentStream) -> [String] {
        guard let json else { return ["has no JSON"] }
        let isRight = json.count == stream.roots.count && zip(json, stream.roots).allSatisfy { $0.matches($1) }
        return isRight ? [] : ["has other values: \(stream.roots.map(\.content))"]
    }
}
