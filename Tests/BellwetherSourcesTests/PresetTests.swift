import BellwetherCore
import BellwetherSources
import Diagnostics
import Documents
import Foundation
import Testing

@Suite struct PresetTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func shipped() throws -> [(name: String, yaml: String)] {
        let folder = root.appending(path: "deploy/presets")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasSuffix(".yaml") }
            .map {
                ($0.replacing(".yaml", with: ""), try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
            }
    }

    /// `hubspot-commerce` is HubSpot's: a file of the program holds all that one service has.
    private static func service(of name: String) -> String { String(name.prefix { $0 != "-" }) }

    /// `BELLWETHER_RECORD=1` writes it anew.
    @Test func `the program carries the presets that are shipped, letter for letter`() throws {
        let shipped = try Self.shipped()
        if ProcessInfo.processInfo.environment["BELLWETHER_RECORD"] == "1" {
            let folder = Self.root.appending(path: "Sources/BellwetherSources/Presets")
            for (service, presets) in Dictionary(grouping: shipped, by: { Self.service(of: $0.name) }) {
                let file = folder.appending(path: "Preset+\(service.capitalized).swift")
                try Self.written(presets, as: service).write(to: file, atomically: true, encoding: .utf8)
            }
        }
        #expect(Preset.all.map(\.name).sorted() == shipped.map(\.name).sorted())
        for (name, yaml) in shipped { #expect(Preset.named(name)?.yaml == yaml, "\(name)") }
    }

    private static func written(_ presets: [(name: String, yaml: String)], as name: String) -> String {
        let texts = presets.map { preset in
            let lines = preset.yaml.split(separator: "\n", omittingEmptySubsequences: false).map {
                $0.isEmpty ? "" : "            " + $0
            }
            return "        Preset(\n            \"\(preset.name)\",\n            #\"\"\"\n"
                + lines.joined(separator: "\n") + "\n            \"\"\"#),\n"
        }
        return "// Written from deploy/presets by PresetTests; edit those.\nextension Preset {\n"
            + "    static let \(name) = [\n" + texts.joined() + "    ]\n}\n"
    }

    @Test(arguments: Preset.all.map(\.name))
    func `is sound with what its head says is to be added`(_ name: String) throws {
        let added =
            name.hasSuffix("-csv")
            ? "csv: { path: export.csv }"
            : "http: { url: \"https://example.com\", auth: { bearer: { credential: key } } }"
        let (sources, mistakes) = sources(
            """
            sources:
              - name: it
                preset: \(name)
                \(added)
            """)
        #expect(mistakes == [])
        #expect(sources.first?.facts.isEmpty == false)
    }

    @Test func `adds what its owner writes, and takes away what they call null`() throws {
        let (sources, mistakes) = sources(
            """
            sources:
              - name: crm
                preset: hubspot
                every: 2h
                http: { auth: { bearer: { credential: key } } }
                facts:
                  ticket: null
                  survey_response: null
                  survey_response-csat: null
                  account:
                    columns: { tier: properties.plan_level }
                    values: { status: { "7": active } }
            """)
        #expect(mistakes == [])
        let source = try #require(sources.first)
        #expect(source.facts == ["account", "touch", "contact"])
        #expect(source.every == .seconds(7200))
    }

    @Test func `says at its own place what is wrong in what was added`() {
        let mistakes = sources(
            """
            sources:
              - name: crm
                preset: hubspot
                http: { auth: { bearer: { credential: key } }, pase: 3 }
              - name: billing
                preset: strip
            """
        ).mistakes
        #expect(mistakes.count == 2)
        #expect(mistakes.first?.hasPrefix("bellwether.yaml:4:52: error: unknown key 'pase'") == true)
        #expect(
            mistakes.last == "bellwether.yaml:6:13: error: there is no preset 'strip' | did you mean 'stripe'?")
    }
}
