import Foundation
import Testing

/// What the code reads and what `deploy/bellwether.yaml` shows are one list. That nothing is shown which nobody reads
/// is proved by switching all of it on: an unknown key is an error (`ShippedConfigurationTests`).
@Suite struct NamedSettingsTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Where `bellwether.yaml` is read; rule files have a manual of their own.
    private static let readers = [
        "Sources/BellwetherConfig", "Sources/BellwetherSources", "Sources/BellwetherReceivers",
        "Sources/BellwetherCore/Routing",
    ]

    private static func settingsRead() throws -> Set<String> {
        var names: Set<String> = []
        for folder in readers {
            let paths = try FileManager.default.subpathsOfDirectory(
                atPath: root.appending(path: folder).resolvingSymlinksInPath().path)
            for path in paths where path.hasSuffix(".swift") {
                let text = try String(contentsOf: root.appending(path: "\(folder)/\(path)"), encoding: .utf8)
                for match in text.matches(
                    of: #/(?:optional|required|section|sections|named|clockTime|addresses)\(\s*"([a-z_]+)"/#)
                {
                    names.insert(String(match.1))
                }
            }
        }
        return names
    }

    @Test func `shows every setting that the code reads`() throws {
        let read = try Self.settingsRead()
        #expect(read.isSuperset(of: ["timezone", "grace_days", "delimiter", "signing_key", "group_wait"]))
        let shipped = try String(contentsOf: Self.root.appending(path: "deploy/bellwether.yaml"), encoding: .utf8)
        let shown = Set(shipped.matches(of: #/([a-z_]+):(?:\s|$)/#).map { String($0.1) })
        #expect(read.subtracting(shown).sorted() == [])
    }
}
