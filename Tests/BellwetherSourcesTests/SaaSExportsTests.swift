import BellwetherCore
import BellwetherSources
import Foundation
import Testing

/// The generated company beside the project; without it these tests have nothing to read.
enum GeneratedCompany {
    static let generator: String? = {
        let environment = ProcessInfo.processInfo.environment["BELLWETHER_SHARED"]
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let shared = environment ?? root.deletingLastPathComponent().appendingPathComponent("shared").path
        let path = shared + "/data/gen_saas.py"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    static func make(in folder: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", generator ?? ""] + arguments + ["--out", folder]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

@Suite(
    .enabled(if: GeneratedCompany.generator != nil, "the generated company lies beside the project, and is not there"))
struct SaaSExportsTests {
    @Test func `the example mapping reads every table without a refused row`() async throws {
        let folder = try Folder()
        try GeneratedCompany.make(
            in: folder.path + "/exports", ["--accounts", "200", "--days", "400", "--end", "2026-11-20", "--seed", "3"])
        let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("deploy/examples/saas-exports.yaml")
        let (sources, mistakes) = sources(try String(contentsOf: example, encoding: .utf8), in: folder.path)
        #expect(mistakes == [])
        #expect(sources.count == 11)
        for definition in sources {
            let recorder = Recorder()
            let later = Moment(seconds: Int64(Date().timeIntervalSince1970) + 3600)
            let result = try await definition.source.poll(context(at: later), into: recorder)
            #expect(await recorder.rejected == [], "\(definition.name)")
            for kind in definition.facts {
                #expect((result.tallies[kind]?.accepted ?? 0) > 0, "\(definition.name) \(kind)")
            }
        }
    }
}
